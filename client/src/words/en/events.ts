import type { Who } from '../who.ts';
import { counting } from './counting.ts';

const did = ({ name, isMe }: Who) => (isMe ? 'You' : name);
const whom = ({ name, isMe }: Who) => (isMe ? 'you' : name);
const whose = ({ name, isMe }: Who) => (isMe ? 'your' : `${name}’s`);
const all = (people: readonly Who[]) => counting.list(people.map(whom));

/** What happened in a conversation, in one sentence each. */
export const events = {
  started: (by: Who) => `${did(by)} started this conversation`,
  readsAlong: 'This device reads along from here. What was said before is on your other devices',
  joined: (who: Who) => `${did(who)} joined`,
  added: (by: Who, people: readonly Who[]) => `${did(by)} added ${all(people)}`,
  left: (who: Who) => `${did(who)} left`,
  removed: (by: Who, who: Who) => `${did(by)} removed ${whom(who)}`,
  /** Nobody had used their device for as long as the policy allows. */
  idle: (who: Who) =>
    `${did(who)} ${who.isMe ? 'were' : 'was'} taken out, as ${whose(who)} device was not used for long`,
  back: (people: readonly Who[]) => `${counting.list(people.map(did))} came back after a long time away`,
  named: (by: Who, name: string) => `${did(by)} named the room “${name}”`,
  noTopic: (by: Who) => `${did(by)} took the topic of the room away`,
  topic: (by: Who, topic: string) => `${did(by)} set the topic: “${topic}”`,
  picture: (by: Who) => `${did(by)} changed the picture of the room`,
  usualLevel: (by: Who) => `${did(by)} left it to the policy how this room is marked`,
  level: (by: Who, level: string) => `${did(by)} marked the room as ${level.toLowerCase()}`,
  onlyModeratorsWrite: (by: Who) => `${did(by)} made this a room for announcements: only moderators write`,
  everybodyWrites: (by: Who) => `${did(by)} lets everybody in the room write`,
  takesRequests: (by: Who) => `${did(by)} lets whoever has the room’s link ask to join`,
  takesNoRequests: (by: Who) => `${did(by)} takes no more requests to join`,
  declined: (by: Who) => `${did(by)} declined your request to join a room`,
  closed: (by: Who) => `${did(by)} closed the room: nobody writes here any more`,
  opened: (by: Who) => `${did(by)} opened the room again`,
  onlyModeratorsAdd: (by: Who) => `${did(by)} lets only moderators add people`,
  everybodyAdds: (by: Who) => `${did(by)} lets everybody in the room add people`,
  moderator: (by: Who, who: Who) => `${did(by)} made ${whom(who)} a moderator`,
  noModerator: (by: Who, who: Who) => `${did(by)} ended that ${whom(who)} ${who.isMe ? 'are' : 'is'} a moderator`,
  pinned: (by: Who) => `${did(by)} pinned a message`,
  unpinned: (by: Who) => `${did(by)} unpinned a message`,
  sharedLast: (by: Who, count: number, people: readonly Who[]) =>
    `${did(by)} shared ${counting.plural(count, { one: 'the last message', other: 'the last # messages' })} with ${all(people)}`,
  sharedDays: (by: Who, days: number, people: readonly Who[]) =>
    `${did(by)} shared the messages of ${counting.plural(days, { one: 'the last day', other: 'the last # days' })} with ${all(people)}`,
  sharedAll: (by: Who, people: readonly Who[]) => `${did(by)} shared all messages with ${all(people)}`,
  messagesStay: (by: Who) => `${did(by)} set messages to stay`,
  disappearSent: (by: Who, length: string) => `${did(by)} set messages to disappear after ${length}`,
  disappearRead: (by: Who, length: string) => `${did(by)} set messages to disappear ${length} after they were read`,
  /** @param sentence says why. */
  refused: (by: Who, sentence: string) => `Something that ${whose(by)} app sent was refused. ${sentence}`,
  deviceAdded: (who: Who) => `A new device of ${who.isMe ? 'yours' : whose(who)} can read along from here`,
  deviceRemoved: (who: Who) => `A device of ${who.isMe ? 'yours' : whose(who)} was removed`,
  synchronised: 'This device was re-synchronised',
  recovered: (count: number) =>
    `This device was re-synchronised, and ${counting.plural(count, { one: '# message was', other: '# messages were' })} fetched again`,
  someMissing: 'Some messages could not be read on this device. Ask for them to be sent again',
  missing: (count: number) =>
    counting.plural(count, {
      one: '# message could not be read on this device. Ask for it to be sent again',
      other: '# messages could not be read on this device. Ask for them to be sent again',
    }),
  missingOrGone: (count: number) =>
    counting.plural(count, {
      one: '# message has not reached this device. Messages disappear here, so it may have done so before',
      other: '# messages have not reached this device. Messages disappear here, so they may have done so before',
    }),
  damaged: 'One message was damaged in this browser’s storage and cannot be shown',
};

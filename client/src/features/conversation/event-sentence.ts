import type { ConversationEvent, HistoryChoice, TimerView } from '#client/bridge/port.ts';
import { durationWords } from '#client/ui/duration.ts';
import { levelWords } from '#client/ui/levels.ts';
import { words } from '#client/words/index.ts';
import type { UserId } from '#shared/ids/index.ts';

/** Names as a sentence lists them: "Ana", "Ana and Ben", "Ana, Ben and Chloe". */
export function listNames(names: readonly string[]): string {
  return words.counting.list(names);
}

/** What happened, in one sentence. `nameOf` answers "You" for oneself. */
export function eventSentence(event: ConversationEvent, nameOf: (id: UserId) => string): string {
  const own = (id: UserId) => (nameOf(id) === 'You' ? 'your' : `${nameOf(id)}’s`);
  switch (event.kind) {
    case 'created':
      return `${nameOf(event.by)} started this conversation`;
    case 'joined': {
      const others = event.who.filter((id) => id !== event.by);
      // Nobody lets themselves in: it was another device of theirs that brought this one in.
      if (others.length === 0 && nameOf(event.by) === 'You') {
        return 'This device reads along from here. What was said before is on your other devices';
      }
      if (others.length === 0) return `${nameOf(event.by)} joined`;
      return `${nameOf(event.by)} added ${listNames(others.map((id) => lowerYou(nameOf(id))))}`;
    }
    case 'left':
      return `${nameOf(event.who)} left`;
    case 'removed':
      return `${nameOf(event.by)} removed ${lowerYou(nameOf(event.who))}`;
    case 'named':
      return `${nameOf(event.by)} named the room “${event.name}”`;
    case 'topic':
      return event.topic === ''
        ? `${nameOf(event.by)} took the topic of the room away`
        : `${nameOf(event.by)} set the topic: “${event.topic}”`;
    case 'picture':
      return `${nameOf(event.by)} changed the picture of the room`;
    case 'level':
      return event.level === undefined
        ? `${nameOf(event.by)} left it to the policy how this room is marked`
        : `${nameOf(event.by)} marked the room as ${levelWords[event.level].toLowerCase()}`;
    case 'writing':
      return event.who === 'moderators'
        ? `${nameOf(event.by)} made this a room for announcements: only moderators write`
        : `${nameOf(event.by)} lets everybody in the room write`;
    case 'requests':
      return event.on
        ? `${nameOf(event.by)} lets whoever has the room’s link ask to join`
        : `${nameOf(event.by)} takes no more requests to join`;
    case 'declined':
      return `${nameOf(event.by)} declined your request to join a room`;
    case 'closed':
      return event.on
        ? `${nameOf(event.by)} closed the room: nobody writes here any more`
        : `${nameOf(event.by)} opened the room again`;
    case 'adding':
      return event.who === 'moderators'
        ? `${nameOf(event.by)} lets only moderators add people`
        : `${nameOf(event.by)} lets everybody in the room add people`;
    case 'moderator':
      return event.on
        ? `${nameOf(event.by)} made ${lowerYou(nameOf(event.who))} a moderator`
        : `${nameOf(event.by)} ended that ${lowerYou(nameOf(event.who))} ${nameOf(event.who) === 'You' ? 'are' : 'is'} a moderator`;
    case 'pinned':
      return `${nameOf(event.by)} ${event.on ? 'pinned' : 'unpinned'} a message`;
    case 'history-shared':
      return `${nameOf(event.by)} shared ${shareWords(event.what)} with ${listNames(event.with.map((id) => lowerYou(nameOf(id))))}`;
    case 'timer':
      return event.timer === undefined
        ? `${nameOf(event.by)} set messages to stay`
        : `${nameOf(event.by)} set messages to disappear ${timerWords(event.timer)}`;
    case 'refused':
      return `Something that ${own(event.by)} app sent was refused. ${event.sentence}`;
    case 'device-added':
      return `A new device of ${nameOf(event.who) === 'You' ? 'yours' : own(event.who)} can read along from here`;
    case 'device-removed':
      return `A device of ${nameOf(event.who) === 'You' ? 'yours' : own(event.who)} was removed`;
    case 're-synchronised':
      return event.recovered === 0
        ? 'This device was re-synchronised'
        : `This device was re-synchronised, and ${count(event.recovered, 'message was', 'messages were')} fetched again`;
    case 'missing':
      return event.count === undefined
        ? 'Some messages could not be read on this device. Ask for them to be sent again'
        : event.timed === true
          ? `${count(event.count, 'message has', 'messages have')} not reached this device. Messages disappear here, so ${event.count === 1 ? 'it' : 'they'} may have done so before`
          : `${count(event.count, 'message', 'messages')} could not be read on this device. Ask for ${event.count === 1 ? 'it' : 'them'} to be sent again`;
    case 'damaged':
      return 'One message was damaged in this browser’s storage and cannot be shown';
  }
}

/** Whether the sentence is something to look at, not only to know. */
export function needsAttention(event: ConversationEvent): boolean {
  return event.kind === 'missing' || event.kind === 'damaged' || event.kind === 'refused';
}

function shareWords(what: HistoryChoice): string {
  switch (what.kind) {
    case 'last':
      return what.count === 1 ? 'the last message' : `the last ${what.count} messages`;
    case 'days':
      return what.days === 1 ? 'the messages of the last day' : `the messages of the last ${what.days} days`;
    case 'all':
      return 'all messages';
  }
}

function lowerYou(name: string): string {
  return name === 'You' ? 'you' : name;
}

function count(number: number, one: string, many: string): string {
  return `${number} ${number === 1 ? one : many}`;
}

/** "after 1 day", "1 minute after they were read". */
function timerWords({ seconds, from }: TimerView): string {
  return from === 'sent' ? `after ${durationWords(seconds)}` : `${durationWords(seconds)} after they were read`;
}

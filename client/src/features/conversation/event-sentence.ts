import type { ConversationEvent } from '#client/bridge/port.ts';
import { durationWords } from '#client/ui/duration.ts';
import { levelWords } from '#client/ui/levels.ts';
import { words } from '#client/words/index.ts';
import type { Who } from '#client/words/who.ts';
import type { UserId } from '#shared/ids/index.ts';

/** What happened, in one sentence. */
export function eventSentence(event: ConversationEvent, nameOf: (id: UserId) => string, me: UserId): string {
  const { events } = words;
  const who = (id: UserId): Who => ({ name: nameOf(id), isMe: id === me });
  switch (event.kind) {
    case 'created':
      return events.started(who(event.by));
    case 'joined': {
      const others = event.who.filter((id) => id !== event.by);
      if (others.length > 0 && event.back === true) return events.back(others.map(who));
      if (others.length > 0) return events.added(who(event.by), others.map(who));
      // Nobody lets themselves in: it was another device of theirs that brought this one in.
      return event.by === me ? events.readsAlong : events.joined(who(event.by));
    }
    case 'left':
      return events.left(who(event.who));
    case 'removed':
      return event.idle === true ? events.idle(who(event.who)) : events.removed(who(event.by), who(event.who));
    case 'named':
      return events.named(who(event.by), event.name);
    case 'topic':
      return event.topic === '' ? events.noTopic(who(event.by)) : events.topic(who(event.by), event.topic);
    case 'picture':
      return events.picture(who(event.by));
    case 'level':
      return event.level === undefined
        ? events.usualLevel(who(event.by))
        : events.level(who(event.by), levelWords[event.level]);
    case 'writing':
      return (event.who === 'moderators' ? events.onlyModeratorsWrite : events.everybodyWrites)(who(event.by));
    case 'requests':
      return (event.on ? events.takesRequests : events.takesNoRequests)(who(event.by));
    case 'declined':
      return events.declined(who(event.by));
    case 'closed':
      return (event.on ? events.closed : events.opened)(who(event.by));
    case 'adding':
      return (event.who === 'moderators' ? events.onlyModeratorsAdd : events.everybodyAdds)(who(event.by));
    case 'moderator':
      return (event.on ? events.moderator : events.noModerator)(who(event.by), who(event.who));
    case 'pinned':
      return (event.on ? events.pinned : events.unpinned)(who(event.by));
    case 'history-shared': {
      const [by, people] = [who(event.by), event.with.map(who)];
      if (event.what.kind === 'last') return events.sharedLast(by, event.what.count, people);
      return event.what.kind === 'days' ? events.sharedDays(by, event.what.days, people) : events.sharedAll(by, people);
    }
    case 'timer': {
      if (event.timer === undefined) return events.messagesStay(who(event.by));
      const { seconds, from } = event.timer;
      return (from === 'sent' ? events.disappearSent : events.disappearRead)(who(event.by), durationWords(seconds));
    }
    case 'refused':
      return events.refused(who(event.by), event.sentence);
    case 'device-added':
      return events.deviceAdded(who(event.who));
    case 'device-removed':
      return events.deviceRemoved(who(event.who));
    case 're-synchronised':
      return event.recovered === 0 ? events.synchronised : events.recovered(event.recovered);
    case 'missing':
      if (event.count === undefined) return events.someMissing;
      return (event.timed === true ? events.missingOrGone : events.missing)(event.count);
    case 'damaged':
      return events.damaged;
  }
}

/** Whether the sentence is something to look at, not only to know. */
export function needsAttention(event: ConversationEvent): boolean {
  return event.kind === 'missing' || event.kind === 'damaged' || event.kind === 'refused';
}

import { describe, expect, it } from 'vitest';
import { ar } from './ar/index.ts';
import { vi } from './vi/index.ts';
import type { Who } from './who.ts';

const COUNTS = [0, 1, 2, 3, 7, 11, 50, 100, 101, 1_234];
const me: Who = { name: 'Ana', isMe: true };
const ben: Who = { name: 'Ben', isMe: false };
const chloe: Who = { name: 'Chloe', isMe: false };

describe.each([
  ['vi', vi],
  ['ar', ar],
])('conversations in %s', (_, other) => {
  it('names everybody in the sentences of events, and calls only oneself "you"', () => {
    const { events } = other;
    for (const sentence of [
      events.added(ben, [chloe]),
      events.removed(ben, chloe),
      events.moderator(ben, chloe),
      events.noModerator(ben, chloe),
      events.sharedAll(ben, [chloe]),
      events.sharedLast(ben, 12, [chloe]),
      events.sharedDays(ben, 3, [chloe]),
    ]) {
      expect(sentence).toMatch(/Ben.*Chloe/);
    }
    const toMe = [
      events.added(ben, [me]),
      events.added(ben, [chloe, me]),
      events.removed(ben, me),
      events.moderator(ben, me),
      events.noModerator(ben, me),
      events.sharedAll(ben, [me]),
      events.deviceAdded(me),
      events.deviceRemoved(me),
      events.refused(me, ''),
      events.started(me),
      events.left(me),
    ];
    for (const sentence of toMe) expect(sentence).not.toContain('Ana');
    expect(events.added(ben, [chloe, me])).toContain('Chloe');
    expect(new Set([events.added(ben, [chloe]), events.added(ben, [me]), events.added(me, [chloe])]).size).toBe(3);
  });

  it('has what each number needs', () => {
    const { conversation, messages, votes, composer, pins, forward, scheduled, search, rooms, events } = other;
    for (const count of COUNTS) {
      const sentences = [
        conversation.people(count),
        conversation.toAnswer(count),
        conversation.newMessages(count),
        conversation.writing(count),
        messages.replies(count),
        messages.others(count),
        messages.someAcknowledged(count, count),
        messages.peopleHave(count),
        votes.answer('Pier', count),
        votes.voted(count),
        composer.choicesToMention(count),
        composer.choicesToTake(count),
        composer.tooLong(count),
        composer.left(count),
        pins.count(count),
        forward.forwardTo(count),
        forward.room(count),
        forward.tooMany(count),
        scheduled.held(count),
        scheduled.willBeSent(count, ''),
        scheduled.reminders(count),
        search.all(count),
        search.newest(count),
        rooms.addMany(count),
        rooms.requestsToJoin(count),
        rooms.tooMany(count),
        events.recovered(count),
        events.missing(count),
        events.missingOrGone(count),
        events.sharedLast(ben, count, [chloe]),
        events.sharedDays(ben, count, [chloe]),
      ];
      for (const sentence of sentences) expect(sentence, String(count)).not.toMatch(/#|undefined|NaN/);
    }
  });
});

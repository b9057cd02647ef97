import { describe, expect, it } from 'vitest';
import { type MessageId, parseId, type UserId } from '#shared/ids/index.ts';
import type { TextEntry } from '../rows.ts';
import { messageLabel } from './message-label.ts';

const [ana, ben] = [parseId<UserId>('AAAAAAAAAAAAAAAAAAAAAA'), parseId<UserId>('BBBBBBBBBBBBBBBBBBBBBA')];
const nameOf = (id: UserId) => (id === ana ? 'You' : 'Ben');
const entry: TextEntry = {
  kind: 'text',
  key: '1',
  at: new Date(2026, 4, 12, 9, 41).getTime(),
  id: parseId<MessageId>('DDDDDDDDDDDDDDDDDDDDDA'),
  author: ana,
  mine: true,
  text: '**Lunch**\nat noon?',
};

describe('a message as a screen reader says it', () => {
  it('is one sentence after the other: who, what, about what, edited, how far, and what others think of it', () => {
    const label = messageLabel(
      {
        ...entry,
        reply: { kind: 'recalled', author: ben },
        editedAt: 5,
        state: { kind: 'delivered' },
        reactions: [{ emoji: '👍', by: [ben, ana], mine: true }],
      },
      nameOf,
    );
    expect(label).toMatch(
      /^You: Lunch at noon\?\. In reply to Ben\. Edited\. .*9.41.*\. Delivered\. 👍 by Ben and You$/u,
    );
  });

  it('says whose words it passes on, and what this person has done with it', () => {
    const label = messageLabel({ ...entry, forwarded: { author: ben } }, nameOf, { pinned: true, saved: true });
    expect(label).toMatch(/^You: Lunch at noon\?\. Forwarded, said to be written by Ben\. Pinned\. Saved\. /u);
  });

  it('says of a recalled one that it is, and nothing else', () => {
    expect(messageLabel({ ...entry, author: ben, mine: false, recalledAt: 5 }, nameOf)).toMatch(
      /^Ben: This message was recalled\. /,
    );
  });
});

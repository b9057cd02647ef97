import { describe, expect, it } from 'vitest';
import type { GroupId, UserId } from '#shared/ids/index.ts';
import { emptyState } from '#shared/org-log/index.ts';
import { roomStateText } from '../content/room-state.ts';
import type { ConversationRow } from '../storage/records.ts';
import { idOf } from '../storage/testing.ts';
import { conversationViews } from './conversations.ts';

const [me, ben] = [idOf<UserId>(1), idOf<UserId>(2)];
const [low, high] = [idOf<GroupId>(10), idOf<GroupId>(11)];

const direct = (id: GroupId, more: Partial<ConversationRow> = {}): ConversationRow => ({
  id,
  kind: 'direct',
  suite: 'x-wing',
  roomState: roomStateText({ v: 1, kind: 'direct', people: [me, ben] }),
  status: 'ready',
  members: [me, ben],
  unread: 0,
  lastAt: 1,
  ...more,
});
const words = { last: { author: ben, preview: 'hello' } };

function shown(...rows: readonly ConversationRow[]): GroupId[] {
  const memory = {
    conversations: new Map(rows.map((row) => [row.id, row])),
    outbox: new Map(),
    drafts: new Map(),
    saved: new Map(),
    cursors: new Map(),
    pending: new Set<GroupId>(),
    nextClientSequence: 1,
  };
  return conversationViews(memory, emptyState(), me).map(({ id }) => id);
}

describe('two direct conversations with one person', () => {
  it('are drawn as one while one of them is empty: the one with words, or else the same for both people', () => {
    expect(shown(direct(low), direct(high))).toEqual([low]);
    expect(shown(direct(low), direct(high, words))).toEqual([high]);
    expect(shown(direct(low, words), direct(high))).toEqual([low]);
  });

  it('are both drawn when both have words', () => {
    expect(shown(direct(low, words), direct(high, { ...words, lastAt: 2 }))).toEqual([high, low]);
  });

  it('are drawn by the one that goes on, when the other is over', () => {
    expect(shown(direct(low, { status: 'broken' }), direct(high))).toEqual([high]);
    expect(shown(direct(low, { status: 'removed', ...words }), direct(high))).toEqual([high, low].sort());
  });
});

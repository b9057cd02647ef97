import { expect, it } from 'vitest';
import type { ConversationSummary } from '#client/bridge/port.ts';
import { parseId } from '#shared/ids/index.ts';
import { asksForAttention, sidebarSections } from './sections.ts';

const nothing = { favourite: false, muted: false, archived: false, level: 'everything', markedUnread: false } as const;

function summary(letter: string, change: Partial<ConversationSummary> = {}): ConversationSummary {
  return {
    id: parseId(`${letter.repeat(21)}A`),
    kind: 'room',
    title: letter,
    members: [],
    moderators: [],
    unread: 0,
    mentions: 0,
    lastAt: 0,
    preferences: nothing,
    state: { kind: 'ready' },
    ...change,
  };
}

it('puts favourites first, of whatever kind, and in each section the newest words first', () => {
  const favourite = { preferences: { ...nothing, favourite: true } };
  const all = [
    summary('A', { lastAt: 1 }),
    summary('B', { lastAt: 3 }),
    summary('C', { kind: 'direct', lastAt: 2 }),
    summary('D', { ...favourite, kind: 'direct', lastAt: 4 }),
    summary('E', { ...favourite, lastAt: 5 }),
    summary('F', { preferences: { ...nothing, favourite: true, archived: true }, lastAt: 6 }),
  ];
  const titles = sidebarSections(all).map(({ id, conversations }) => [id, conversations.map(({ title }) => title)]);
  expect(titles).toEqual([
    ['favourites', ['E', 'D']],
    ['direct', ['C']],
    ['rooms', ['B', 'A']],
    ['archived', ['F']],
  ]);
});

it('asks for attention with what is unread or marked, unless it is muted or put away', () => {
  expect(asksForAttention(summary('A'))).toBe(false);
  expect(asksForAttention(summary('A', { unread: 1 }))).toBe(true);
  expect(asksForAttention(summary('A', { preferences: { ...nothing, markedUnread: true } }))).toBe(true);
  expect(asksForAttention(summary('A', { unread: 1, preferences: { ...nothing, muted: true } }))).toBe(false);
  expect(asksForAttention(summary('A', { unread: 1, preferences: { ...nothing, archived: true } }))).toBe(false);
});

/**
 * What becomes of a message by what is done with it later: edits, a recall, reactions, votes. Pure, and the same whatever the
 * order in which the changes come, so that all devices end equal: of two that contradict each other, the one that the relay
 * has placed later counts.
 */
import type { UserId } from '#shared/ids/index.ts';
import { areSameWords, bareWords, type Words } from '../content/mentions.ts';
import type { Change, TextRow } from '../storage/records.ts';
import { surplusAnswers } from './polls.ts';

/** Edits of one message that are remembered, the newest. */
const EDITS_MAX = 20;
/** Kinds of reactions of one person to one message, taken back ones included. */
const REACTIONS_MAX = 16;

type Edit = Extract<Change, { kind: 'edit' }>;
type Reaction = Extract<Change, { kind: 'reaction' }>;
export type Pin = Extract<Change, { kind: 'pin' }>;

/** The message after one more change. The same one again changes nothing, and neither does anything once it is recalled. */
export function withChange(row: TextRow, change: Change): TextRow {
  const { changes = [] } = row;
  if (changes.some((one) => isSame(one, change))) return row;
  // Of two recalls, too, all devices remember the same one.
  if (isGone(row) && (change.kind !== 'recall' || change.sequence === undefined)) return row;
  return fold(row, [...changes, change]);
}

/** The message with a change of its own as it is now: sent, failed, or tried again. */
export function withChanged(row: TextRow, change: Change): TextRow {
  const { changes = [] } = row;
  if (!changes.some((one) => isSame(one, change))) return row;
  return fold(
    row,
    changes.map((one) => (isSame(one, change) ? change : one)),
  );
}

/** The message as if the change had never been made. */
export function withoutChange(row: TextRow, by: UserId, id: string): TextRow {
  const { changes = [] } = row;
  return fold(
    row,
    changes.filter((one) => one.by !== by || one.id !== id),
  );
}

/** Whether it has been recalled, for good. */
export function isGone({ changes = [] }: TextRow): boolean {
  return changes.some((one) => one.kind === 'recall' && one.sequence !== undefined);
}

function isSame(left: Change, right: Change): boolean {
  return left.by === right.by && left.id === right.id;
}

/** What counts, the oldest first. What waits to be sent will be placed behind all that has been placed. */
function byPlace(left: Change, right: Change): number {
  const places = (left.sequence ?? Number.MAX_SAFE_INTEGER) - (right.sequence ?? Number.MAX_SAFE_INTEGER);
  if (places !== 0) return places;
  // A relay may give one number twice.
  return left.sequence === undefined || left.id === right.id ? 0 : left.id < right.id ? -1 : 1;
}

function fold(row: TextRow, all: readonly Change[]): TextRow {
  const { changes: _changes, said, saidMentions, recalledAt: _recalled, text, mentions, ...rest } = row;
  const first: Words = said === undefined ? { text, mentions } : { text: said, mentions: saidMentions };
  const sorted = [...all].sort(byPlace);
  const counting = sorted.filter(({ failure }) => failure === undefined);
  const recall = counting.find(({ kind }) => kind === 'recall');
  if (recall?.sequence !== undefined) {
    const { reply: _reply, poll: _poll, urgency: _urgency, asked: _asked, files: _files, ...bare } = rest;
    return { ...bare, text: '', changes: [recall], recalledAt: recall.at };
  }
  const changes = bounded(sorted);
  if (changes.length === 0) return { ...rest, ...bareWords(first) };
  const newest = editsOf(changes).at(-1);
  const shown: Words = recall === undefined ? (newest ?? first) : { text: '' };
  return {
    ...rest,
    ...bareWords(shown),
    ...(areSameWords(shown, first) ? {} : firstWords(first)),
    changes,
    ...(recall === undefined ? {} : { recalledAt: recall.at }),
  };
}

function firstWords({ text, mentions }: Words): Pick<TextRow, 'said' | 'saidMentions'> {
  return mentions === undefined ? { said: text } : { said: text, saidMentions: [...mentions] };
}

/** Nobody fills a colleague's disk by changing one message for ever: of too many, the oldest go. */
function bounded(sorted: readonly Change[]): Change[] {
  const settled = (change: Change) => change.sequence !== undefined;
  const edits = sorted.filter((one) => one.kind === 'edit' && settled(one));
  const gone = new Set<Change>(edits.slice(0, Math.max(0, edits.length - EDITS_MAX)));
  const reactions = new Map<UserId, Map<string, Change>>();
  for (const one of sorted) {
    if (one.kind !== 'reaction' || !settled(one)) continue;
    const own = reactions.get(one.by) ?? new Map<string, Change>();
    const before = own.get(one.emoji);
    // Only the last word of a person on one emoji counts; that it was taken back must outlive one that comes late.
    if (before !== undefined) gone.add(before);
    own.delete(one.emoji);
    own.set(one.emoji, one);
    reactions.set(one.by, own);
  }
  // Only the last word of anybody on whether it is pinned counts.
  for (const one of sorted.filter((pin) => pin.kind === 'pin' && settled(pin)).slice(0, -1)) gone.add(one);
  for (const one of surplusAnswers(sorted)) gone.add(one);
  for (const own of reactions.values()) {
    for (const one of [...own.values()].slice(0, Math.max(0, own.size - REACTIONS_MAX))) gone.add(one);
  }
  return sorted.filter((one) => !gone.has(one));
}

/** The edits that count, the newest last. */
export function editsOf(changes: readonly Change[]): Edit[] {
  return changes.filter((one): one is Edit => one.kind === 'edit' && one.failure === undefined);
}

/** The last word on whether the message is pinned; undefined where there is none. `placed`: of those that the relay has. */
export function pinOf({ changes = [], recalledAt }: TextRow, placed = false): Pin | undefined {
  if (recalledAt !== undefined) return undefined;
  return changes.findLast(
    (one): one is Pin => one.kind === 'pin' && one.failure === undefined && (!placed || one.sequence !== undefined),
  );
}

/** Who has reacted with what, in the order in which each emoji was first used. */
export function reactionsOf(changes: readonly Change[]): { readonly emoji: string; readonly by: readonly UserId[] }[] {
  const all = new Map<string, Set<UserId>>();
  for (const { emoji, by, on } of changes.filter(
    (one): one is Reaction => one.kind === 'reaction' && one.failure === undefined,
  )) {
    const people = all.get(emoji) ?? new Set<UserId>();
    if (on) people.add(by);
    else people.delete(by);
    all.set(emoji, people);
  }
  return [...all].filter(([, by]) => by.size > 0).map(([emoji, by]) => ({ emoji, by: [...by] }));
}

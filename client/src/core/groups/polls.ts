/**
 * What comes of polls, and of messages that ask to be acknowledged: counted by each device for itself from what people have
 * said, in the order in which the relay has placed it. Pure.
 */
import type { UserId } from '#shared/ids/index.ts';
import type { Change, TextRow } from '../storage/records.ts';

/**
 * How often one person's vote in one poll counts. It is the first of them that do, not the last: a close that comes late
 * takes away what stands behind it, and what stood before must still be there then, on all devices alike.
 */
export const VOTES_MAX = 20;

type Close = Extract<Change, { kind: 'close' }>;

/** Of changes in the order in which they count: those that never will, whatever may still come. */
export function surplusAnswers(sorted: readonly Change[]): Change[] {
  const surplus: Change[] = [];
  const votes = new Map<UserId, number>();
  const acknowledged = new Set<UserId>();
  let closed = false;
  for (const one of sorted) {
    if (one.sequence === undefined) continue;
    if (one.kind === 'close') {
      if (closed) surplus.push(one);
      closed = true;
    } else if (one.kind === 'vote') {
      const before = votes.get(one.by) ?? 0;
      votes.set(one.by, before + 1);
      if (closed || before >= VOTES_MAX) surplus.push(one);
    } else if (one.kind === 'acknowledge') {
      if (acknowledged.has(one.by)) surplus.push(one);
      acknowledged.add(one.by);
    }
  }
  return surplus;
}

/** What a poll has come to. */
export interface PollResult {
  /** For each answer, who has chosen it, in the order in which they first voted. */
  readonly votes: readonly (readonly UserId[])[];
  readonly closed: Close | undefined;
}

/** Undefined for what is no poll. */
export function resultOf({ poll, changes = [] }: TextRow): PollResult | undefined {
  if (poll === undefined) return undefined;
  const last = new Map<UserId, readonly number[]>();
  let closed: Close | undefined;
  for (const one of changes) {
    if (one.failure !== undefined || closed !== undefined) continue;
    if (one.kind === 'vote') last.set(one.by, one.chosen);
    if (one.kind === 'close') closed = one;
  }
  const votes = poll.answers.map((_, answer) =>
    [...last].filter(([, chosen]) => chosen.includes(answer)).map(([by]) => by),
  );
  return { votes, closed };
}

/** How often a person has voted in a poll, as far as it is known. */
export function votesOf({ changes = [] }: TextRow, by: UserId): number {
  return changes.filter((one) => one.kind === 'vote' && one.by === by && one.failure === undefined).length;
}

/** Who has acknowledged a message, the first first. */
export function acknowledgedBy({ changes = [] }: TextRow): UserId[] {
  const by = changes.filter((one) => one.kind === 'acknowledge' && one.failure === undefined).map((one) => one.by);
  return [...new Set(by)];
}

/** What of those who were there is asked to acknowledge a message; nothing for one that does not ask. */
export function askedOf(
  { author, urgency }: Pick<TextRow, 'author' | 'urgency'>,
  members: readonly UserId[] | undefined,
): Pick<TextRow, 'asked'> {
  if (urgency?.acknowledge !== true || members === undefined) return {};
  return { asked: members.filter((user) => user !== author) };
}

/** Whether others answer to the words of a message, so that it keeps them. */
export function isAnswered({ poll, urgency }: Pick<TextRow, 'poll' | 'urgency'>): boolean {
  return poll !== undefined || urgency?.acknowledge === true;
}

/** What somebody has done with a message, put before the gate: one's own before it leaves, another's when it comes. */
import type { OrgState } from '#shared/org-log/index.ts';
import { judgeAcknowledgement, judgeChange, judgeVote } from '../policy/gate-messages.ts';
import type { Verdict } from '../policy/verdict.ts';
import type { Change, TextRow } from '../storage/records.ts';
import { isAnswered } from './polls.ts';

const allowed: Verdict = { allowed: true };

/**
 * Judges by what never changes of a message. Who may close a poll is judged by the room as it is when that is said, before
 * it comes here.
 * @param saidAt when the message came to the relay; undefined: it has not yet
 * @param at when the change did; undefined: nobody knows
 */
export function judgeDone(
  row: TextRow,
  change: Change,
  { saidAt, at }: { readonly saidAt: number | undefined; readonly at: number | undefined },
  state: OrgState,
): Verdict {
  const { author, forwarded, poll, urgency } = row;
  const { kind, by } = change;
  switch (kind) {
    case 'edit':
    case 'recall': {
      if (at === undefined) return allowed;
      const facts = { kind, by, author, saidAt, at, forwarded: forwarded !== undefined, answered: isAnswered(row) };
      return judgeChange(facts, state);
    }
    case 'vote':
      return judgeVote(change.chosen, poll, at);
    case 'close':
      return judgeVote([], poll, undefined);
    case 'acknowledge':
      return judgeAcknowledgement(by, author, urgency);
    case 'reaction':
    case 'pin':
      return allowed;
  }
}

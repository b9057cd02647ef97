/** What a poll comes to, in words. */
import type { PollView } from '#client/bridge/port.ts';
import { words } from '#client/words/index.ts';
import type { UserId } from '#shared/ids/index.ts';

/** Whether nobody can vote any more. */
export function isOver({ closedBy, endsAt }: PollView, now: number): boolean {
  return closedBy !== undefined || (endsAt !== undefined && now > endsAt);
}

/** What this person has chosen, by the places of the answers. */
export function ownVote({ answers }: PollView): number[] {
  return answers.flatMap(({ mine }, place) => (mine ? [place] : []));
}

/** Everybody who has voted, each once. */
export function votersOf({ answers }: PollView): UserId[] {
  return [...new Set(answers.flatMap(({ by }) => by))];
}

/** An answer, and what was voted for it. */
export function answerWords({ text, by, mine }: PollView['answers'][number]): string {
  const answer = words.votes.answer(text, by.length);
  return mine ? words.votes.yours(answer) : answer;
}

/** A poll as a screen reader says it when its message is come to. */
export function pollWords(poll: PollView, now: number): string {
  const answers = poll.answers.map(answerWords);
  return `${isOver(poll, now) ? words.votes.closedPoll : words.votes.poll}. ${answers.join('. ')}`;
}

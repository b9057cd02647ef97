/** The form of a poll as it is filled in, and what it asks. */
import type { PollOptions } from '#client/bridge/port.ts';
import { rareWords } from '#client/words/rare.ts';

export const QUESTION_MAX = 300;
export const ANSWER_MAX = 100;
export const ANSWERS_LEAST = 2;
export const ANSWERS_MOST = 10;

export interface PollForm {
  readonly question: string;
  readonly answers: readonly string[];
  readonly multiple: boolean;
  /** As a field for a day and a time holds it, in local time; empty: it does not end by itself. */
  readonly ends: string;
}

export const emptyForm: PollForm = { question: '', answers: ['', ''], multiple: false, ends: '' };

/** What is wrong, each with its next step. */
export interface FormErrors {
  readonly question?: string;
  readonly answers?: string;
  readonly ends?: string;
}

/** What a form asks, or what is wrong with it. Answers that were left empty are none. */
export function readForm(
  { question, answers, multiple, ends }: PollForm,
  now: number,
): { readonly question: string; readonly poll: PollOptions } | { readonly errors: FormErrors } {
  const asked = question.trim();
  const given = answers.map((answer) => answer.trim()).filter((answer) => answer !== '');
  const endsAt = ends === '' ? undefined : new Date(ends).getTime();
  const errors: FormErrors = {
    ...(asked === '' ? { question: rareWords.polls.noQuestion } : {}),
    ...(given.length < ANSWERS_LEAST
      ? { answers: rareWords.polls.fewAnswers }
      : new Set(given).size < given.length
        ? { answers: rareWords.polls.sameAnswers }
        : {}),
    ...(endsAt !== undefined && !(endsAt > now) ? { ends: rareWords.polls.timeIsOver } : {}),
  };
  if (Object.keys(errors).length > 0) return { errors };
  return {
    question: asked,
    poll: {
      answers: given,
      ...(multiple ? { multiple: true } : {}),
      ...(endsAt === undefined ? {} : { endsAt }),
    },
  };
}

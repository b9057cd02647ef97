/** Polls: what can be asked and answered, as it travels and is kept. Pure. */
import { z } from 'zod/mini';

/** The longest question and the longest answer, in UTF-16 units. */
export const QUESTION_MAX = 300;
export const ANSWER_MAX = 100;
/** How many answers there are to choose from. */
export const ANSWERS_LEAST = 2;
export const ANSWERS_MOST = 10;

/** The end of the year 9999, in ms: no calendar of a browser goes much further. */
const LATEST = 253_402_300_799_999;

const answer = z.string().check(z.maxLength(ANSWER_MAX), z.regex(/\S/u));
const areDistinct = (answers: readonly string[]): boolean =>
  new Set(answers.map((one) => one.trim())).size === answers.length;

export const pollSchema = z.strictObject({
  answers: z.array(answer).check(z.minLength(ANSWERS_LEAST), z.maxLength(ANSWERS_MOST), z.refine(areDistinct)),
  /** More than one answer may be chosen. */
  multiple: z.optional(z.literal(true)),
  /** From when on nobody votes any more, by the relay's time, in ms. */
  endsAt: z.optional(z.int().check(z.minimum(0), z.maximum(LATEST))),
});

/** The question is the text of its message. */
export type Poll = z.infer<typeof pollSchema>;

const isAscending = (chosen: readonly number[]): boolean =>
  chosen.every((one, at) => at === 0 || one > (chosen[at - 1] ?? one));

/** The answers that a person has chosen, all of them, by their places from 0; none: the vote is taken back. */
export const chosenSchema = z
  .array(z.int().check(z.minimum(0), z.maximum(ANSWERS_MOST - 1)))
  .check(z.maxLength(ANSWERS_MOST), z.refine(isAscending));

/** Whether a text can be the question of a poll. */
export function isQuestion(text: string): boolean {
  return text.length <= QUESTION_MAX && /\S/u.test(text);
}

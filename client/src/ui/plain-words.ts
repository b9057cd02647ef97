import { plainText } from './plain-text.ts';
import { withoutMarks } from './without-marks.ts';

/** The words of a message in one line, as safe text: where a piece of it stands for all of it. */
export function plainWords(text: string): string {
  return withoutMarks(plainText(text));
}

/** Takes the mentions of a text through the parser of its formatting. Pure. */
import type { MentionSpan } from '#client/bridge/port.ts';

// Code points that are no characters, for use within a program: what others send never reaches the parser with them.
const FIRST = 0xfdd0;
const MARKS = /([\uFDD0-\uFDEF])/u;
const FOREIGN = /[\uFDD0-\uFDEF]/gu;

/** The text with one mark in place of each mention. No name is parsed: nobody formats a message by being called `*Ben*`. */
export function withMarks(text: string, spans: readonly MentionSpan[]): string {
  let marked = '';
  let at = 0;
  for (const [nth, { start, end }] of spans.entries()) {
    marked += text.slice(at, start).replace(FOREIGN, '\uFFFD') + String.fromCharCode(FIRST + nth);
    at = end;
  }
  return marked + text.slice(at).replace(FOREIGN, '\uFFFD');
}

/** A parsed piece of text: words, and the numbers of the mentions between them. */
export function piecesOf(text: string): (string | number)[] {
  return text
    .split(MARKS)
    .filter((piece) => piece !== '')
    .map((piece) => (MARKS.test(piece) ? piece.charCodeAt(0) - FIRST : piece));
}

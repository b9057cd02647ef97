// Overrides and embeddings turn the text after them around without closing, and let "gpj.exe" read as "exe.jpg". Isolates
// are what honest keyboards insert, and the element around a message closes them.
const TURNING = /[\u202A-\u202E]/gu;
const CONTROL = /(?![\t\n\r])\p{Cc}/gu;
// Piled-up marks paint over the lines above and below.
const STACKED = /(\p{M}{4})\p{M}+/gu;

/** Text of a message without what would change how other text is read. */
export function plainText(text: string): string {
  return text.replace(TURNING, '').replace(CONTROL, '\uFFFD').replace(STACKED, '$1');
}

/** How well a name is what somebody types a few letters of. Pure. */

/** Letters without case and accents. */
export function bare(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replaceAll('đ', 'd');
}

/**
 * How well `typed` fits `name`, both bare: the letters must be there in their order. Undefined: they are not. Greater is
 * better: beginnings of words count most, then letters that follow one another, then short names.
 */
export function fitOf(typed: string, name: string): number | undefined {
  const letters = typed.replace(/\s+/gu, '');
  if (letters === '') return 0;
  const whole = name.indexOf(typed.trim());
  if (whole >= 0) return (startsWord(name, whole) ? 1_000 : 500) - whole - name.length / 100;
  let score = 0;
  let at = 0;
  for (const letter of letters) {
    const next = name.indexOf(letter, at);
    if (next < 0) return undefined;
    score += next === at && at > 0 ? 4 : startsWord(name, next) ? 6 : 1;
    at = next + letter.length;
  }
  return score - name.length / 100;
}

function startsWord(name: string, at: number): boolean {
  return at === 0 || /[^\p{L}\p{N}]/u.test(name.charAt(at - 1));
}

/** Those that fit, the best first; of equals, in the order in which they came. */
export function ranked<One>(typed: string, all: readonly One[], nameOf: (one: One) => string): One[] {
  const wanted = bare(typed);
  return all
    .map((one, nth) => ({ one, nth, score: fitOf(wanted, bare(nameOf(one))) }))
    .filter((entry): entry is typeof entry & { score: number } => entry.score !== undefined)
    .sort((left, right) => right.score - left.score || left.nth - right.nth)
    .map(({ one }) => one);
}

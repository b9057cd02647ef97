/** Whether words speak to a person by name. Pure. */

/** What speaks to everybody in a room. */
const EVERYBODY = ['room', 'everyone'];

const isLetter = (text: string | undefined): boolean => text !== undefined && /[\p{L}\p{N}_]/u.test(text);

/** Whether `text` has an `@` with the whole name, the first name, or everybody's. `@Ben` is not in `mail@ben` or `@Benedict`. */
export function mentions(text: string, name: string): boolean {
  const plain = text.normalize('NFKC').toLowerCase();
  const own = name.normalize('NFKC').toLowerCase().trim();
  const names = [own, own.split(/\s+/u)[0] ?? '', ...EVERYBODY].filter((one) => one !== '');
  for (let at = plain.indexOf('@'); at >= 0; at = plain.indexOf('@', at + 1)) {
    if (isLetter(plain[at - 1])) continue;
    const rest = plain.slice(at + 1);
    if (names.some((one) => rest.startsWith(one) && !isLetter([...rest.slice(one.length)][0]))) return true;
  }
  return false;
}

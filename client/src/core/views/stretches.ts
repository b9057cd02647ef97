/** Which parts of a timeline have been read: stretches without a gap inside, in order, the last of which goes to the newest. */

/** Greater than every place. */
export const END = '\uffff';

/** From the place of an entry up to and including that of another. */
export interface Stretch {
  readonly from: string;
  readonly to: string;
}

/** `stretches` with one more, joined with those that it meets. */
export function withStretch(stretches: readonly Stretch[], added: Stretch): Stretch[] {
  const apart = stretches.filter(({ from, to }) => to < added.from || from > added.to);
  const met = [added, ...stretches.filter((one) => !apart.includes(one))];
  const places = met.flatMap(({ from, to }) => [from, to]).sort();
  const joined = { from: places[0] ?? added.from, to: places.at(-1) ?? added.to };
  return [...apart, joined].sort((left, right) => (left.from < right.from ? -1 : 1));
}

/** The stretch in which a place lies. */
export function stretchAt(stretches: readonly Stretch[], place: string): Stretch | undefined {
  return stretches.find(({ from, to }) => from <= place && place <= to);
}

/** What admins say of people, in the order in which it is shown. */
import type { DetailName, Details } from './port.ts';

export const detailNames = ['title', 'department', 'location', 'contact'] as const satisfies readonly DetailName[];

/** What is said of somebody, and of which of `names`. Draw as text only. */
export function saidOf(details: Details, names: readonly DetailName[] = detailNames): [DetailName, string][] {
  return names.flatMap((name) => {
    const text = details[name];
    return text === undefined ? [] : [[name, text]];
  });
}

/** Who somebody is, in a few words. */
export const briefNames = ['title', 'department'] as const satisfies readonly DetailName[];

/** What only the administration says: it comes with it. */
import { admin as english } from './en/admin.ts';
import { partOfCoreWords } from './index.ts';

export let adminWords: typeof english = english;

partOfCoreWords((whole) => {
  adminWords = whole?.admin ?? english;
});

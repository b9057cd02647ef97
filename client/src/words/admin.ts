/** Words of the administration and of what it shows: they come with it. */
import { admin as english } from './en/admin.ts';
import { partOfWords } from './index.ts';

export let adminWords: typeof english = english;

partOfWords((whole) => {
  adminWords = whole?.admin ?? english;
});

/** Words of what few people open: they come with those parts. */
import { rare as english } from './en/rare.ts';
import { partOfWords } from './index.ts';

export let rareWords: typeof english = english;

partOfWords((whole) => {
  rareWords = whole?.rare ?? english;
});

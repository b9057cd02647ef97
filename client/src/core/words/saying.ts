/**
 * A sentence before it is put into words: where it stands in the catalog, and what it is about. What is stored to be said
 * later is stored like that, so that it is said in the language that is spoken then.
 */
import { type CoreWords, coreWords } from './index.ts';

export interface Saying {
  /** The area and the key, with a dot between them. */
  readonly say: string;
  readonly of?: readonly Part[] | undefined;
}

/** What a sentence is about: names, numbers, and other sentences. */
export type Part = string | number | Saying | readonly (string | Saying)[];

/** What was stored before there were sayings is text. */
export type Sentence = string | Saying;

type Area = keyof CoreWords;
/** A sentence within a sentence may wait for its words as well. */
type Parts<Args extends readonly unknown[]> = {
  readonly [Index in keyof Args]: Args[Index] extends readonly string[]
    ? readonly Sentence[]
    : Args[Index] extends string
      ? Sentence
      : Args[Index];
};
type PartsOf<Words> = Words extends (...args: infer Args extends readonly Part[]) => string ? Parts<Args> : [];

/** The sentence `key` of `area`, about `of`. */
export function say<In extends Area, Key extends keyof CoreWords[In] & string>(
  area: In,
  key: Key,
  ...of: PartsOf<CoreWords[In][Key]>
): Saying {
  const parts: readonly Part[] = of;
  return { say: `${area}.${key}`, ...(parts.length === 0 ? {} : { of: parts }) };
}

/** `sentence` in the language that is spoken now. */
export function spoken(sentence: Sentence): string {
  if (typeof sentence === 'string') return sentence;
  const [area = '', key = ''] = sentence.say.split('.', 2);
  const there = ownOf(ownOf(coreWords, area), key);
  if (typeof there === 'string') return there;
  try {
    if (typeof there === 'function') return String(there(...(sentence.of ?? []).map(inWords)));
  } catch (error) {
    // Stored by another version of the app, which said it of something else.
    if (!(error instanceof TypeError)) throw error;
  }
  return coreWords.account.withoutWords;
}

/** What can be done about what `sentence` says; undefined where nothing stands for it but trying again. */
export function advised(sentence: Sentence | undefined): string | undefined {
  const found = typeof sentence === 'object' ? ownOf(coreWords.advice, sentence.say) : undefined;
  return typeof found === 'string' ? found : undefined;
}

function inWords(part: Part): string | number | string[] {
  if (typeof part === 'number') return part;
  return typeof part === 'object' && 'length' in part ? part.map(spoken) : spoken(part);
}

/** What a stored sentence names must be in the catalog itself, not in what every object has. */
function ownOf(from: unknown, key: string): unknown {
  return typeof from === 'object' && from !== null && Object.hasOwn(from, key)
    ? (from as Record<string, unknown>)[key]
    : undefined;
}

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const core = join(import.meta.dirname, '..');

/** A literal that begins with a capital letter, has a space in it and ends as a sentence does. */
const SENTENCE = /(['"`])\p{Lu}[^'"`\n]* [^'"`\n]*[.?!]\1/gu;
const COMMENT = /^\s*(?:\/\/|\/?\*)/;
/** Those of the way to the relay are for engineers: what people are told of it is said by its codes. */
const FOR_ENGINEERS = new Set(['transport/errors.ts']);

const sentencesIn = (text: string): string[] =>
  text.split('\n').flatMap((line) => {
    const code = COMMENT.test(line) || line.includes('Error(') ? '' : line;
    return [...code.matchAll(SENTENCE)].map(([sentence]) => sentence);
  });

it('nothing that the core says stands outside of its catalogs', () => {
  const files = readdirSync(core, { recursive: true, encoding: 'utf8' }).filter(
    (path) => path.endsWith('.ts') && !/(?:\.test|testing)\.ts$/.test(path) && !path.startsWith('words'),
  );
  expect(files.length).toBeGreaterThan(100);
  const said = files
    .filter((path) => !FOR_ENGINEERS.has(path))
    .flatMap((path) => sentencesIn(readFileSync(join(core, path), 'utf8')).map((sentence) => [path, sentence]));
  expect(said).toEqual([]);
});

it('a sentence is noticed', () => {
  expect(sentencesIn("  sentence: 'This is not allowed.',\n  // 'Not this.' 'But a comment.'\n")).toEqual([
    "'This is not allowed.'",
  ]);
});

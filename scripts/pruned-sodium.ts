/**
 * libsodium's wrappers put several hundred functions into one object, where no bundler can see which of them are used. The
 * client's build keeps those that its one door to libsodium names, and those that the wrappers call themselves; what is kept
 * is kept as it is. Tests, the relay and the development server use the package as it is.
 */
import { readFileSync } from 'node:fs';
import type { Plugin } from 'vite';

const LIBRARY = /\/libsodium-wrappers-sumo\/dist\/[^?]+\.mjs$/;
/** The names of the functions, and beside them the functions. */
const FUNCTIONS = /for\(var e=\[((?:"\w+",?)+)\],a=\[((?:[\w$]+,?)+)\],/g;
/** The names of the constants, which are asked of the library one by one. */
const CONSTANTS = /var n=\[((?:"\w+",?)+)\]/g;

/** What a script asks of libsodium under a name: `sodium.crypto_hash_sha256`, say. */
export function namesOf(script: string, object: string): Set<string> {
  return new Set([...script.matchAll(new RegExp(`\\b${object}\\.(\\w+)`, 'g'))].map(([, name = '']) => name));
}

/** @throws Error when the wrappers are not built as we know them, or have not what is wanted. */
export function pruneSodium(wrappers: string, wanted: ReadonlySet<string>): string {
  const [functions, ...moreFunctions] = [...wrappers.matchAll(FUNCTIONS)];
  const [constants, ...moreConstants] = [...wrappers.matchAll(CONSTANTS)];
  const own = namesOf(wrappers, 't');
  const keeps = (name: string) => wanted.has(name) || own.has(name);
  const names = namesIn(functions?.[1]);
  const values = functions?.[2]?.split(',') ?? [];
  const constantNames = namesIn(constants?.[1]);
  const odd = moreFunctions.length > 0 || moreConstants.length > 0 || names.length !== values.length;
  if (functions === undefined || constants === undefined || odd || names.length < 100)
    throw new Error('libsodium-wrappers-sumo is built in another way than scripts/pruned-sodium.ts expects');
  const exported = new Set([...names, ...constantNames, ...own]);
  const missing = [...wanted].filter((name) => !exported.has(name));
  if (missing.length > 0) throw new Error(`libsodium-wrappers-sumo has no ${missing.join(', ')}`);
  const kept = names.flatMap((name, index) => (keeps(name) ? [{ name, value: values[index] ?? '' }] : []));
  const list = (some: readonly string[]) => some.map((name) => `"${name}"`).join(',');
  return wrappers
    .replace(
      functions[0],
      `for(var e=[${list(kept.map(({ name }) => name))}],a=[${kept.map(({ value }) => value).join(',')}],`,
    )
    .replace(constants[0], `var n=[${list(constantNames.filter(keeps))}]`);
}

function namesIn(list = ''): string[] {
  return [...list.matchAll(/"(\w+)"/g)].map(([, name = '']) => name);
}

/** The one file of the client that imports libsodium, as the import rules make sure. */
const DOOR = 'client/src/core/crypto/primitives.ts';

/** The plugin for the build of the worker, which runs in the folder of the project. */
export function prunedSodium(): Plugin {
  return {
    name: 'tacit:pruned-sodium',
    apply: 'build',
    transform: {
      filter: { id: LIBRARY },
      handler(wrappers) {
        return { code: pruneSodium(wrappers, namesOf(readFileSync(DOOR, 'utf8'), 'sodium')), map: null };
      },
    },
  };
}

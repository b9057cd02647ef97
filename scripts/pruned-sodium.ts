/**
 * libsodium's wrappers put several hundred functions into one object, where no bundler can see which of them are used. The
 * client's build keeps those that its one door to libsodium names, and those that the wrappers call themselves; and of the
 * WebAssembly below them, what these come to. What is kept is kept as it is. Tests, the relay and the development server use
 * the packages as they are.
 */
import { readFileSync } from 'node:fs';
import { type Plugin, parseSync } from 'vite';
import { pruneWasm } from './pruned-wasm.ts';

const WRAPPERS = /\/libsodium-wrappers-sumo\/dist\/[^?]+\.mjs$/;
const LIBRARY = /\/libsodium-sumo\/dist\/[^?]+\.mjs$/;
const WRAPPERS_FILE = 'node_modules/libsodium-wrappers-sumo/dist/modules-sumo-esm/libsodium-wrappers.mjs';
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

/** What the wrappers call the library by. */
const LIBRARY_IN_WRAPPERS = /\bt\.libsodium=([\w$]+)[,;]/;

/**
 * The functions of the library that pruned wrappers call: in the functions that they kept, in those that these name, in what
 * runs at the start, and for the constants that are asked for.
 * @throws Error when the wrappers are not built as we know them.
 */
export function nativesOf(wrappers: string): Set<string> {
  const library = LIBRARY_IN_WRAPPERS.exec(wrappers)?.[1];
  const constants = namesIn([...wrappers.matchAll(CONSTANTS)][0]?.[1]);
  if (library === undefined || constants.length === 0)
    throw new Error('libsodium-wrappers-sumo is built in another way than scripts/pruned-sodium.ts expects');
  const functions = new Map<string, string>();
  let atStart = '';
  for (const node of parseSync('wrappers.mjs', wrappers).program.body) {
    const text = wrappers.slice(node.start, node.end);
    if (node.type === 'FunctionDeclaration' && node.id !== null) functions.set(node.id.name, text);
    else atStart += `${text}\n`;
  }
  // A word that only looks like the name of a function keeps that function: too much is no harm.
  const scripts = new Set([atStart]);
  for (const script of scripts) {
    for (const [word] of script.matchAll(/[\w$]+/g)) {
      const named = functions.get(word);
      if (named !== undefined) scripts.add(named);
    }
  }
  const called = [...scripts].flatMap((script) => [...namesOf(script, library)]);
  return new Set([
    ...called.filter((name) => name.startsWith('_')),
    ...constants.map((name) => `_${name.toLowerCase()}`),
  ]);
}

/** How the library's script names what its WebAssembly exports: `g._crypto_hash_sha256=A.sk,` */
const ASSIGNED = /\b[\w$]+\.(_\w+)=A\.([\w$]+),/g;
const BASE64 = /"([A-Za-z0-9+/]{10000,}={0,2})"/;

/**
 * The library's script with only the `wanted` functions in its WebAssembly and beside it. The script's own way to read its
 * base64 knows how long that was: it is to be brought by the option `instantiateWasm`, as `detached-wasm.ts` does.
 * @throws Error when the script is not built as we know it, or has not what is wanted.
 */
export function pruneLibrary(script: string, wanted: ReadonlySet<string>): string {
  const base64 = BASE64.exec(script)?.[1];
  const assigned = [...script.matchAll(ASSIGNED)].map(([, name = '', exported = '']) => ({ name, exported }));
  if (base64 === undefined || assigned.length < 100)
    throw new Error('libsodium-sumo is built in another way than scripts/pruned-sodium.ts expects');
  const missing = [...wanted].filter((name) => !assigned.some((one) => one.name === name));
  if (missing.length > 0) throw new Error(`libsodium-sumo has no ${missing.join(', ')}`);
  const left = new Set(assigned.flatMap(({ name, exported }) => (wanted.has(name) ? [] : [exported])));
  const wasm = pruneWasm(new Uint8Array(Buffer.from(base64, 'base64')), (name) => !left.has(name));
  return script
    .replaceAll(ASSIGNED, (assignment, name: string) => (wanted.has(name) ? assignment : ''))
    .replace(base64, Buffer.from(wasm).toString('base64'));
}

/** The one file of the client that imports libsodium, as the import rules make sure. */
const DOOR = 'client/src/core/crypto/primitives.ts';

const prunedWrappers = (wrappers: string) => pruneSodium(wrappers, namesOf(readFileSync(DOOR, 'utf8'), 'sodium'));

/** The plugins for the build of the worker, which runs in the folder of the project. They come before `detachedWasm`. */
export function prunedSodium(): Plugin[] {
  return [
    {
      name: 'tacit:pruned-wrappers',
      apply: 'build',
      transform: {
        filter: { id: WRAPPERS },
        handler: (wrappers) => ({ code: prunedWrappers(wrappers), map: null }),
      },
    },
    {
      name: 'tacit:pruned-library',
      apply: 'build',
      transform: {
        filter: { id: LIBRARY },
        handler(script) {
          const wrappers = prunedWrappers(readFileSync(WRAPPERS_FILE, 'utf8'));
          return { code: pruneLibrary(script, nativesOf(wrappers)), map: null };
        },
      },
    },
  ];
}

/**
 * libsodium carries its WebAssembly as base64 within its script: a third more to load, and gzip sees little of its pattern.
 * The client's build takes it out into a file of its own. Only the way in which the bytes arrive is another: they are
 * those that the script has, and the script that fetches them names their hash, so that who has the script has it all. Tests, the relay
 * and the development server use the package as it is.
 */
import { createHash } from 'node:crypto';
import type { Plugin } from 'vite';

const LIBRARY = /\/libsodium-sumo\/dist\/[^?]+\.mjs$/;
/** Nothing else in the script is nearly as long. */
const BASE64 = /"([A-Za-z0-9+/]{10000,}={0,2})"/g;
/** The script's one export makes an instance; its option `instantiateWasm` is Emscripten's way to bring one's own module. */
const EXPORT = /export default ([A-Za-z_$][\w$]*);\s*$/;

/**
 * The script without its WebAssembly. `addressOf` is told the WebAssembly, and says by which expression the script finds it.
 * @throws Error when the script is not built as we know it.
 */
export function detachWasm(script: string, addressOf: (wasm: Uint8Array<ArrayBuffer>) => string): string {
  const [literal, ...more] = [...script.matchAll(BASE64)];
  const make = EXPORT.exec(script);
  if (literal?.[1] === undefined || more.length > 0 || make?.[1] === undefined || !script.includes('.instantiateWasm'))
    throw new Error('libsodium-sumo is built in another way than scripts/detached-wasm.ts expects');
  const wasm = new Uint8Array(Buffer.from(literal[1], 'base64'));
  if (!WebAssembly.validate(wasm))
    throw new Error('what scripts/detached-wasm.ts found in libsodium-sumo is no WebAssembly');
  const hash = createHash('sha256').update(wasm).digest('base64');
  return `${script.slice(0, make.index).replace(literal[0], '""')}
export default async function (options) {
  const found = await fetch(${addressOf(wasm)}, { integrity: 'sha256-${hash}' });
  const compiled = await WebAssembly.compileStreaming(found);
  const instantiateWasm = (imports, receive) => receive(new WebAssembly.Instance(compiled, imports));
  return ${make[1]}({ ...options, instantiateWasm });
}
`;
}

/** The plugin for the build of the worker. */
export function detachedWasm(): Plugin {
  return {
    name: 'tacit:detached-wasm',
    apply: 'build',
    transform: {
      filter: { id: LIBRARY },
      handler(script) {
        const code = detachWasm(script, (source) => {
          const reference = this.emitFile({ type: 'asset', name: 'libsodium.wasm', source });
          // The bundler puts the address in when it knows the file's name.
          return `import.meta.ROLLUP_FILE_URL_${reference}`;
        });
        return { code, map: null };
      },
    },
  };
}

/**
 * Puts a `.br` and a `.gz` beside each built file that the relay serves under a hashed name, so that the relay spends no
 * time on compressing, and the strongest compression costs a person nothing.
 */
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { Plugin } from 'vite';

const COMPRESSIBLE = /^assets\/.+\.(?:js|css|wasm|svg|json)$/;
const inBrotli = promisify(brotliCompress);
const inGzip = promisify(gzip);

/** The plugin for the build of the client. `server/http/assets.ts` serves what it writes. */
export function compressedAssets(): Plugin {
  return {
    name: 'tacit:compressed-assets',
    apply: 'build',
    async writeBundle({ dir }, bundle) {
      if (dir === undefined) return;
      const write = async (name: string, ending: string, compressed: Promise<Buffer>) => {
        await writeFile(path.join(dir, `${name}${ending}`), await compressed);
      };
      const written = Object.entries(bundle).flatMap(([name, file]) => {
        if (!COMPRESSIBLE.test(name)) return [];
        const bytes = Buffer.from(file.type === 'chunk' ? file.code : file.source);
        const params = {
          [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
          [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
        };
        return [
          write(name, '.br', inBrotli(bytes, { params })),
          write(name, '.gz', inGzip(bytes, { level: constants.Z_BEST_COMPRESSION })),
        ];
      });
      await Promise.all(written);
    },
  };
}

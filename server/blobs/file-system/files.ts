/** The bytes of blobs as files in one folder, `ab/abcdef…`, by the name in hexadecimal digits. */
import { constants } from 'node:fs';
import { type FileHandle, mkdir, open, opendir, statfs, unlink } from 'node:fs/promises';
import path from 'node:path';
import { type BlobFiles, BlobFilesError } from '../contract.ts';

/**
 * How many files are worked on at once. Node has four threads for this, and they also serve the app and look up names: one
 * is left, so that a slow disk under large uploads does not hold the rest up.
 */
const AT_ONCE = 3;
const NAME = /^[0-9a-f]{32}$/;
const FOLDER = /^[0-9a-f]{2}$/;

/** Keeps the bytes of blobs below `folder`, which is made when the first comes. */
export function createFileSystemBlobs(folder: string): BlobFiles {
  const turn = createTurns(AT_ONCE);
  /** Digits only: no name that a stranger chooses can be a way out of the folder. */
  const placeOf = (name: Uint8Array): { readonly within: string; readonly file: string } => {
    const digits = Buffer.from(name).toString('hex');
    if (!NAME.test(digits)) throw new BlobFilesError('failed', new Error('a name of another length'));
    const within = path.join(folder, digits.slice(0, 2));
    return { within, file: path.join(within, digits) };
  };
  const run = <T>(work: () => Promise<T>): Promise<T> =>
    turn(work).catch((error: unknown) => {
      if (error instanceof BlobFilesError) throw error;
      throw new BlobFilesError(isFull(error) ? 'full' : 'failed', error);
    });

  return {
    write: (name, offset, bytes) =>
      run(async () => {
        const { within, file } = placeOf(name);
        if (offset === 0) await makeFolder(folder, within);
        const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_NOFOLLOW;
        const handle = await open(file, flags, 0o600);
        try {
          for (let done = 0; done < bytes.length; ) {
            const { bytesWritten } = await handle.write(bytes, done, bytes.length - done, offset + done);
            done += bytesWritten;
          }
          await handle.datasync();
        } finally {
          await handle.close();
        }
        // The file itself is durable only with the entry in its folder.
        if (offset === 0) await syncFolder(within);
      }),

    read: (name, offset, length) =>
      run(async () => {
        let handle: FileHandle;
        try {
          handle = await open(placeOf(name).file, constants.O_RDONLY | constants.O_NOFOLLOW);
        } catch (error) {
          if (codeOf(error) === 'ENOENT') return null;
          throw error;
        }
        try {
          const bytes = new Uint8Array(length);
          for (let done = 0; done < length; ) {
            const { bytesRead } = await handle.read(bytes, done, length - done, offset + done);
            if (bytesRead === 0) return null;
            done += bytesRead;
          }
          return bytes;
        } finally {
          await handle.close();
        }
      }),

    remove: (name) =>
      run(async () => {
        try {
          await unlink(placeOf(name).file);
        } catch (error) {
          if (codeOf(error) !== 'ENOENT') throw error;
        }
      }),

    names: async function* () {
      for await (const within of entriesOf(folder)) {
        if (!FOLDER.test(within)) continue;
        for await (const file of entriesOf(path.join(folder, within))) {
          // What somebody else put there is left alone.
          if (NAME.test(file) && file.startsWith(within)) yield new Uint8Array(Buffer.from(file, 'hex'));
        }
      }
    },

    freeBytes: () =>
      run(async () => {
        await mkdir(folder, { recursive: true, mode: 0o700 });
        const { bavail, bsize } = await statfs(folder);
        return bavail * bsize;
      }),
  };
}

async function* entriesOf(folder: string): AsyncIterable<string> {
  let entries: Awaited<ReturnType<typeof opendir>>;
  try {
    entries = await opendir(folder);
  } catch (error) {
    if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR') return;
    throw new BlobFilesError('failed', error);
  }
  for await (const { name } of entries) yield name;
}

async function makeFolder(folder: string, within: string): Promise<void> {
  const first = await mkdir(within, { recursive: true, mode: 0o700 });
  if (first === undefined) return;
  await syncFolder(folder);
  if (first !== within) await syncFolder(path.dirname(folder));
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, constants.O_RDONLY);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}

function isFull(error: unknown): boolean {
  return codeOf(error) === 'ENOSPC' || codeOf(error) === 'EDQUOT';
}

/** Lets `atOnce` pieces of work run, and the others wait for their turn. */
function createTurns(atOnce: number): <T>(work: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async (work) => {
    if (running >= atOnce) await new Promise<void>((resolve) => waiting.push(resolve));
    else running += 1;
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      // Whoever was waiting takes the place over.
      if (next === undefined) running -= 1;
      else next();
    }
  };
}

/** Fetches files piece by piece, from where it left off. What came is checked before it is kept, and whole before it is shown. */
import { decodeBase64url } from '#shared/encoding/index.ts';
import type { FileEntry } from '../content/files.ts';
import { CryptoError } from '../crypto/primitives.ts';
import { fileIdOf } from '../groups/files.ts';
import { freshId } from '../groups/fresh-id.ts';
import { refusedBy } from '../groups/refused.ts';
import type { ToldProblem } from '../port.ts';
import { isDamagedRow } from '../storage/errors.ts';
import type { FilePieceRow } from '../storage/file-records.ts';
import type { TextRow } from '../storage/records.ts';
import { TransportError } from '../transport/errors.ts';
import { coreWords } from '../words/index.ts';
import { advised, spoken } from '../words/saying.ts';
import { PIECES_AT_ONCE } from './adding.ts';
import { bare, type Desk } from './files.ts';
import { createRuns } from './runs.ts';
import { type Opening, openFile } from './sealing.ts';
import { shapeOf } from './shape.ts';
import { tooMany } from './shelf.ts';
import type { Slots } from './slots.ts';

/** What of files is kept on this device at most, in bytes; own ones that are not at the relay yet besides. */
export const KEPT_BYTES = 500_000_000;
const WINDOW = 4;

export interface Fetching {
  /** A person wants a file of a message. */
  want(message: TextRow, entry: FileEntry): Promise<void>;
  /** Goes on with one that is wanted. */
  begin(id: string): void;
  stop(id: string): Promise<void>;
  /** What is here of it does not count. */
  forget(id: string): Promise<void>;
}

export function createFetching(desk: Desk, slots: Slots): Fetching {
  const { device, shelf } = desk;
  const { journal } = device;

  /** What a message that is still there says of a file. */
  const entryOf = async (id: string): Promise<FileEntry | undefined> => {
    for (const { conversation, id: message } of shelf.get(id)?.messages ?? []) {
      const row = await journal.read.get('messages', conversation, message).catch((error: unknown) => {
        if (isDamagedRow(error)) return undefined;
        throw error;
      });
      const entry = row?.kind === 'text' ? row.files?.find((one) => fileIdOf(one) === id) : undefined;
      if (entry !== undefined) return entry;
    }
    return undefined;
  };

  const forget = async (id: string): Promise<void> => {
    await shelf.change(id, (row) => row && bare(row));
    desk.tell(id);
  };

  /** Puts what is here already through `opening`. @returns how many pieces; 0: begin anew with another one. */
  const again = async (opening: Opening, store: string, pieces: number): Promise<number> => {
    try {
      for (let piece = 0; piece < pieces; piece += 1) {
        const row = await journal.read.get('filePieces', store, piece);
        if (row === undefined) return 0;
        opening.next(row.bytes);
      }
      return pieces;
    } catch (error) {
      if (isDamagedRow(error) || error instanceof CryptoError || error instanceof RangeError) return 0;
      throw error;
    }
  };

  const fetchOnce = async (id: string, entry: FileEntry, opening: Opening, from: number): Promise<void> => {
    const { pieces } = shapeOf(entry.bytes);
    const blob = decodeBase64url(entry.blob);
    const wanted = () => shelf.get(id)?.wanted === true;
    const under: Promise<{ readonly bytes: Uint8Array }>[] = [];
    let asked = from;
    let kept: FilePieceRow[] = [];
    /** Whether none was left out: what was stopped may be wanted again by now, and would then lack some. */
    let isWhole = true;
    const flush = async () => {
      const batch = kept;
      kept = [];
      const upTo = (batch.at(-1)?.piece ?? -1) + 1;
      await shelf.change(
        id,
        (row) => {
          isWhole &&= row?.wanted === true && batch.every(({ store }) => store === row.store);
          return row !== undefined && isWhole ? { ...row, pieces: Math.max(row.pieces, upTo) } : row;
        },
        (write) => {
          if (isWhole) for (const piece of batch) write.put('filePieces', piece);
        },
      );
    };
    try {
      let piece = from;
      for (; piece < pieces && isWhole && wanted(); piece += 1) {
        for (; asked < Math.min(pieces, piece + WINDOW); asked += 1) {
          const next = asked;
          const call = slots.run(() => device.call('blob.get', { blob, piece: next }));
          call.catch(() => undefined);
          under.push(call);
        }
        const came = await under.shift();
        if (came === undefined) break;
        // Another size than was declared, another order, another end: nothing of it is kept (a relay, or who sent it).
        opening.next(came.bytes);
        kept.push({ store: shelf.get(id)?.store ?? '', piece, bytes: came.bytes });
        desk.moved.set(id, piece + 1);
        desk.tell(id, true);
        if (kept.length >= PIECES_AT_ONCE) await flush();
      }
      isWhole &&= piece === pieces;
    } finally {
      await Promise.allSettled(under);
      if (kept.length > 0) await flush();
    }
    // Whoever wants it again has asked for another run, which goes on from what is kept.
    if (!isWhole || !wanted()) return;
    opening.finish();
    await shelf.change(id, (row) => {
      if (row === undefined) return undefined;
      const { wanted: _had, ...rest } = row;
      return { ...rest, pieces, whole: true, usedAt: device.now() };
    });
  };

  const problem = (id: string, say: () => ToldProblem) => desk.problems.set(id, say);

  const fetch = async (id: string): Promise<void> => {
    const entry = await entryOf(id);
    const row = shelf.get(id);
    if (entry === undefined || row?.wanted !== true || row.whole === true) return;
    let opening = openFile(entry);
    try {
      const have = await again(opening, row.store, row.pieces);
      if (have === 0 && row.pieces > 0) {
        opening.end();
        opening = openFile(entry);
        await shelf.change(id, (now) => now && { ...now, pieces: 0 });
      }
      await fetchOnce(id, entry, opening, have);
      runs.succeeded(id);
      await evict(id);
    } catch (error) {
      await failed(id, error);
    } finally {
      opening.end();
    }
  };

  const failed = async (id: string, error: unknown): Promise<void> => {
    if (error instanceof CryptoError || error instanceof RangeError) {
      await shelf.change(id, (row) => row && bare(row));
      problem(id, () => ({
        code: 'not-allowed',
        sentence: coreWords.files.another,
        nextStep: coreWords.files.askSender,
      }));
      return;
    }
    if (!(error instanceof TransportError)) {
      await shelf.change(id, (row) => row && bare(row)).catch(() => undefined);
      throw error;
    }
    if (error.code === 'unknown-blob') {
      await shelf.change(id, (row) => row && { ...bare(row), gone: true });
      return;
    }
    if (runs.pauseAfter(id, error)) return;
    const { sentence } = refusedBy(error);
    await shelf.change(id, (row) => row && bare(row));
    problem(id, () => ({
      code: 'relay-refused',
      sentence: sentence === undefined ? coreWords.files.notFetched : spoken(sentence),
      nextStep: advised(sentence) ?? coreWords.talk.tryAgain,
    }));
  };

  /** What was not used for longest makes room. */
  const evict = async (but: string): Promise<void> => {
    for (const { id } of tooMany(shelf.all(), KEPT_BYTES)) {
      if (id === but || runs.isRunning(id)) continue;
      // The secret that erases it at the relay stays.
      await shelf.change(id, (row) => (row === undefined || row.secret === undefined ? undefined : bare(row)));
      desk.tell(id);
    }
  };

  const runs = createRuns(desk, 'fetch', fetch);

  return {
    async want(message, entry) {
      const id = fileIdOf(entry);
      const { conversation, id: holder } = message;
      desk.problems.delete(id);
      const row = await shelf.change(id, (before) => {
        const others = (before?.messages ?? []).filter((one) => one.conversation !== conversation || one.id !== holder);
        const { gone: _again, ...known } = before ?? {
          id,
          store: '',
          blob: entry.blob,
          size: entry.bytes,
          pieces: 0,
          usedAt: device.now(),
        };
        const store: string = known.store === '' ? freshId() : known.store;
        const messages = [...others, { conversation, id: holder }];
        return { ...known, store, messages, ...(before?.whole === true ? {} : { wanted: true }) };
      });
      desk.tell(id);
      if (row?.wanted === true) runs.begin(id);
    },
    begin: runs.begin,
    async stop(id) {
      runs.cancel(id);
      await shelf.change(id, (row) => {
        if (row?.wanted !== true) return row;
        const { wanted: _not, ...rest } = row;
        return rest;
      });
      desk.tell(id);
    },
    forget,
  };
}

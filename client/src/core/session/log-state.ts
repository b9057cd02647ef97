/**
 * The state that the log leads to, sealed beside its entries, so that unlocking goes on from it and verifies nothing twice.
 * Loaded apart: where it cannot be, the log is judged from the beginning.
 */
import { concatBytes, equalBytes } from '#shared/encoding/index.ts';
import { isEntryAt, type OrgState } from '#shared/org-log/index.ts';
import { decodeState, encodeState } from '#shared/org-log/snapshot.ts';
import { randomBytes } from '../crypto/primitives.ts';
import { isDamagedRow, StorageError } from '../storage/errors.ts';
import type { Store, StoreReader } from '../storage/store.ts';
import { logCrypto } from './log-crypto.ts';

/** A row holds this much of it, in bytes: sealing it holds up whatever else is asked of this thread for some milliseconds. */
const PIECE_BYTES = 2 ** 20;
const PIECES_MAX = 256;
/** The rows of one writing begin at one of these, those of the next at the other: until it is whole, the one before counts. */
const BEGINNINGS = [1, 1 + PIECES_MAX] as const;
const ID_BYTES = 16;
const HEADER_BYTES = ID_BYTES + 4;

/** Which writing counts: by what name, of how many pieces, and where they begin. It stands in row 0, and before each piece. */
interface Writing {
  readonly header: Uint8Array;
  readonly count: number;
  readonly first: number;
}

function writingOf(header: Uint8Array): Writing | undefined {
  if (header.length !== HEADER_BYTES) return undefined;
  const view = new DataView(header.buffer, header.byteOffset, header.length);
  const [count, first] = [view.getUint16(ID_BYTES), view.getUint16(ID_BYTES + 2)];
  const isKnown = count > 0 && count <= PIECES_MAX && BEGINNINGS.some((one) => one === first);
  return isKnown ? { header, count, first } : undefined;
}

function newWriting(count: number, first: number): Writing {
  const header = new Uint8Array(HEADER_BYTES);
  header.set(randomBytes(ID_BYTES));
  const view = new DataView(header.buffer);
  view.setUint16(ID_BYTES, count);
  view.setUint16(ID_BYTES + 2, first);
  return { header, count, first };
}

/**
 * Puts `state` in the place of what was stored. The entries that it rests on must be stored before it. Piece by piece, so
 * that others get their turn; what was stored counts until all are there. One at a time.
 * @returns its bytes, for `stateOf`. @throws RangeError for a state that has no bytes; StorageError.
 */
export async function writeLogState(
  { read, transaction }: Pick<Store, 'read' | 'transaction'>,
  state: OrgState,
): Promise<Uint8Array> {
  const bytes = encodeState(state, logCrypto);
  const before = await currentWriting(read);
  const [one, other] = BEGINNINGS;
  const writing = newWriting(Math.ceil(bytes.length / PIECE_BYTES), before?.first === one ? other : one);
  const { header, count, first } = writing;
  for (let nth = 0; nth < count; nth += 1) {
    const piece = concatBytes(header, bytes.subarray(nth * PIECE_BYTES, (nth + 1) * PIECE_BYTES));
    await transaction((write) => write.put('logState', { part: first + nth, bytes: piece }));
  }
  await transaction((write) => {
    write.put('logState', { part: 0, bytes: header });
    for (let nth = 0; nth < (before?.count ?? 0); nth += 1) write.delete('logState', (before?.first ?? 0) + nth);
  });
  return bytes;
}

/** The state of bytes that `writeLogState` gave. Its records take less room than those of a log that was judged. */
export function stateOf(bytes: Uint8Array): OrgState {
  return decodeState(bytes, logCrypto);
}

async function currentWriting(read: StoreReader): Promise<Writing | undefined> {
  try {
    const row = await read.get('logState', 0);
    return row && writingOf(row.bytes);
  } catch (error) {
    if (isDamagedRow(error)) return undefined;
    throw error;
  }
}

/**
 * The stored state, if there is one that fits the stored entries; they go on behind it. Anything else is as if there were
 * none: all of it is in the entries, which are then judged from the beginning.
 * @throws StorageError where the storage cannot be read.
 */
export async function readLogState(read: StoreReader): Promise<OrgState | undefined> {
  const state = await readPieces(read);
  if (state === undefined) return undefined;
  // Entries deleted from the disk, or another log's: the state would say what no entry here does, and exports would lack.
  const last = state.tree.size - 1;
  const [row] = await read.log(last, 1);
  return row?.index === last && isEntryAt(state, last, row.bytes, logCrypto) ? state : undefined;
}

async function readPieces(read: StoreReader): Promise<OrgState | undefined> {
  const writing = await currentWriting(read);
  if (writing === undefined) return undefined;
  const { header, count, first } = writing;
  try {
    const rows = await Promise.all(Array.from({ length: count }, (_, nth) => read.get('logState', first + nth)));
    const pieces = rows.map((row) => {
      // Pieces of two writings: whoever edits the disk could put back the one in which a device is not yet revoked.
      if (row === undefined || !equalBytes(row.bytes.subarray(0, HEADER_BYTES), header))
        throw new RangeError('not one');
      return row.bytes.subarray(HEADER_BYTES);
    });
    return decodeState(concatBytes(...pieces), logCrypto);
  } catch (error) {
    // A row that does not open, and bytes that are no state by this version's rules, damaged or of another version.
    if (isDamagedRow(error) || !(error instanceof StorageError)) return undefined;
    throw error;
  }
}

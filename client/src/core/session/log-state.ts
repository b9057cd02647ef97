/**
 * The state that the log leads to, sealed beside its entries, so that unlocking goes on from it and verifies nothing twice.
 * Loaded apart: where it cannot be, the log is judged from the beginning.
 */
import { concatBytes, equalBytes } from '#shared/encoding/index.ts';
import { isEntryAt, type OrgState } from '#shared/org-log/index.ts';
import { decodeState, encodeState } from '#shared/org-log/snapshot.ts';
import { randomBytes } from '../crypto/primitives.ts';
import { isDamagedRow, StorageError } from '../storage/errors.ts';
import type { StoreReader, StoreTransactor } from '../storage/store.ts';
import { logCrypto } from './log-crypto.ts';

/** A row holds this much of it, in bytes: all of it at once would need room for three of it while it is sealed. */
const PART_BYTES = 2 ** 20;
const PARTS_MAX = 256;
const ID_BYTES = 16;
const HEADER_BYTES = ID_BYTES + 2;

/** Puts `state` in the place of what was stored. The entries that it rests on must be stored with it or before it. */
export function writeLogState(write: Pick<StoreTransactor, 'put'>, state: OrgState): void {
  const bytes = encodeState(state, logCrypto);
  const count = Math.ceil(bytes.length / PART_BYTES);
  const header = new Uint8Array(HEADER_BYTES);
  header.set(randomBytes(ID_BYTES));
  new DataView(header.buffer).setUint16(ID_BYTES, count);
  for (let part = 0; part < count; part += 1) {
    const piece = bytes.subarray(part * PART_BYTES, (part + 1) * PART_BYTES);
    write.put('logState', { part, bytes: concatBytes(header, piece) });
  }
}

/**
 * The stored state, if there is one that fits the stored entries; they go on behind it. Anything else is as if there were
 * none: all of it is in the entries, which are then judged from the beginning.
 * @throws StorageError where the storage cannot be read.
 */
export async function readLogState(read: StoreReader): Promise<OrgState | undefined> {
  const state = await readParts(read);
  if (state === undefined) return undefined;
  // Entries deleted from the disk, or another log's: the state would say what no entry here does, and exports would lack.
  const last = state.tree.size - 1;
  const [row] = await read.log(last, 1);
  return row?.index === last && isEntryAt(state, last, row.bytes, logCrypto) ? state : undefined;
}

async function readParts(read: StoreReader): Promise<OrgState | undefined> {
  try {
    const first = await read.get('logState', 0);
    if (first === undefined) return undefined;
    const count = new DataView(first.bytes.buffer, first.bytes.byteOffset, first.bytes.length).getUint16(ID_BYTES);
    if (count === 0 || count > PARTS_MAX) return undefined;
    const header = first.bytes.subarray(0, HEADER_BYTES);
    const rest = await Promise.all(Array.from({ length: count - 1 }, (_, nth) => read.get('logState', nth + 1)));
    const pieces = [first, ...rest].map((row) => {
      // Parts of two writings: whoever edits the disk could put back the one in which a device is not yet revoked.
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

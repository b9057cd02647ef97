/** What moves the bytes of files: adds, puts, fetches, opens, erases them. Loaded when there is first something to move. */

import { decodeBase64url } from '#shared/encoding/index.ts';
import type { GroupId } from '#shared/ids/index.ts';
import type { FileEntry } from '../content/files.ts';
import { CryptoError } from '../crypto/primitives.ts';
import { orgOf } from '../groups/device.ts';
import { fileIdOf } from '../groups/files.ts';
import { isInQueue } from '../groups/order.ts';
import { Refused } from '../groups/refused.ts';
import { asideIn } from '../groups/threads.ts';
import { judgeFiles } from '../policy/gate-messages.ts';
import type { FileAbout, RoomFilesPage } from '../port.ts';
import { isDamagedRow } from '../storage/errors.ts';
import type { TextRow } from '../storage/records.ts';
import { TransportError } from '../transport/errors.ts';
import { fileView } from '../views/files.ts';
import { say } from '../words/saying.ts';
import { addFile, dropFile } from './adding.ts';
import { createFetching } from './fetching.ts';
import type { Desk } from './files.ts';
import { createPutting } from './putting.ts';
import { openFile } from './sealing.ts';
import { shapeOf } from './shape.ts';
import { isPut } from './shelf.ts';
import { createSlots } from './slots.ts';

/** Calls about pieces that are under way at most, so that words are not held up. */
const AT_ONCE = 4;
/** Files of one page of a conversation's, and messages that are looked through for it. */
const PAGE = 40;
const LOOKED_THROUGH = 400;
/** So many pieces become one part of what a window is given. */
const PARTS = 8;

export interface FileWork {
  /** @throws Refused, StorageError; so do the others. */
  add(conversation: GroupId, file: Blob, about: FileAbout): Promise<string>;
  drop(id: string): Promise<void>;
  fetch(timeline: string, key: string, id: string): Promise<void>;
  stop(id: string): Promise<void>;
  open(timeline: string, key: string, id: string): Promise<Blob>;
  roomFiles(conversation: GroupId, cursor?: string): Promise<RoomFilesPage>;
  /** Goes on with whatever is to be moved. */
  proceed(): void;
}

export function createFileWork(desk: Desk): FileWork {
  const { device, shelf, fault } = desk;
  const { journal } = device;
  const slots = createSlots(AT_ONCE);
  const putting = createPutting(desk, slots);
  const fetching = createFetching(desk, slots);
  const erasing = new Set<string>();

  /** A message and one of its files, as a window names them. */
  const find = async (timeline: string, key: string, id: string): Promise<{ row: TextRow; entry: FileEntry }> => {
    const [conversation = ''] = timeline.split('/');
    const [row] = await journal.read.messagesFrom({ conversation: conversation as GroupId, from: key, limit: 1 });
    const here = row?.kind === 'text' && row.order === key && row.recalledAt === undefined ? row : undefined;
    const entry = here?.files?.find((one) => fileIdOf(one) === id);
    if (here === undefined || entry === undefined) throw new Refused('not-found', say('talk', 'gone'));
    return { row: here, entry };
  };

  const erase = async (id: string): Promise<void> => {
    const row = shelf.get(id);
    if (row?.secret === undefined || erasing.has(id)) return;
    erasing.add(id);
    try {
      await device.call('blob.erase', { blob: decodeBase64url(row.blob), secret: row.secret });
    } catch (error) {
      if (!(error instanceof TransportError)) throw error;
      // What the relay does not erase now it is asked for again when it is there.
      if (error.next === 'retry-later' || error.next === 'sign-in') return;
    } finally {
      erasing.delete(id);
    }
    await shelf.change(id, (now) => (now?.erasing === true ? undefined : now));
  };

  return {
    add: (conversation, file, about) => addFile(desk, conversation, file, about),
    drop: (id) => dropFile(desk, id),
    async fetch(timeline, key, id) {
      const { row, entry } = await find(timeline, key, id);
      const { user } = device.self;
      // What was sent when it was allowed is not fetched any more.
      const verdict = judgeFiles({ by: row.author, to: user }, [entry], orgOf(device), device.now());
      if (!verdict.allowed) throw new Refused('not-allowed', verdict.sentence);
      await fetching.want(row, entry);
    },
    stop: (id) => fetching.stop(id),
    async open(timeline, key, id) {
      const { entry } = await find(timeline, key, id);
      const row = shelf.get(id);
      if (row?.whole !== true) throw new Refused('not-found', say('files', 'notHere'));
      const opening = openFile(entry);
      try {
        let parts: Uint8Array<ArrayBuffer>[] = [];
        const blobs: Blob[] = [];
        const { pieces } = shapeOf(row.size);
        for (let piece = 0; piece < pieces; piece += 1) {
          const one = await journal.read.get('filePieces', row.store, piece);
          if (one === undefined) throw new RangeError('a piece of a file is missing');
          parts.push(new Uint8Array(opening.next(one.bytes)));
          if (parts.length < PARTS && piece < pieces - 1) continue;
          // In parts, which browsers keep outside of this thread's memory.
          blobs.push(new Blob(parts));
          parts = [];
        }
        opening.finish();
        await shelf.change(id, (now) => now && { ...now, usedAt: device.now() });
        return new Blob(blobs, { type: 'application/octet-stream' });
      } catch (error) {
        const damaged = isDamagedRow(error) || error instanceof RangeError || error instanceof CryptoError;
        if (!damaged) throw error;
        // The disk was changed: it is fetched anew.
        await fetching.forget(id);
        throw new Refused('not-found', say('files', 'notHere'));
      } finally {
        opening.end();
      }
    },
    async roomFiles(conversation, cursor) {
      if (!journal.memory.conversations.has(conversation)) throw new Refused('not-found');
      const files: RoomFilesPage['files'][number][] = [];
      const before = cursor === undefined ? {} : { before: cursor };
      const page = await journal.read.messages({ conversation, ...before, limit: LOOKED_THROUGH });
      let next: string | undefined = page.hasOlder ? page.entries[0]?.order : undefined;
      for (const row of page.entries.toReversed()) {
        if (row.kind !== 'text' || row.recalledAt !== undefined || isInQueue(row.order)) continue;
        if (files.length >= PAGE) break;
        for (const entry of row.files ?? []) {
          const { order: key, at, author } = row;
          files.push({ key, at, author, ...asideIn(row), file: fileView(entry, desk.state) });
        }
        if (files.length >= PAGE) next = row.order;
      }
      return { files, ...(next === undefined ? {} : { cursor: next }) };
    },
    proceed() {
      for (const row of shelf.all()) {
        if (row.erasing === true) erase(row.id).catch(fault);
        else if (!isPut(row)) putting.begin(row.id);
        else if (row.wanted === true) fetching.begin(row.id);
      }
    },
  };
}

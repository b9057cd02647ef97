/** Files that are about to be sent: sealed at once, kept until they are sent, dropped, or the session ends. */
import type { GroupId } from '#shared/ids/index.ts';
import { type FileEntry, fileSchema, isSide, sendableName, sendableType } from '../content/files.ts';
import { randomBytes } from '../crypto/primitives.ts';
import { orgOf, policyOf } from '../groups/device.ts';
import { fileIdOf } from '../groups/files.ts';
import { freshId } from '../groups/fresh-id.ts';
import { Refused } from '../groups/refused.ts';
import { filesAllowed, judgeFiles } from '../policy/gate-messages.ts';
import type { FileAbout } from '../port.ts';
import type { FilePieceRow, FileRow } from '../storage/file-records.ts';
import { say } from '../words/saying.ts';
import type { Desk } from './files.ts';
import { sealFile } from './sealing.ts';
import { shapeOf } from './shape.ts';

/** Pieces that are written in one record. */
export const PIECES_AT_ONCE = 4;
const SECRET_BYTES = 32;
const MEBIBYTE = 1_048_576;

/** @throws Refused `not-found`, `not-allowed`, `invalid-input`; StorageError. */
export async function addFile(desk: Desk, conversation: GroupId, file: Blob, about: FileAbout): Promise<string> {
  const { device, shelf, added } = desk;
  const { journal, self } = device;
  if (!journal.memory.conversations.has(conversation)) throw new Refused('not-found');
  const verdict = judgeFiles({ by: self.user }, [{ bytes: file.size }], orgOf(device), device.now());
  if (!verdict.allowed) {
    const megabytes = Math.floor(filesAllowed(policyOf(device)).bytesMost / MEBIBYTE);
    const large = verdict.reason === 'file-too-large';
    throw new Refused('not-allowed', large ? say('files', 'tooLarge', megabytes) : verdict.sentence);
  }
  const { width, height } = about;
  const said = {
    name: sendableName(about.name),
    type: sendableType(about.type),
    // What cannot be said of a picture is left out: it is drawn all the same.
    ...(isSide(width) && isSide(height) ? { width, height } : {}),
  };
  const blob: string = freshId();
  const store: string = freshId();
  const begun: FileRow = {
    id: store,
    store,
    blob,
    size: file.size,
    pieces: 0,
    added: true,
    messages: [],
    usedAt: device.now(),
  };
  // First of all, so that a crash leaves no pieces of which nobody knows.
  await journal.record((write) => write.put('files', begun));
  let pieces: FilePieceRow[] = [];
  const flush = async () => {
    const batch = pieces;
    pieces = [];
    await journal.record((write) => {
      for (const piece of batch) write.put('filePieces', piece);
    });
  };
  try {
    const source = {
      size: file.size,
      read: async (from: number, to: number) => {
        try {
          return new Uint8Array(await file.slice(from, to).arrayBuffer());
        } catch {
          // It was moved, deleted or changed since it was chosen.
          throw new Refused('not-found', say('files', 'unreadable'));
        }
      },
    };
    const sealed = await sealFile(source, blob, async (bytes, piece) => {
      pieces.push({ store, piece, bytes });
      if (pieces.length >= PIECES_AT_ONCE) await flush();
    });
    await flush();
    const entry: FileEntry = fileSchema.parse({ ...sealed, ...said });
    const id = fileIdOf(entry);
    const secret = randomBytes(SECRET_BYTES);
    await shelf.change(
      id,
      () => ({ ...begun, id, pieces: shapeOf(file.size).pieces, whole: true, secret }),
      (write) => write.delete('files', store),
    );
    added.set(id, { conversation, entry });
    return id;
  } catch (error) {
    // A full disk has room again at once; should this fail too, the next start does it.
    const undo = journal.record((write) => {
      write.delete('files', store);
      write.deleteFilePieces(store);
    });
    await undo.catch(() => undefined);
    throw error instanceof RangeError ? new Refused('not-found', say('files', 'unreadable')) : error;
  }
}

/** Takes back what was added and not sent. Anything else stays. */
export async function dropFile({ shelf, added }: Desk, id: string): Promise<void> {
  if (!added.delete(id)) return;
  await shelf.change(id, (row) => (row?.added === true ? undefined : row));
}

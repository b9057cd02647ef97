/** Puts the sealed pieces of own files to the relay, from where it left off, before their messages go. */
import { decodeBase64url } from '#shared/encoding/index.ts';
import { sha256 } from '../crypto/primitives.ts';
import { orgOf } from '../groups/device.ts';
import { unsaidOf } from '../groups/intents.ts';
import { Refused, refusedBy } from '../groups/refused.ts';
import { secondsLeft } from '../groups/timed.ts';
import { judgeFiles } from '../policy/gate-messages.ts';
import { isDamagedRow } from '../storage/errors.ts';
import type { FileRow } from '../storage/file-records.ts';
import { TransportError } from '../transport/errors.ts';
import { say } from '../words/saying.ts';
import type { Desk } from './files.ts';
import { createRuns } from './runs.ts';
import { shapeOf } from './shape.ts';
import { isPut } from './shelf.ts';
import type { Slots } from './slots.ts';

/** Pieces of one file on their way at a time; the relay takes them in the order in which they come. */
const WINDOW = 4;
/** The relay keeps what disappears a little longer than its message, which is sent once all of it is there. */
const SLACK_MS = 3_600_000;
/** How often the relay may have lost what it had, while it is put. */
const PATIENCE = 3;

export interface Putting {
  /** Puts a file, unless it is being put or nothing waits for it. */
  begin(id: string): void;
}

export function createPutting(desk: Desk, slots: Slots): Putting {
  const { device, shelf } = desk;
  const { journal } = device;

  /** The messages of a file that wait to be sent. */
  const waitingFor = ({ messages }: FileRow) =>
    messages.flatMap((one) =>
      [...journal.memory.outbox.values()].flatMap((job) => {
        const message = job.group === one.conversation ? unsaidOf(job) : undefined;
        return message === one.id ? [{ conversation: one.conversation, message }] : [];
      }),
    );

  /** When it may go at the relay: with the last of the messages that disappear; undefined: some stay. */
  const endOf = async (row: FileRow): Promise<number | undefined> => {
    let end = 0;
    for (const { conversation, id } of row.messages) {
      const message = await journal.read.get('messages', conversation, id);
      const seconds = message?.kind === 'text' ? secondsLeft(device, message) : undefined;
      if (seconds === undefined) return undefined;
      end = Math.max(end, device.relayNow() + seconds * 1_000 + SLACK_MS);
    }
    return end === 0 ? undefined : Math.round(end);
  };

  const pieceOf = async (row: FileRow, piece: number): Promise<Uint8Array> => {
    const found = piece < row.pieces ? await journal.read.get('filePieces', row.store, piece) : undefined;
    // The relay has lost what this device does not have any more either.
    if (found === undefined) throw new Refused('not-found', say('files', 'addAgain'));
    return found.bytes;
  };

  const putOnce = async (row: FileRow, secret: Uint8Array): Promise<void> => {
    const { pieces, bytes } = shapeOf(row.size);
    const blob = decodeBase64url(row.blob);
    const expiresAt = await endOf(row);
    const announced = { blob, bytes, pieces, erase: sha256(secret), ...(expiresAt === undefined ? {} : { expiresAt }) };
    let { have } = await slots.run(() => device.call('blob.begin', announced));
    const under: Promise<unknown>[] = [];
    const settle = async () => {
      await under.shift();
      have += 1;
      desk.moved.set(row.id, have);
      desk.tell(row.id, true);
    };
    desk.moved.set(row.id, have);
    try {
      for (let piece = have; piece < pieces; piece += 1) {
        // What was taken back meanwhile is not put to its end.
        if (waitingFor(shelf.get(row.id) ?? row).length === 0) return;
        const sealed = await pieceOf(row, piece);
        const call = slots.run(() => device.call('blob.put', { blob, piece, bytes: sealed }));
        call.catch(() => undefined);
        under.push(call);
        if (under.length >= WINDOW) await settle();
      }
      while (under.length > 0) await settle();
    } finally {
      await Promise.allSettled(under);
    }
    await shelf.change(row.id, (now) => now && { ...now, put: pieces });
  };

  const put = async (id: string): Promise<void> => {
    for (let attempt = 0; ; attempt += 1) {
      const row = shelf.get(id);
      const waiting = row === undefined ? [] : waitingFor(row);
      if (row?.secret === undefined || isPut(row) || waiting.length === 0) return;
      if (!device.maySend()) {
        runs.pauseLong(id);
        return;
      }
      try {
        // The policy may have become stricter while it waited.
        const verdict = judgeFiles({ by: device.self.user }, [{ bytes: row.size }], orgOf(device), device.now());
        if (!verdict.allowed) throw new Refused('not-allowed', verdict.sentence);
        await putOnce(row, row.secret);
        runs.succeeded(id);
        return;
      } catch (error) {
        const lost = error instanceof TransportError && (error.code === 'blob-gap' || error.code === 'unknown-blob');
        if (lost && attempt < PATIENCE) continue;
        if (error instanceof TransportError && !lost && runs.pauseAfter(id, error)) return;
        const why = isDamagedRow(error) ? new Refused('not-found', say('files', 'addAgain')) : refusedBy(error);
        for (const { conversation, message } of waiting) await desk.failed(conversation, message, why);
        return;
      }
    }
  };

  const runs = createRuns(desk, 'put', put, (id) => {
    for (const conversation of new Set(shelf.get(id)?.messages.map((one) => one.conversation))) {
      desk.arrived(conversation);
    }
  });
  return { begin: runs.begin };
}

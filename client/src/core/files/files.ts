/**
 * The files of messages while the core is open: where each of them is, and what is done with them. What moves bytes is loaded
 * when somebody first has a file to move.
 */
import type { GroupId, MessageId } from '#shared/ids/index.ts';
import type { FileEntry } from '../content/files.ts';
import { FILES_MAX } from '../content/files.ts';
import type { Device } from '../groups/device.ts';
import { fileIdOf, type SentFiles } from '../groups/files.ts';
import { unsaidOf } from '../groups/intents.ts';
import type { Recorded } from '../groups/journal.ts';
import { Refused } from '../groups/refused.ts';
import type { Timers } from '../groups/timers.ts';
import type { ToldProblem } from '../port.ts';
import { isDamagedRow } from '../storage/errors.ts';
import type { FileRow } from '../storage/file-records.ts';
import type { TextRow } from '../storage/records.ts';
import type { FileStateOf } from '../views/files.ts';
import { say } from '../words/saying.ts';
import { shapeOf } from './shape.ts';
import { isPut, Shelf } from './shelf.ts';
import type { FileWork } from './work.ts';

/** How often windows are told how far files have come. */
const TELL_MS = 250;
/** What was left undone before the app was closed is looked at after a while, so many messages at a time. */
const CLEAR_MS = 1_500;
const CLEAR_AT_ONCE = 20;

export interface FilesParts {
  readonly device: Device;
  readonly timers: Timers;
  /** The part that moves bytes. */
  readonly work: () => Promise<typeof import('./work.ts')>;
  /** These files are elsewhere than before: who draws them has to look again. */
  readonly changed: (ids: ReadonlySet<string>) => void;
  /** All files of what waits in a conversation are at the relay. */
  readonly arrived: (conversation: GroupId) => void;
  /** The relay does not take a file: the message will not be sent. */
  readonly failed: (conversation: GroupId, message: MessageId, why: Refused) => Promise<void>;
  readonly fault: (error: unknown) => void;
}

/** What the parts that move bytes work with. */
export interface Desk extends FilesParts {
  readonly shelf: Shelf;
  /** What was added and is not in a message yet, by its name on this device. */
  readonly added: Map<string, { readonly conversation: GroupId; readonly entry: FileEntry }>;
  /** How many pieces of a file have moved, while it moves. */
  readonly moved: Map<string, number>;
  /** Why a file could not be fetched. */
  readonly problems: Map<string, () => ToldProblem>;
  readonly state: FileStateOf;
  /** Windows hear of it: at once, or a moment later where it is one of many steps. */
  readonly tell: (id: string, soon?: boolean) => void;
}

export interface Files extends SentFiles {
  readonly state: FileStateOf;
  recorded(recorded: Recorded): void;
  /** The relay can be reached. */
  online(): void;
  /** Loads what moves bytes. @throws ProblemError `offline`. */
  work(): Promise<FileWork>;
}

/** @param rows as they are on the disk. */
export function createFiles(parts: FilesParts, rows: readonly FileRow[]): Files {
  const { device, timers, fault } = parts;
  const { journal } = device;
  const shelf = new Shelf(
    journal,
    rows.filter((row) => row.added !== true),
  );

  const isQueued = ({ conversation, id }: FileRow['messages'][number]) =>
    [...journal.memory.outbox.values()].some((job) => job.group === conversation && unsaidOf(job) === id);

  let untold = new Set<string>();
  const tellNow = () => {
    timers.cancel('files-tell');
    const ids = untold;
    untold = new Set();
    parts.changed(ids);
  };
  const desk: Desk = {
    ...parts,
    shelf,
    added: new Map(),
    moved: new Map(),
    problems: new Map(),
    state: (id) => state(id),
    tell(id, soon = false) {
      untold.add(id);
      if (soon) timers.later('files-tell', TELL_MS, tellNow);
      else tellNow();
    },
  };

  const state: FileStateOf = (id) => {
    const row = shelf.get(id);
    const problem = desk.problems.get(id);
    if (problem !== undefined) return { kind: 'failed', problem: problem() };
    if (row === undefined || row.erasing === true) return { kind: 'there' };
    if (row.gone === true) return { kind: 'gone' };
    const { pieces } = shapeOf(row.size);
    const share = (least = 0) => Math.min(1, Math.max(least, desk.moved.get(id) ?? 0) / pieces);
    if (!isPut(row) && row.messages.some(isQueued)) return { kind: 'going', share: share(row.put) };
    if (row.whole === true) return { kind: 'here' };
    return row.wanted === true ? { kind: 'coming', share: share(row.pieces) } : { kind: 'there' };
  };

  let loaded: FileWork | undefined;
  const work = async (): Promise<FileWork> => {
    const part = await parts.work();
    loaded ??= part.createFileWork(desk);
    return loaded;
  };
  const proceed = () => {
    const some = shelf.all().some((row) => row.wanted === true || row.erasing === true || !isPut(row));
    // What cannot be loaded now is loaded when the relay is there again.
    if (some || loaded !== undefined)
      work().then(
        (one) => one.proceed(),
        () => undefined,
      );
  };
  /** A message may have gone, or have its files no longer: a crash may have come between that and this. */
  const release = async (conversation: GroupId, id: string, now?: TextRow): Promise<void> => {
    const held = shelf.of(conversation, id);
    if (held.length === 0) return;
    const row =
      now ??
      (await journal.read.get('messages', conversation, id).catch((error: unknown) => {
        // What does not open cannot open its files either.
        if (isDamagedRow(error)) return undefined;
        throw error;
      }));
    const has = new Set(row?.kind === 'text' ? (row.files ?? []).map(fileIdOf) : []);
    const lost = held.filter((one) => !has.has(one.id));
    if (lost.length === 0) return;
    for (const file of lost) {
      await shelf.change(file.id, (before) => {
        if (before === undefined) return undefined;
        const messages = before.messages.filter((one) => one.conversation !== conversation || one.id !== id);
        if (messages.length > 0) return { ...before, messages };
        return before.secret === undefined ? undefined : { ...bare(before), messages, erasing: true };
      });
      desk.problems.delete(file.id);
    }
    proceed();
  };

  /** What a crash may have left of messages that have gone, and of what was about to be said: nobody knows of that any more. */
  const clear = async (): Promise<void> => {
    const forgotten = rows.filter((row) => row.added === true);
    if (forgotten.length > 0) {
      await journal.record((write) => {
        for (const { id, store } of forgotten) {
          write.delete('files', id);
          write.deleteFilePieces(store);
        }
      });
    }
    const held = shelf.all().flatMap(({ messages }) => messages);
    const some = () => {
      const next = held.splice(0, CLEAR_AT_ONCE);
      const released = Promise.all(next.map(({ conversation, id }) => release(conversation, id)));
      released.then(() => held.length > 0 && timers.later('files-clear', CLEAR_MS, some), fault);
    };
    some();
  };
  timers.later('files-clear', CLEAR_MS, () => clear().catch(fault));

  return {
    entriesOf(conversation, ids) {
      if (ids.length > FILES_MAX) throw new Refused('not-allowed', say('files', 'tooMany', FILES_MAX));
      if (new Set(ids).size !== ids.length) throw new Refused('invalid-input');
      return ids.map((id) => {
        const one = desk.added.get(id);
        if (one?.conversation !== conversation) throw new Refused('not-found', say('files', 'addAgain'));
        return one.entry;
      });
    },
    hold(write, { conversation, id: message, files = [], forwarded }) {
      for (const id of files.map(fileIdOf)) {
        // It was dropped in this moment. What is passed on may never have been here.
        if (shelf.get(id) === undefined && forwarded === undefined) {
          throw new Refused('not-found', say('files', 'addAgain'));
        }
        shelf.stage(write, id, ({ added: _sent, ...row }) => {
          const others = row.messages.filter((one) => one.conversation !== conversation || one.id !== message);
          return {
            ...row,
            messages: [...others, { conversation, id: message }],
            // Whatever the relay has of it by now, it says when it is asked again.
            ...(row.secret === undefined ? {} : { put: 0 }),
          };
        });
      }
    },
    waits: (conversation, message) => shelf.of(conversation, message).some((row) => !isPut(row)),
    state,
    recorded({ messages, note, outbox }) {
      const put = messages.flatMap(({ row }) => (row?.kind === 'text' ? [row] : []));
      for (const row of shelf.settle(put)) desk.added.delete(row.id);
      const touched = (note?.of ?? []).filter(([conversation, id]) => shelf.of(conversation, id).length > 0);
      if (touched.length > 0) {
        const all = async () => {
          for (const [conversation, id] of touched) {
            const now = put.findLast((row) => row.conversation === conversation && row.id === id);
            await release(conversation, id, now);
          }
        };
        all().catch(fault);
      }
      if (outbox) proceed();
    },
    online: proceed,
    work,
  };
}

/** A row without what is kept of its file; its pieces go with their old name. */
export function bare({ whole: _whole, wanted: _wanted, gone: _gone, ...row }: FileRow): FileRow {
  return { ...row, store: '', pieces: 0 };
}

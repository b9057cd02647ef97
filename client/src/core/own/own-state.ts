/**
 * Keeps what a person writes and decides alike on all of their devices. What they change here goes into registers, which are
 * told in the group of own devices; what others tell is merged into them, and brought to where windows see it. Loaded when
 * there is such a group.
 */
import { encodeUtf8 } from '#shared/encoding/index.ts';
import type { DeviceId, GroupId, MessageId } from '#shared/ids/index.ts';
import {
  counts,
  nameOfEntry,
  OWN_ENTRIES_BYTES,
  OWN_ENTRIES_MAX,
  type OwnEntry,
  type Registers,
} from '../content/own-state.ts';
import { type Device, policyOf } from '../groups/device.ts';
import { createExclusive } from '../groups/exclusive.ts';
import { freshId } from '../groups/fresh-id.ts';
import type { Timers } from '../groups/timers.ts';
import type { Outbox } from '../outbox/outbox.ts';
import type { OwnStateRow } from '../storage/own-records.ts';
import type { OwnPart } from './part.ts';

/** What is changed one after the other is told together, in ms. */
const TOGETHER_MS = 600;
/** The n-th of the devices that could answer leaves it to those before it for this long times n, in ms. */
const TURN_MS = 10_000;
/** Who has had no answer asks again after this, in ms. */
const ASK_AGAIN_MS = 10 * 60_000;
/** A stamp that is further ahead was made by a clock that was wrong, in ms. */
const AHEAD_MS = 3_600_000;
/** What was taken away is remembered for this long: longer than a device can be silent and stay in the group, in ms. */
const GONE_KEPT_MS = 90 * 24 * 3_600_000;
/** All of them are in memory. */
const REGISTERS_MAX = 5_000;
/** What a payload is besides, with the newest checkpoint. */
const BESIDE_BYTES = 2_600;
/** How often it is begun anew when the person changes something meanwhile. */
const TRIES = 5;

type Register = Extract<OwnStateRow, { kind: 'register' }>;
type Heard = Extract<OwnStateRow, { kind: 'heard' }>;
interface Batch {
  readonly batch: MessageId;
  readonly entries: readonly OwnEntry[];
  readonly ask?: MessageId;
  readonly answers?: MessageId;
}

export interface OwnStateParts {
  readonly device: Device;
  readonly timers: Timers;
  readonly outbox: Pick<Outbox, 'tellOwnState'>;
  readonly parts: readonly OwnPart[];
  /** The group in which the devices speak, where there is one that they can speak in. */
  readonly group: () => GroupId | undefined;
  /** The person's devices that may act, the oldest first. */
  readonly own: () => readonly DeviceId[];
  /** Runs `work` while nothing is sent that waits for its time: what is just being sent is not put back. */
  readonly alone: <T>(work: () => Promise<T>) => Promise<T>;
  readonly fault: (error: unknown) => void;
}

export interface OwnState {
  /** Something may be to tell, to take in, or to ask for. */
  look(): void;
}

/** Empty, it only says that there was something. */
const isGone = ({ value }: OwnEntry): boolean =>
  value === null || (typeof value === 'object' && 'over' in value && value.text === '');

/** Reads the registers. @throws StorageError. */
export async function openOwnState(own: OwnStateParts): Promise<OwnState> {
  const { device, timers, outbox, parts, fault } = own;
  const { journal, self } = device;
  const { rows } = await journal.read.readable('ownState');
  const registers = new Map<string, Register>();
  let asked: Extract<OwnStateRow, { kind: 'asked' }> | undefined;
  for (const row of rows) {
    if (row.kind === 'register') registers.set(nameOfEntry(row.entry), row);
    if (row.kind === 'asked') asked = row;
  }
  const queue = createExclusive();
  /** What one of the others has asked for, and what is on its way. */
  const answers: Batch[] = [];
  let sending: Batch | undefined;

  const known = (): Registers => new Map([...registers].map(([name, { entry }]) => [name, entry]));
  const others = () => own.own().filter((id) => id !== self.device);
  const isApplied = (name: string) => registers.get(name)?.applied === true;
  const due = (all: Registers) => parts.flatMap((part) => part.due(all, isApplied));
  const put = (rows: readonly Register[]) =>
    journal.record((write) => {
      for (const row of rows) write.put('ownState', row);
    });
  const remember = (rows: readonly Register[]) => {
    for (const row of rows) registers.set(nameOfEntry(row.entry), row);
  };

  /** Later than all that this device knows of, whatever its own clock says. */
  const nextStamp = (): number => {
    const now = device.relayNow();
    let last = now;
    for (const { entry, told } of registers.values()) {
      if (told || entry.stamp <= now + AHEAD_MS) last = Math.max(last, entry.stamp + 1);
    }
    return last;
  };
  const entryOf = (change: ReturnType<typeof due>[number], stamp: number): OwnEntry => ({
    ...change,
    stamp,
    device: self.device,
  });

  /** Puts into registers what the person has changed here. */
  const note = async (): Promise<void> => {
    const changes = due(known());
    if (changes.length === 0) return;
    const stamp = nextStamp();
    const rows = changes.map((change, nth): Register => {
      const entry = entryOf(change, stamp + nth);
      const id = registers.get(nameOfEntry(entry))?.id ?? freshId();
      // Of a draft, what is shown depends on the other versions, too.
      return { id, kind: 'register', entry, told: false, applied: entry.kind !== 'draft' };
    });
    await put(rows);
    remember(rows);
  };

  const heardRows = async (): Promise<Heard[]> => {
    const ids = [...journal.memory.conversations.values()].flatMap(({ ownHeard = [] }) => ownHeard);
    const found = await Promise.all(ids.map((id) => journal.read.get('ownState', id)));
    return found.flatMap((row) => (row?.kind === 'heard' ? [row] : []));
  };

  /** Merges what was heard, and brings it to where it is seen. @returns whether that is done. */
  const take = async (heard: readonly Heard[]): Promise<boolean> => {
    const next = new Map<string, Register>();
    const at = (name: string) => next.get(name) ?? registers.get(name);
    for (const entry of heard.flatMap(({ entries }) => entries)) {
      const name = nameOfEntry(entry);
      const before = at(name);
      if (before === undefined ? registers.size + next.size >= REGISTERS_MAX : !counts(entry, before.entry)) continue;
      next.set(name, { id: before?.id ?? freshId(), kind: 'register', entry, told: true, applied: false });
    }
    const all = new Map([...registers, ...next]);
    const entries: Registers = new Map([...all].map(([name, { entry }]) => [name, entry]));
    const fresh = [...all.values()].filter(({ applied }) => !applied).map(({ entry }) => entry);
    if (fresh.length === 0 && heard.length === 0) return true;
    const brought = await Promise.all(
      parts.map((part) =>
        part.bring(
          entries,
          fresh.filter(({ kind }) => part.kinds.has(kind)),
        ),
      ),
    );
    for (const name of brought.flatMap(({ names }) => names)) {
      const row = at(name);
      if (row !== undefined) next.set(name, { ...row, applied: true });
    }
    if (next.size === 0 && heard.length === 0) return true;
    let after: readonly (() => void)[] = [];
    const done = await journal.record((write) => {
      // What the person has changed since belongs into the registers first: nothing that they write is written over unseen.
      if (due(known()).length > 0) return false;
      for (const row of next.values()) write.put('ownState', row);
      const taken = new Set<string>(heard.map(({ id }) => id));
      for (const id of taken) write.delete('ownState', id);
      for (const { id, ownHeard = [] } of journal.memory.conversations.values()) {
        if (!ownHeard.some((one) => taken.has(one))) continue;
        write.changeConversation(id, (row) => ({
          ...row,
          ownHeard: (row.ownHeard ?? []).filter((one) => !taken.has(one)),
        }));
      }
      after = brought.flatMap((one) => one.write(write) ?? []);
      return true;
    });
    if (!done) return false;
    remember([...next.values()]);
    for (const effect of after) effect();
    for (const one of heard) await hear(one);
    return true;
  };

  const hear = async ({ from, ask, answers: answered }: Heard): Promise<void> => {
    if (answered !== undefined) {
      timers.cancel(`own-answer:${answered}`);
      if (asked?.ask === answered && !asked.done) await keepAsked({ ...asked, done: true });
    }
    if (ask === undefined || from === self.device) return;
    const turn = own
      .own()
      .filter((id) => id !== from)
      .indexOf(self.device);
    timers.later(`own-answer:${ask}`, Math.max(0, turn) * TURN_MS, () => answer(ask));
  };

  const answer = (ask: MessageId): void => {
    const all = batchesOf([...registers.values()].map(({ entry }) => entry));
    const last = all.pop() ?? { batch: freshId(), entries: [] };
    answers.push(...all, { ...last, answers: ask });
    look();
  };

  /** In pieces that the policy lets pass. What is longer than any message may be stays here. */
  const batchesOf = (entries: readonly OwnEntry[]): Batch[] => {
    const all: OwnEntry[][] = [];
    // Padding adds an eighth at most.
    const longest = Math.floor(policyOf(device).messageBytes * 0.85) - BESIDE_BYTES;
    const most = Math.min(OWN_ENTRIES_BYTES, longest);
    let room = 0;
    for (const entry of entries) {
      const { length } = encodeUtf8(JSON.stringify(entry));
      if (length > longest) continue;
      const last = all.at(-1);
      if (last === undefined || length > room || last.length >= OWN_ENTRIES_MAX) {
        all.push([entry]);
        room = most - length;
      } else {
        last.push(entry);
        room -= length;
      }
    }
    return all.map((some) => ({ batch: freshId(), entries: some }));
  };

  const keepAsked = async (next: NonNullable<typeof asked>): Promise<void> => {
    await journal.record((write) => write.put('ownState', next));
    asked = next;
  };

  /** Has this device told what it knows, and ask for what it does not. */
  const tell = async (group: GroupId): Promise<void> => {
    const stored = journal.memory.conversations.get(group)?.ownTold;
    if (sending !== undefined && stored === sending.batch) {
      const rows = sending.entries.flatMap((entry) => {
        const row = registers.get(nameOfEntry(entry));
        const isSame = row?.entry.stamp === entry.stamp && row.entry.device === entry.device;
        return row !== undefined && isSame && !row.told ? [{ ...row, told: true }] : [];
      });
      if (rows.length > 0) {
        await put(rows);
        remember(rows);
      }
      sending = undefined;
    }
    if (asked?.group !== group) {
      await keepAsked({ id: 'asked', kind: 'asked', group, ask: freshId(), done: false });
      answers.push({ batch: freshId(), entries: [], ...(asked === undefined ? {} : { ask: asked.ask }) });
      timers.later('own-ask', ASK_AGAIN_MS, askAgain);
    }
    await restamp();
    const next = answers[0] ?? batchesOf(untold().map(({ entry }) => entry))[0];
    if (next === undefined) return;
    const { batch, entries, ask = null, answers: answered = null } = next;
    const body = { batch, entries: JSON.stringify(entries), ask, answers: answered };
    if (!(await outbox.tellOwnState(group, body))) return;
    sending = next;
    if (answers[0] === next) answers.shift();
  };
  const untold = () => [...registers.values()].filter(({ told }) => !told);
  const askAgain = () => {
    if (asked === undefined || asked.done || others().length === 0) return;
    answers.push({ batch: freshId(), entries: [], ask: asked.ask });
    timers.later('own-ask', ASK_AGAIN_MS, askAgain);
    look();
  };

  /** What was stamped by a clock that was wrong, others would refuse. */
  const restamp = async (): Promise<void> => {
    const latest = device.relayNow() + AHEAD_MS;
    const rows = untold().filter(({ entry }) => entry.device === self.device && entry.stamp > latest);
    if (rows.length === 0) return;
    const stamp = nextStamp();
    const again = rows.map((row, nth): Register => ({ ...row, entry: { ...row.entry, stamp: stamp + nth } }));
    await put(again);
    remember(again);
  };

  /** What the person has had on more than one device stays where it is; that it was told does not. */
  const forget = async (gone: (row: Register) => boolean): Promise<void> => {
    const names = [...registers].filter(([, row]) => gone(row)).map(([name]) => name);
    if (names.length === 0) return;
    await journal.record((write) => {
      for (const name of names) write.delete('ownState', registers.get(name)?.id ?? '');
    });
    for (const name of names) registers.delete(name);
  };

  const run = async (): Promise<void> => {
    if (others().length === 0) {
      await forget(() => true);
      return;
    }
    const group = own.group();
    // This device missed something while it was out: it asks for all of it once it is back.
    const row = asked && journal.memory.conversations.get(asked.group);
    if (asked?.done === true && row?.status === 're-synchronising') await keepAsked({ ...asked, done: false });
    for (let left = TRIES; left > 0; left -= 1) {
      await note();
      if (await own.alone(async () => take(await heardRows()))) break;
    }
    if (group !== undefined) await tell(group);
  };
  const look = () => timers.later('own-state', TOGETHER_MS, () => void queue.run('own-state', run).catch(fault));

  await forget(({ entry, told }) => told && isGone(entry) && entry.stamp < device.relayNow() - GONE_KEPT_MS);
  askAgain();
  return { look };
}

/**
 * Whether all that a device has said has come. Every payload says the how-many-th of its device it is; the relay's numbers
 * say how many envelopes there are. The first cannot be forged by the relay, the second come earlier: what a gap in the
 * relay's numbers has told of already is not told again when its sender next speaks. Pure.
 */
import type { DeviceId, UserId } from '#shared/ids/index.ts';
import { HEARD_MAX, type Payload } from '../content/payload.ts';
import type { ConversationRow } from '../storage/records.ts';

export type Heard = NonNullable<ConversationRow['heard']>[string];
export type Told = NonNullable<ConversationRow['told']>;

/** What is remembered of a device's holes: enough to take back that a message is missing when it comes late. */
const HOLES_MAX = 64;

/** Members up to which devices tell each other what has arrived: each of them tells all others. */
export const RECEIPTS_UP_TO = 12;

export type Receipt = Extract<Payload['body'], { kind: 'delivered' }>;

/** What this device has heard, for those who want to know; and what of it its person has read, if they tell. */
export function receiptOf({ heard = {}, read = {} }: Pick<ConversationRow, 'heard' | 'read'>, tells: boolean): Receipt {
  const said = Object.entries(heard).map(([device, { upTo, holes }]) => {
    const seen = tells ? read[device] : undefined;
    return [
      device,
      { upTo, without: holes.map(({ nth }) => nth), ...(seen === undefined ? {} : { read: Math.min(seen, upTo) }) },
    ];
  });
  return { kind: 'delivered', heard: Object.fromEntries(said.slice(-HEARD_MAX)) };
}

/** What others have, after a receipt of one of them for what `own` has said. Nobody has more than there was. */
export function withReceipt(
  { delivered = {}, spoken = 0 }: Pick<ConversationRow, 'delivered' | 'spoken'>,
  own: DeviceId,
  by: { readonly device: DeviceId; readonly user: UserId },
  receipt: Receipt,
  tells: boolean,
): NonNullable<ConversationRow['delivered']> {
  const said = receipt.heard[own];
  const before = delivered[by.device];
  if (said === undefined || (before !== undefined && before.upTo > said.upTo)) return delivered;
  const upTo = Math.min(said.upTo, spoken);
  // What was read stays read; nothing can be read that has not come.
  const read = Math.max(before?.read ?? 0, tells ? Math.min(said.read ?? 0, upTo) : 0);
  const row = { user: by.user, upTo, without: said.without, ...(read === 0 ? {} : { read }) };
  return { ...delivered, [by.device]: row };
}

/** How far one of the others has come with the `nth` payload of this device. */
export type Reach = 'none' | 'delivered' | 'read';

export function reachOf(
  { delivered = {} }: Pick<ConversationRow, 'delivered'>,
  user: UserId,
  nth: number,
  tells: boolean,
): Reach {
  const theirs = Object.values(delivered).filter(
    (one) => one.user === user && nth <= one.upTo && !one.without.includes(nth),
  );
  if (theirs.length === 0) return 'none';
  return tells && theirs.some(({ read = 0 }) => nth <= read) ? 'read' : 'delivered';
}

/** Receipts tell until where the room was read, so nothing of what stands in threads: there it is known to be delivered. */
export function reachIn(reach: Reach, aside: boolean | undefined): Reach {
  return aside === true && reach === 'read' ? 'delivered' : reach;
}

/** How far every other person has come with it at least. */
export function reachOfAll(
  row: Pick<ConversationRow, 'members' | 'delivered'>,
  me: UserId,
  nth: number,
  tells: boolean,
): Reach {
  const reaches = row.members.filter((user) => user !== me).map((user) => reachOf(row, user, nth, tells));
  if (reaches.length === 0 || reaches.includes('none')) return 'none';
  return reaches.includes('delivered') ? 'delivered' : 'read';
}

/** What the person has read, after having seen these messages of others as well. */
export function withRead(
  { read = {} }: Pick<ConversationRow, 'read'>,
  seen: readonly { readonly device?: DeviceId | undefined; readonly nth?: number | undefined }[],
): NonNullable<ConversationRow['read']> {
  const next = { ...read };
  for (const { device, nth } of seen) {
    if (device !== undefined && nth !== undefined && nth > (next[device] ?? 0)) next[device] = nth;
  }
  return next;
}

/** How much has been read: it only grows. */
export function readCount({ read = {} }: Pick<ConversationRow, 'read'>): number {
  return Object.values(read).reduce((sum, one) => sum + one, 0);
}

export interface Said {
  readonly device: DeviceId;
  readonly nth: number;
  /** By the sender's ratchet: all there is to go by for a device that is heard for the first time. */
  readonly skipped: number;
}

export interface Hearing {
  readonly heard: Heard;
  readonly told: Told | undefined;
  /** How many are missing of which no line tells yet; `line` will. */
  readonly lost: number;
  /** The line that told that this one is missing. */
  readonly found: string | undefined;
}

/** @param line the line that tells of what is lost, should there be something. */
export function hear(before: Heard | undefined, told: Told | undefined, said: Said, line: string): Hearing {
  const { device, nth, skipped } = said;
  const upTo = before?.upTo ?? Math.max(0, nth - 1 - skipped);
  const holes = before?.holes ?? [];
  if (nth <= upTo) {
    const hole = holes.find((one) => one.nth === nth);
    const heard = { upTo, holes: holes.filter((one) => one !== hole) };
    return { heard, told, lost: 0, found: hole?.line };
  }
  const passed = nth - 1 - upTo;
  const known = told === undefined || told.devices.includes(device) ? 0 : Math.min(passed, told.count);
  const fresh = Array.from({ length: Math.min(passed, HOLES_MAX) }, (_, index) => {
    const behind = Math.min(passed, HOLES_MAX) - index;
    return { nth: nth - behind, line: passed - behind < known && told !== undefined ? told.line : line };
  });
  const left =
    told === undefined || told.count <= known
      ? undefined
      : { ...told, count: told.count - known, devices: [...new Set([...told.devices, device])] };
  return {
    heard: { upTo: nth, holes: [...holes, ...fresh].slice(-HOLES_MAX) },
    told: left,
    lost: passed - known,
    found: undefined,
  };
}

/** What has been told after one more line. Everybody may have lost something by it. */
export function tell(told: Told | undefined, line: string, count: number): Told {
  return { line, count: (told?.count ?? 0) + count, devices: [] };
}

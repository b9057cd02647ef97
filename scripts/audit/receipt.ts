/** Judges a removal receipt: every signature in it against the device keys of the log, and what they say together. */

import { removalStatement } from '#core/content/removal.ts';
import { type Receipt, readReceipt } from '#core/content/removal-receipt.ts';
import { decodeBase64url } from '#shared/encoding/index.ts';
import type { DeviceId } from '#shared/ids/index.ts';
import { type LogCrypto, type OrgState, parseEnvelope, wasDeviceActive } from '#shared/org-log/index.ts';
import { auditLog } from './judge.ts';

/** How far the clocks of a relay and of devices may be apart, in ms. */
const CLOCKS_MS = 10 * 60_000;

export type ReceiptAudit =
  | {
      readonly sound: boolean;
      readonly receipt: Receipt;
      readonly state: OrgState;
      /** When the log decided it, in ms. */
      readonly decidedAt: number;
      readonly rooms: readonly RoomAudit[];
      readonly rootKey: string;
    }
  /** Nothing in it can be believed. */
  | { readonly refused: string };

export interface RoomAudit {
  readonly removal: Receipt['removals'][number];
  /** Who rightly says so, besides who made the receipt. */
  readonly confirmedBy: readonly DeviceId[];
  /** Whether the committer's own device is among all who say so. */
  readonly committerSays: boolean;
  readonly faults: readonly string[];
}

/**
 * @param log a log from elsewhere, such as the auditor's own export; else that in the file is used.
 * @param rootKey the organisation's root key as the auditor has it from elsewhere, base64url.
 */
export function auditReceipt(
  file: string,
  log: string | undefined,
  rootKey: string | undefined,
  crypto: LogCrypto,
): ReceiptAudit {
  let read: ReturnType<typeof readReceipt>;
  try {
    read = readReceipt(file);
  } catch {
    return { refused: 'The file is no removal receipt of Tacit, or it is damaged.' };
  }
  const { receipt } = read;
  const audited = auditLog(log ?? read.log, rootKey, crypto);
  if (!audited.sound) return { refused: `The log that has the keys is not sound: ${audited.sentence}` };
  const { state } = audited;
  if (state.org?.id !== receipt.org) return { refused: 'The receipt and the log are of two organisations.' };
  const maker = state.devices.get(receipt.madeBy.device);
  // Whoever could change the list of what is not spoken for could make a removal look complete.
  if (maker === undefined || !crypto.verify(decodeBase64url(maker.key), read.signed, read.signature)) {
    return { refused: 'The receipt is not signed by the device that it names as its maker.' };
  }
  if (maker.user !== receipt.madeBy.user || !wasDeviceActive(state, maker.id, receipt.madeAt)) {
    return { refused: 'The device that made the receipt did not count in the organisation then.' };
  }
  const decidedAt = decisionOf(audited.log.envelopes, state, receipt);
  if (decidedAt === undefined) {
    return { refused: 'The log has not shut this person, or these devices, out of the organisation.' };
  }
  const seen = new Set<string>();
  const rooms = receipt.removals.map((removal): RoomAudit => {
    const name = `${removal.group} ${removal.epoch}`;
    const room = auditRoom(receipt, removal, state, crypto);
    const faults = seen.has(name) ? [...room.faults, 'It stands in the receipt twice.'] : room.faults;
    seen.add(name);
    return { ...room, faults };
  });
  const sound = rooms.every(({ faults }) => faults.length === 0);
  return { sound, receipt, state, decidedAt, rooms, rootKey: audited.log.rootKey };
}

function auditRoom(
  receipt: Receipt,
  removal: Receipt['removals'][number],
  state: OrgState,
  crypto: LogCrypto,
): RoomAudit {
  const faults: string[] = [];
  const says = new Set<DeviceId>();
  const userOf = (device: DeviceId) => state.devices.get(device)?.user;
  // Somebody else's removal, shown as this person's.
  if (!removal.devices.some((one) => userOf(one) === receipt.person.user)) {
    faults.push('None of the devices that it took out is one of this person.');
  }
  if (userOf(removal.by) === undefined) faults.push('The log knows no such committer.');
  for (const { device, at, sig } of removal.said) {
    const record = state.devices.get(device);
    if (record === undefined) {
      faults.push(`The log does not know ${device}, who confirms it.`);
    } else if (removal.devices.includes(device) || record.user === receipt.person.user) {
      faults.push(`${device} was itself taken out, and cannot confirm it.`);
    } else if (
      !crypto.verify(
        decodeBase64url(record.key),
        removalStatement(receipt.org, removal, device, at),
        decodeBase64url(sig),
      )
    ) {
      faults.push(`${device} has not signed this.`);
    } else if (!wasDeviceActive(state, device, at)) {
      faults.push(`${device} did not count in the organisation at the time that it gives.`);
    } else if (at > receipt.madeAt + CLOCKS_MS) {
      faults.push(`${device} gives a time after the receipt was made.`);
    } else if (says.has(device)) faults.push(`${device} confirms it twice.`);
    else says.add(device);
  }
  if (says.size === 0 && faults.length === 0) faults.push('Nobody has signed it.');
  const confirmedBy = [...says].filter((device) => device !== receipt.madeBy.device);
  return { removal, confirmedBy, committerSays: says.has(removal.by), faults };
}

/** When the log shut out the person, or each device in the receipt; undefined while it has not. */
function decisionOf(envelopes: readonly Uint8Array[], state: OrgState, receipt: Receipt): number | undefined {
  const { user } = receipt.person;
  const record = state.users.get(user);
  if (record === undefined) return undefined;
  if (record.standing !== 'active') return record.standingSince;
  const taken = receipt.removals.flatMap(({ devices }) =>
    devices.filter((one) => state.devices.get(one)?.user === user),
  );
  if (taken.length === 0 || !taken.every((one) => state.devices.get(one)?.revoked === true)) return undefined;
  const revoked = envelopes
    .map((bytes) => parseEnvelope(bytes).entry)
    .filter((entry) => entry.kind === 'device.revoke' && taken.includes(entry.device));
  return Math.min(...revoked.map(({ at }) => at), ...taken.flatMap((one) => state.devices.get(one)?.revokedAt ?? []));
}

/** The lines of a report, for a person. */
export function receiptReport(audit: ReceiptAudit): string[] {
  if ('refused' in audit) return [`refused: ${audit.refused}`];
  const { receipt, state, rooms, decidedAt, rootKey } = audit;
  const iso = (at: number) => new Date(at).toISOString();
  const ownerOf = (device: DeviceId) => state.users.get(state.devices.get(device)?.user ?? receipt.person.user)?.name;
  const who = (device: DeviceId) => `${ownerOf(device) ?? 'nobody known'} (${device})`;
  const person = state.users.get(receipt.person.user);
  const lines = [
    `removal receipt of ${person?.name} (${receipt.person.user}), ${person?.standing}, decided at ${iso(decidedAt)}`,
    `made at ${iso(receipt.madeAt)} by ${who(receipt.madeBy.device)}`,
    `root key of the log: ${rootKey} (compare it with the printed one, or give it with --root-key)`,
    '',
  ];
  for (const { removal, confirmedBy, committerSays, faults } of rooms) {
    const times = removal.said.map(({ at }) => at);
    lines.push(
      `${removal.title || 'a conversation'} (${removal.group}): epoch ${removal.epoch - 1} to ${removal.epoch}`,
    );
    lines.push(`  commit ${removal.commit} by ${who(removal.by)}${committerSays ? ', who signs it' : ''}`);
    if (times.length > 0) {
      const first = Math.min(...times);
      const late = Math.round((first - decidedAt) / 1_000);
      lines.push(`  at ${iso(first)}, ${Math.abs(late)} s ${late < 0 ? 'before' : 'after'} the decision`);
    }
    lines.push(
      confirmedBy.length === 0
        ? '  confirmed by nobody but who made the receipt'
        : `  confirmed by ${confirmedBy.map(who).join(', ')}`,
    );
    for (const fault of faults) lines.push(`  NOT SOUND: ${fault}`);
  }
  for (const { title, group, why } of receipt.without) {
    const reason = why === 'still-in' ? 'the person is still in it' : 'the maker’s device has no record of the removal';
    lines.push(`not spoken for: ${title || 'a conversation'} (${group}): ${reason}`);
  }
  lines.push(
    '',
    `${audit.sound ? 'sound' : 'not sound'}: ${rooms.length} removals`,
    'It proves that whoever signed says that from these epochs on the devices have no keys of what is written there.',
    'It does not prove that what they had read is gone, nor anything of conversations that the maker is not in.',
  );
  return lines;
}

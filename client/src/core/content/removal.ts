/** What a device signs of a removal that it has followed: the same in the group, in a receipt, and where one is judged. */
import { canonicalJson, encodeUtf8, labelled, labels } from '#shared/encoding/index.ts';
import type { DeviceId, GroupId, OrgId } from '#shared/ids/index.ts';

/** One commit that took devices out of a group. */
export interface Removal {
  readonly group: GroupId;
  /** The epoch that it led to; the one before it was the last that the devices had keys of. */
  readonly epoch: number;
  /** SHA-256 of the commit as the relay carried it, base64url. */
  readonly commit: string;
  readonly by: DeviceId;
  /** Who was taken out. */
  readonly devices: readonly DeviceId[];
}

/** The bytes to sign. @param at the relay's time of the commit as `device` has it, in ms. */
export function removalStatement(
  org: OrgId,
  { group, epoch, commit, by, devices }: Removal,
  device: DeviceId,
  at: number,
): Uint8Array {
  const text = canonicalJson({ v: 1, org, group, epoch, commit, by, devices: devices.toSorted(), device, at });
  return labelled(labels.removal, encodeUtf8(text));
}

/** Key packages of others, taken from the relay and believed only as far as the log certifies them. */
import type { DeviceId, UserId } from '#shared/ids/index.ts';
import { activeDevicesOf } from '#shared/org-log/index.ts';
import { wireLimits } from '#shared/wire/index.ts';
import type { SuiteName } from '../crypto/mls-provider.ts';
import { type Device, orgOf } from '../groups/device.ts';
import type { CertifiedDevice } from '../identity/authenticate.ts';
import { certifiedDevice } from '../identity/authenticate.ts';
import { CLOCK_LEAD } from '../identity/lifetimes.ts';
import { MlsError } from '../mls/errors.ts';

/** Lifetimes count whole seconds. */
const SECOND = 1_000;

export interface ClaimedDevice extends CertifiedDevice {
  readonly keyPackage: Uint8Array;
}

/** The devices of these people that may act now. */
export function devicesOfPeople(device: Device, people: readonly UserId[]): CertifiedDevice[] {
  const state = orgOf(device);
  return people.flatMap((user) => activeDevicesOf(state, user, device.now()).map(({ id }) => ({ device: id, user })));
}

/**
 * One key package for each device that has one. A package that is not of the device that was asked for, whose certificate
 * is not in the log, or whose time is over, is left out: the relay may hand out whatever it likes (AT-06).
 * @param madeSince of some devices only what they have made after that time, in ms: a package from before says nothing of
 * whether anybody uses them, and its secrets may lie where they were copied to.
 * @throws TransportError.
 */
export async function claimKeyPackages(
  device: Device,
  wanted: readonly CertifiedDevice[],
  suite: SuiteName,
  madeSince: Readonly<Record<string, number>> = {},
): Promise<{ readonly claimed: ClaimedDevice[]; readonly missing: CertifiedDevice[] }> {
  const claimed: ClaimedDevice[] = [];
  for (let start = 0; start < wanted.length; start += wireLimits.claimDevices) {
    const part = wanted.slice(start, start + wireLimits.claimDevices);
    const answer = await device.call('keyPackages.claim', { devices: part.map((one) => one.device) });
    for (const given of answer.claimed) {
      const asked = part.find((one) => one.device === given.device);
      if (asked === undefined || claimed.some((one) => one.device === asked.device)) continue;
      if (await isOf(device, asked.device, given.bytes, { suite, since: madeSince[asked.device] ?? 0 }))
        claimed.push({ ...asked, keyPackage: given.bytes });
    }
  }
  const missing = wanted.filter((one) => !claimed.some((got) => got.device === one.device));
  return { claimed, missing };
}

async function isOf(
  device: Device,
  id: DeviceId,
  keyPackage: Uint8Array,
  { suite, since }: { readonly suite: SuiteName; readonly since: number },
): Promise<boolean> {
  try {
    const facts = await device.engine.inspectKeyPackage(keyPackage);
    const certified = certifiedDevice(facts.identity, facts.signatureKey, orgOf(device));
    const inTime = facts.notBefore <= device.now() && device.now() <= facts.notAfter;
    const made = facts.notBefore + CLOCK_LEAD + SECOND;
    return certified?.device === id && facts.suite === suite && inTime && made > since;
  } catch (error) {
    if (error instanceof MlsError) return false;
    throw error;
  }
}

/** Key packages of this device: enough of them lie at the relay that it can be added while it is away (RFC 9750 §5). */
import { decodeBase64url, encodeBase64url } from '#shared/encoding/index.ts';
import { wireLimits } from '#shared/wire/index.ts';
import { type Device, policyOf } from '../groups/device.ts';
import { CLOCK_LEAD } from '../identity/lifetimes.ts';
import type { KeyPackageRow } from '../storage/records.ts';

const DAY = 24 * 3_600_000;
/** How long a key package may be used. */
const LIFE = 28 * DAY;
/** The last resort is made anew after this, whether it was used or not. */
const LAST_RESORT_LIFE = 7 * DAY;
/** How long the secrets of an expired one are kept: a Welcome for it may be on its way. */
const GRACE = 7 * DAY;
/** Below this share of what the policy asks for, the supply is filled up. */
const REFILL_BELOW = 0.4;
/** How many are made in one go, so that other work gets its turn. */
const BATCH = 10;

/**
 * Fills the supply at the relay up, and forgets what is long expired.
 * @param available how many single-use ones the relay says that it has.
 * @param rolledBack this device was put back to an older state: it cannot know what it published since.
 * @throws TransportError, StorageError.
 */
export async function supplyKeyPackages(device: Device, available: number, rolledBack: boolean): Promise<void> {
  const { journal, now } = device;
  const { rows, damaged } = await journal.read.readable('keyPackages');
  const dead = [
    ...rows.filter(({ notAfter }) => notAfter + GRACE < now()).map(({ ref }) => ref),
    ...damaged.map(({ key }) => String(key[0])),
  ];
  if (dead.length > 0) {
    await journal.record((write) => {
      for (const ref of dead) write.delete('keyPackages', ref);
    });
  }
  const wanted = policyOf(device).keyPackages;
  // Who is added by one whose secrets are lost is in the group and can read nothing.
  // Who waits for this device wants to see that somebody uses it again: what it left before it was away does not say so.
  const newest = Math.max(...rows.map(({ notAfter }) => notAfter - LIFE));
  const wasAway = rows.length > 0 && now() - newest > policyOf(device).inactiveDays * DAY;
  if (rolledBack || wasAway || rows.filter((row) => !row.lastResort).length < available) {
    await publish(device, await make(device, 1, true), true);
    for (let left = wanted; left > 0; left -= BATCH)
      await publish(device, await make(device, Math.min(left, BATCH), false));
    return;
  }
  const unpublished = rows.filter(({ published, notAfter }) => !published && notAfter > now());
  await publish(device, unpublished);
  const missing = available + unpublished.length < wanted * REFILL_BELOW ? wanted - available - unpublished.length : 0;
  for (let left = missing; left > 0; left -= BATCH)
    await publish(device, await make(device, Math.min(left, BATCH), false));
  const lastResort = rows.some(({ lastResort: last, notAfter }) => last && notAfter - now() > LIFE - LAST_RESORT_LIFE);
  if (!lastResort) await publish(device, await make(device, 1, true));
}

/** Makes key packages and stores their secrets. */
async function make(device: Device, count: number, lastResort: boolean): Promise<KeyPackageRow[]> {
  const { engine, self, now, journal } = device;
  const suite = policyOf(device).minimumSuite;
  const rows: KeyPackageRow[] = [];
  for (let index = 0; index < count; index += 1) {
    const notAfter = now() + LIFE;
    const made = await engine.createKeyPackage({
      suite,
      identity: self.certificate,
      signatureKey: self.deviceKey,
      notBefore: now() - CLOCK_LEAD,
      notAfter,
      lastResort,
    });
    const { keyPackage, secrets } = made;
    rows.push({ ref: encodeBase64url(made.ref), suite, keyPackage, secrets, notAfter, lastResort, published: false });
  }
  await journal.record((write) => {
    for (const row of rows) write.put('keyPackages', row);
  });
  return rows;
}

/** Gives them to the relay; they are marked only when it has them. */
async function publish(device: Device, rows: readonly KeyPackageRow[], replace = false): Promise<void> {
  for (let start = 0; start < rows.length; start += wireLimits.keyPackagesPerCall) {
    const part = rows.slice(start, start + wireLimits.keyPackagesPerCall);
    await device.call('keyPackages.publish', {
      packages: part.map(({ ref, keyPackage, notAfter, lastResort }) => ({
        bytes: keyPackage,
        ref: decodeBase64url(ref),
        notAfter,
        lastResort,
      })),
      ...(replace ? { replace } : {}),
    });
    await device.journal.record((write) => {
      for (const row of part) write.put('keyPackages', { ...row, published: true });
    });
  }
}

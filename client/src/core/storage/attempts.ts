/**
 * How often the passphrase may be tried. This holds off a person at the keyboard. Who has a copy of the disk is held off by
 * Argon2id only, as a copy can be put back; so the record needs no key, and must survive a reload.
 */
import { z } from 'zod/mini';

const FREE_FAILURES = 4;
const FIRST_PAUSE_MS = 30_000;
const LONGEST_PAUSE_MS = 3_600_000;

const schema = z.strictObject({
  v: z.literal(1),
  failures: z.int().check(z.minimum(0), z.maximum(1_000_000)),
  lastAt: z.int().check(z.minimum(0)),
});

/** Failures in a row, and the time of the last one. */
export type Attempts = z.infer<typeof schema>;

/** No failures. */
export const noAttempts: Attempts = { v: 1, failures: 0, lastAt: 0 };

/**
 * The stored record. One that cannot be read counts as many failures, so that damaging it wins nothing; a last failure in
 * the future (the clock was set back) counts as now, so that nobody is locked out for years. The caller stores the result
 * when it differs, or else the pause would begin anew at each look.
 */
export function parseAttempts(stored: unknown, now: number): Attempts {
  if (stored === undefined) return noAttempts;
  const parsed = schema.safeParse(stored);
  if (!parsed.success) return { v: 1, failures: FREE_FAILURES + 8, lastAt: now };
  return parsed.data.lastAt > now ? { ...parsed.data, lastAt: now } : parsed.data;
}

const wipeSchema = z.strictObject({ v: z.literal(1), after: z.int().check(z.minimum(1), z.maximum(1_000)) });

/** As a record beside the slot, readable before there is a key; undefined: nothing is kept of it. */
export function wipeRecord(after: number): z.infer<typeof wipeSchema> | undefined {
  return after === 0 ? undefined : { v: 1, after };
}

/**
 * After how many failures in a row the vault is deleted; undefined: never. A record that cannot be read counts as none: who
 * can damage it could as well take it away, or copy the disk, and damage by chance must not make anybody lose what they have.
 */
export function parseWipe(stored: unknown): number | undefined {
  return wipeSchema.safeParse(stored).data?.after;
}

/** How many more wrong passphrases there can be, the one that deletes everything among them; undefined: no number of them does. */
export function triesLeft(attempts: Attempts, wipeAfter: number | undefined): number | undefined {
  // A tab that ended while the last one was tried has counted it, and nobody knows whether it was wrong.
  return wipeAfter === undefined ? undefined : Math.max(1, wipeAfter - attempts.failures);
}

/** One failure more. */
export function countFailure(attempts: Attempts, now: number): Attempts {
  return { v: 1, failures: attempts.failures + 1, lastAt: now };
}

/** When the next attempt is allowed; undefined: now. Five failures pause for 30 s, each further one doubles, up to 1 h. */
export function pausedUntil(attempts: Attempts, now: number): number | undefined {
  if (attempts.failures <= FREE_FAILURES) return undefined;
  const pause = Math.min(FIRST_PAUSE_MS * 2 ** (attempts.failures - FREE_FAILURES - 1), LONGEST_PAUSE_MS);
  const until = attempts.lastAt + pause;
  return until > now ? until : undefined;
}

/** Keeps what a receipt of a removal needs, and lets some of those who stay confirm it to the others. */
import { encodeBase64url } from '#shared/encoding/index.ts';
import type { DeviceId } from '#shared/ids/index.ts';
import { removalStatement } from '../content/removal.ts';
import { sha256, sign } from '../crypto/primitives.ts';
import type { CommitFacts } from './commit-effects.ts';
import type { Device } from './device.ts';
import { OUTBOX_JOB } from './intents.ts';
import type { JournalWriter } from './journal.ts';

/** How many devices confirm besides the committer's: enough that one liar among them shows, few enough for any room. */
const CONFIRMING = 8;
/** Whoever is taken out of many rooms is taken out of all of them first; in ms. */
const SETTLE_MS = 5_000;
/** The n-th waits this long times n, so that they do not all speak at once. */
const TURN_MS = 1_000;

/** Takes note of a commit that has taken devices out, in the record that applies it. */
export function noteRemoval(
  write: JournalWriter,
  { self, now }: Device,
  facts: CommitFacts,
  by: DeviceId,
  message: Uint8Array,
): void {
  const { group, at, members, room } = facts;
  const returned = new Set(facts.added.map(({ device }) => device));
  const devices = facts.removed.map(({ device }) => device).filter((device) => !returned.has(device));
  if (devices.length === 0) return;
  const epoch = Number(facts.epoch);
  const done = { epoch, commit: encodeBase64url(sha256(message)), by, devices };
  write.put('removals', { group, id: String(epoch), at, done });
  const first = room.kind === 'room' ? room.moderators : room.people;
  const ranked = [true, false].flatMap((wanted) => members.filter(({ user }) => first.includes(user) === wanted));
  const turn = ranked.findIndex(({ device }) => device === self.device);
  if (turn < 0 || members.length < 2 || (turn >= CONFIRMING && by !== self.device)) return;
  const sig = encodeBase64url(
    sign(self.deviceKey.privateKey, removalStatement(self.org, { group, ...done }, self.device, at)),
  );
  // Behind what the person writes meanwhile.
  const later = now() + SETTLE_MS + turn * TURN_MS;
  const intent = { kind: 'removal', epoch, at, sig };
  write.putJob({
    id: `removal:${group}:${epoch}`,
    order: later,
    notBefore: later,
    group,
    kind: OUTBOX_JOB,
    intent,
    attempts: 0,
  });
}

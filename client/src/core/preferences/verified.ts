/** Whom the person of this device has verified by comparing safety numbers. It stays on this device; nobody else hears of it. */
import type { UserId } from '#shared/ids/index.ts';
import type { OrgState } from '#shared/org-log/index.ts';
import type { Journal } from '../groups/journal.ts';
import { Refused } from '../groups/refused.ts';
import type { VerifiedState } from '../port.ts';
import { VERIFIED_MAX, type VerifiedPerson } from '../storage/account-records.ts';

export interface Verified {
  /** `changed`: one of the two keys that were compared is another one now, so that the comparison says nothing any more. */
  stateOf(user: UserId): VerifiedState;
  /** The keys of both are as they stand in the log now. @throws StorageError, Refused. */
  mark(user: UserId, on: boolean): Promise<void>;
}

/** Reads who was verified. @throws StorageError. */
export async function openVerified(
  journal: Pick<Journal, 'read' | 'record'>,
  me: UserId,
  org: () => OrgState,
  now: () => number,
  changed: () => void,
): Promise<Verified> {
  const row = await journal.read.account('verified');
  let people = new Map((row?.people ?? []).map((one) => [one.user, one]));
  const keyOf = (user: UserId) => org().users.get(user)?.key;
  return {
    stateOf(user) {
      const known = people.get(user);
      if (known === undefined) return 'no';
      // A new identity may be somebody else's: what was compared was the old one's number.
      return known.key === keyOf(user) && known.own === keyOf(me) ? 'yes' : 'changed';
    },
    async mark(user, on) {
      const [key, own] = [keyOf(user), keyOf(me)];
      if (key === undefined || own === undefined || user === me) throw new Refused('not-found');
      const next = new Map<UserId, VerifiedPerson>(people);
      next.delete(user);
      if (on) next.set(user, { user, key, own, at: now() });
      if (next.size > VERIFIED_MAX) throw new Refused('not-allowed');
      await journal.record((write) => write.put('account', { key: 'verified', people: [...next.values()] }));
      people = next;
      changed();
    },
  };
}

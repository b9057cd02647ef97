/** Becoming a member: keys into the vault first, entries into the log then, and the log back into the vault. */
import { encodeBase64url } from '#shared/encoding/index.ts';
import type { OrgState } from '#shared/org-log/index.ts';
import { randomBytes, sign } from '../crypto/primitives.ts';
import type { NewMember } from '../identity/ceremonies.ts';
import type { LockedStorage, UnlockedStorage } from '../storage/locked-storage.ts';
import type { AccountRowOf } from '../storage/records.ts';
import type { StoreTransactor } from '../storage/store.ts';
import { TransportError } from '../transport/errors.ts';
import type { RelayTransport } from '../transport/transport.ts';
import type { LogVisit } from './fetch-log.ts';
import { ProblemError } from './problems.ts';
import { ROOT_KEY_GROUPS } from './root-key.ts';
import { storeWholeLog } from './stored-log.ts';

export type IdentityRow = AccountRowOf<'identity'>;

/** Signs in to the relay as the device of this account. */
export async function signInAsDevice(transport: RelayTransport, identity: IdentityRow): Promise<void> {
  await transport.signIn({
    as: 'device',
    device: identity.device,
    sign: (message) => sign(identity.deviceKey.privateKey, message),
  });
}

export interface NewAccount {
  readonly member: NewMember;
  readonly organisation: string;
  readonly rootKey: string;
  readonly name: string;
  readonly passphrase: string;
  /** The seed of the root key, if this person has founded the organisation. */
  readonly rootSeed?: Uint8Array;
}

/** Makes the vault with the keys of a new member, whose entries are not yet in the log. */
export function createAccount(storage: LockedStorage, account: NewAccount): Promise<UnlockedStorage> {
  const { member, organisation, name, rootKey, rootSeed } = account;
  const firstRows = (write: StoreTransactor) => {
    write.put('account', {
      key: 'identity',
      status: 'pending',
      org: member.org,
      organisation,
      user: member.user,
      name,
      device: member.device,
      userIdentityKey: member.identityKey,
      deviceKey: member.deviceKey,
      certificate: member.certificate,
      rootKey,
    });
    write.put('account', { key: 'pending-entries', envelopes: [...member.envelopes] });
    write.put('account', { key: 'client-sequence', next: 1 });
    if (rootSeed !== undefined) {
      const checkGroup = 1 + ((randomBytes(1)[0] ?? 0) % ROOT_KEY_GROUPS);
      write.put('account', { key: 'root-key', seed: rootSeed, checkGroup });
    }
  };
  return storage.create(account.passphrase, { org: member.org, organisation, name }, firstRows);
}

/**
 * Puts the entries of a new member into the log, as whoever is signed in now. An answer that was lost is no failure: the
 * log will say.
 * @throws TransportError when the relay refuses them.
 */
export async function appendPending(transport: RelayTransport, envelopes: readonly Uint8Array[]): Promise<void> {
  try {
    await transport.call('log.append', { envelopes: [...envelopes] });
  } catch (error) {
    if (!(error instanceof TransportError) || !error.isUncertain) throw error;
  }
}

/**
 * Makes sure that the log knows this account, and stores the log.
 * @throws TransportError `sign-in-refused` when it does not; ProblemError when it is not the log that this device joined.
 */
export async function completeAccount(
  storage: UnlockedStorage,
  transport: RelayTransport,
  identity: IdentityRow,
  visit: LogVisit,
): Promise<IdentityRow> {
  await signInAsDevice(transport, identity);
  const log = await visit.fetch(transport.call, identity.org, identity.rootKey);
  visit.forget();
  if (!isAdmitted(log.replica.state, identity)) throw new ProblemError('relay-refused');
  const admitted: IdentityRow = { ...identity, status: 'admitted' };
  await storeWholeLog(storage, log, (write) => {
    write.put('account', admitted);
    write.delete('account', 'pending-entries');
  });
  return admitted;
}

function isAdmitted(state: OrgState, identity: IdentityRow): boolean {
  return state.devices.get(identity.device)?.key === encodeBase64url(identity.deviceKey.publicKey);
}

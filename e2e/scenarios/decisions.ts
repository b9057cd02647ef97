/** Decisions of an organisation that the app has no button for yet: signed by an owner's key, as the app would. */
import { ready, sha256, verify } from '#core/crypto/primitives.ts';
import { userSigner } from '#core/identity/ceremonies.ts';
import { encodeBase64url } from '#shared/encoding/index.ts';
import type { UserId } from '#shared/ids/index.ts';
import { headOf, replay, signEntry } from '#shared/org-log/index.ts';
import type { HostileRelay } from '../adversary/hostile-relay.ts';
import { withStorage } from './agreement.ts';
import type { Person } from './person.ts';

/** Appends an entry about a person, in the name of `owner`, who is connected through `front`. */
export async function decide(
  front: HostileRelay,
  owner: Person,
  kind: 'user.suspend' | 'user.restore' | 'user.remove',
  user: UserId,
): Promise<void> {
  await ready();
  const envelope = await withStorage(owner, async ({ read }) => {
    const identity = await read.account('identity');
    if (identity === undefined) throw new Error(`${owner.name} has no account`);
    const entries = (await read.log(0)).map(({ bytes }) => bytes);
    const replayed = replay(entries, { sha256, verify });
    if (!replayed.ok) throw new Error('a log that cannot be replayed');
    const { size, root } = headOf(replayed.state, { sha256 });
    const prior = { size, root: encodeBase64url(root) };
    const signer = userSigner(identity.user, identity.userIdentityKey.privateKey);
    return signEntry({ v: 1, org: identity.org, at: Date.now(), prior, kind, user }, [signer]);
  });
  const connection = await front.connected(owner.device);
  const result = await connection.call('log.append', { envelopes: [envelope] });
  if (!result.ok) throw new Error(`${kind}: ${result.error.code}: ${result.error.sentence}`);
}

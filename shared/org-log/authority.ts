/** Who has signed an entry, and what that entitles them to. */
import { decodeBase64url, labelled, labels } from '#shared/encoding/index.ts';
import type { InvitationId, UserId } from '#shared/ids/index.ts';
import type { LogEntry, ParsedEnvelope } from './entries.ts';
import type { LogCrypto } from './merkle.ts';
import { require } from './refusal.ts';
import type { OrgStateMutable, UserRecord } from './state.ts';

/** The verified signers of one entry. */
export interface Authority {
  readonly root: boolean;
  readonly users: ReadonlySet<UserId>;
  readonly invitations: ReadonlySet<InvitationId>;
}

/**
 * Verifies every signature of an envelope against the key that the log, or the entry itself for a new person, gives its
 * signer. One bad or repeated signature refuses the entry: a quorum must not be filled by the same person twice.
 */
export function verifySigners(state: OrgStateMutable, envelope: ParsedEnvelope, crypto: LogCrypto): Authority {
  const message = labelled(labels.logEntry, envelope.signed);
  const seen = new Set<string>();
  const users = new Set<UserId>();
  const invitations = new Set<InvitationId>();
  let root = false;
  for (const { by, sig } of envelope.signatures) {
    const name = by.role === 'root' ? 'root' : `${by.role}:${by.id}`;
    require(!seen.has(name), 'bad-signature');
    seen.add(name);
    const key = keyOf(state, envelope.entry, by);
    require(key !== undefined, 'bad-signature');
    require(crypto.verify(decodeBase64url(key), message, decodeBase64url(sig)), 'bad-signature');
    if (by.role === 'root') root = true;
    else if (by.role === 'user') users.add(by.id);
    else invitations.add(by.id);
  }
  return { root, users, invitations };
}

function keyOf(
  state: OrgStateMutable,
  entry: LogEntry,
  by: ParsedEnvelope['signatures'][number]['by'],
): string | undefined {
  if (by.role === 'root') return entry.kind === 'org.create' ? entry.rootKey : state.org?.rootKey;
  if (by.role === 'invitation') return state.invitations.get(by.id)?.key;
  // A new identity key proves that somebody holds it: else a person could be enrolled under somebody else's key.
  if (entry.kind === 'org.create' && entry.owner.id === by.id) return entry.owner.key;
  if (entry.kind === 'user.enrol' && entry.user === by.id) return entry.key;
  if (entry.kind === 'identity.reset' && entry.user === by.id) return entry.key;
  return state.users.get(by.id)?.key;
}

/** The signers who are active people of `state`, without the one whom the entry itself introduces. */
export function activeSigners(state: OrgStateMutable, authority: Authority): UserRecord[] {
  return [...authority.users].flatMap((id) => {
    const record = state.users.get(id);
    return record?.standing === 'active' ? [record] : [];
  });
}

/** Refuses unless the owners' quorum, or the root key, has signed. */
export function requireOwners(state: OrgStateMutable, authority: Authority): void {
  if (authority.root) return;
  const owners = activeSigners(state, authority).filter(({ role }) => role === 'owner').length;
  require(owners > 0, 'not-authorised');
  require(owners >= (state.org?.quorum ?? 1), 'too-few-signatures');
}

/** Refuses unless an active owner or admin has signed; an owner where the matter is an owner's. */
export function requireAdmin(state: OrgStateMutable, authority: Authority, about?: UserRecord): void {
  const signers = activeSigners(state, authority);
  const needed = about?.role === 'owner' || about?.role === 'admin' ? ['owner'] : ['owner', 'admin'];
  require(signers.some(({ role }) => needed.includes(role)), 'not-authorised');
}

/** Learning from the log why this device is shut out, and saying it. Loaded when it happens. */
import { decodeBase64url } from '#shared/encoding/index.ts';
import {
  headOf,
  isDeviceActive,
  type LogEntry,
  type OrgState,
  openCheckpoint,
  parseEnvelope,
  replay,
  verifyConsistency,
} from '#shared/org-log/index.ts';
import { type CallAnswer, wireLimits } from '#shared/wire/index.ts';
import { sha256, verify } from '../crypto/primitives.ts';
import type { StoreReader } from '../storage/store.ts';
import type { RelayTransport } from '../transport/transport.ts';
import { coreWords } from '../words/index.ts';
import type { IdentityRow } from './account.ts';
import type { LogSync } from './log-sync.ts';
import type { ShutOut } from './shut-out.ts';

const crypto = { sha256, verify };
/** A relay that has said that this device is out must not keep it in suspense. In ms. */
const PATIENCE_MS = 5_000;
/** How many people are named as those to ask. */
const NAMED_MAX = 3;

/**
 * Fetches the entries up to the one that has shut this device out. They are taken if the rules of the log allow each of
 * them, and if they are the beginning of a log that the relay has signed: without its signature, it could show what an
 * admin has signed who is none any more, and deny it afterwards.
 * @throws TransportError. Whatever proves nothing is not taken, without a word.
 */
export async function learnWhy(log: LogSync, call: RelayTransport['call']): Promise<void> {
  const before = log.replica.state;
  const envelopes: Uint8Array[] = [];
  let reached = before;
  let page: CallAnswer<'log.since'>;
  do {
    const size = before.tree.size + envelopes.length;
    page = await call('log.since', { size, limit: wireLimits.logEnvelopesPerPage }, PATIENCE_MS);
    const judged = replay(page.envelopes, crypto, reached);
    if (!judged.ok) return;
    envelopes.push(...page.envelopes);
    reached = judged.state;
  } while (page.envelopes.length >= wireLimits.logEnvelopesPerPage);
  if (isSigned(reached, page)) await log.grow(before, reached, envelopes);
}

function isSigned(reached: OrgState, { checkpoint, consistency = [] }: CallAnswer<'log.since'>): boolean {
  const { org } = reached;
  if (org === undefined) return false;
  try {
    const signed = openCheckpoint(checkpoint, org.id, decodeBase64url(org.relayLogKey), crypto);
    return verifyConsistency(headOf(reached, crypto), signed, consistency, crypto);
  } catch {
    return false;
  }
}

export interface Farewell {
  readonly sentence: string;
  /** What has become of what was here, and whom to ask. */
  readonly next: string;
}

/** Why this device is shut out, by whom and since when, in the words of the language that is spoken then. */
export async function farewellWords(
  state: OrgState,
  read: StoreReader,
  identity: IdentityRow,
  how: ShutOut,
): Promise<() => Farewell> {
  const entry = (await read.log(0))
    .map(({ bytes }) => parseEnvelope(bytes))
    .findLast((one) => shutsOut(one.entry, identity, how));
  const names = (entry?.signatures ?? []).flatMap(({ by }) =>
    by.role === 'user' ? (state.users.get(by.id)?.name ?? []) : [],
  );
  const own = entry?.signatures.some(({ by }) => by.role === 'user' && by.id === identity.user) === true;
  const at = entry === undefined ? '' : new Date(entry.entry.at).toISOString().slice(0, 16).replace('T', ', ');
  const where = state.org?.name ?? identity.organisation;
  const toAsk = whomToAsk(state, identity);
  return () => {
    const { farewell } = coreWords.account;
    const ask = farewell.ask(toAsk);
    switch (how) {
      case 'removed':
        return { sentence: farewell.removed(where, names, own, at), next: `${farewell.deleted} ${ask}` };
      case 'revoked':
        return { sentence: farewell.revoked(names, own, at), next: `${farewell.deletedOf(where)} ${ask}` };
      case 'suspended':
        return { sentence: farewell.suspended(names, own, at), next: `${farewell.kept} ${ask}` };
    }
  };
}

function shutsOut(entry: LogEntry, { user, device }: IdentityRow, how: ShutOut): boolean {
  switch (how) {
    case 'removed':
      return entry.kind === 'user.remove' && entry.user === user;
    case 'suspended':
      return entry.kind === 'user.suspend' && entry.user === user;
    case 'revoked':
      return (
        (entry.kind === 'device.revoke' && entry.device === device) ||
        (entry.kind === 'identity.reset' && entry.user === user)
      );
  }
}

/** Owners first, who can be reached. */
function whomToAsk(state: OrgState, { user }: IdentityRow): string[] {
  const able = [...state.users.values()].filter((one) => one.standing === 'active' && one.id !== user);
  const steer = ['owner', 'admin'].flatMap((role) => able.filter((one) => one.role === role));
  const there = steer.filter(({ id }) =>
    (state.devicesByUser.get(id) ?? []).some((one) => isDeviceActive(state, one, state.latestAt)),
  );
  return (there.length === 0 ? steer : there).slice(0, NAMED_MAX).map(({ name }) => name);
}

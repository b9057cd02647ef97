/**
 * Alarms about one's own account: entries of the log that concern this person and that this device did not make. Somebody
 * who has stolen an identity key or an admin's role cannot use it without its owner being told.
 */
import type { UserId } from '#shared/ids/index.ts';
import {
  effectOf,
  type LogEntry,
  type Matter,
  type OrgState,
  parseEnvelope,
  type Signer,
} from '#shared/org-log/index.ts';
import { type Saying, type Sentence, say } from '../words/saying.ts';

/** Something that happened to one's own account. `index` is the entry's place in the log. */
export interface OwnAlarm {
  /** Of two with the same name only the later one is told: of a profile that is written line by line, one is enough. */
  readonly name: string;
  readonly index: number;
  readonly kind: LogEntry['kind'];
  readonly at: number;
  readonly sentence: Saying;
}

/**
 * The alarms that new entries give rise to.
 * @param added admitted entries, in order, the first of which stands at index `from`.
 * @param state the log after them.
 * @param isOwn whether this device itself has made the envelope.
 */
export function alarmsFor(
  user: UserId,
  added: readonly Uint8Array[],
  from: number,
  state: OrgState,
  isOwn: (envelope: Uint8Array) => boolean,
): OwnAlarm[] {
  return added.flatMap((envelope, offset) => {
    if (isOwn(envelope)) return [];
    const { entry, signatures } = parseEnvelope(envelope);
    const signedSelf = signatures.some(({ by }: { by: Signer }) => by.role === 'user' && by.id === user);
    const by = signatures.map((one) => one.by);
    const sentence = sentenceFor(user, entry, by, signedSelf, state);
    const index = from + offset;
    const name = entry.kind === 'user.update' && entry.details !== undefined ? 'profile' : `log:${index}`;
    return sentence === undefined ? [] : [{ name, index, kind: entry.kind, at: entry.at, sentence }];
  });
}

function sentenceFor(
  user: UserId,
  said: LogEntry,
  by: readonly Signer[],
  signedSelf: boolean,
  state: OrgState,
): Saying | undefined {
  const entry = effectOf(said);
  const nameOf = (id: UserId): Sentence => state.users.get(id)?.name ?? say('alarms', 'somebody');
  const names = by.map((one) =>
    one.role === 'user' ? nameOf(one.id) : say('alarms', one.role === 'root' ? 'rootKey' : 'link'),
  );
  switch (entry.kind) {
    // Signed by one's own key in any case: that is what a thief of the key would do.
    case 'device.add':
      return entry.user === user ? say('alarms', 'deviceAdded') : undefined;
    case 'identity.reset':
      return entry.user === user ? say('alarms', 'ownReset') : say('alarms', 'reset', nameOf(entry.user));
    case 'invite.create': {
      if (entry.resets === undefined) return undefined;
      const approved = said.kind === 'decision.enact';
      return entry.resets === user
        ? say('alarms', approved ? 'ownLinkApproved' : 'ownLinkSigned', names)
        : say('alarms', approved ? 'linkApproved' : 'linkSigned', names, nameOf(entry.resets));
    }
    case 'decision.propose':
      return proposalSentence(user, entry.matter, names, signedSelf, state);
    case 'device.revoke':
      return state.devices.get(entry.device)?.user === user && !signedSelf ? say('alarms', 'deviceRevoked') : undefined;
    case 'user.suspend':
      return entry.user === user ? say('alarms', 'suspended') : undefined;
    case 'user.restore':
      return entry.user === user ? say('alarms', 'restored') : undefined;
    case 'user.remove':
      return entry.user === user ? say('alarms', 'removed') : undefined;
    case 'user.update':
      if (
        entry.user !== user ||
        (signedSelf && entry.role === undefined && entry.group === undefined && !entry.details)
      )
        return undefined;
      return say('alarms', entry.details === undefined ? 'updated' : 'details');
    case 'service.disclose':
      return entry.user === user ? say('alarms', 'disclosed') : undefined;
    case 'owners.set':
      if (by.some((one) => one.role === 'root')) return say('alarms', 'rootUsed', entry.owners.map(nameOf));
      return signedSelf ? undefined : say('alarms', 'ownersChanged');
    default:
      return undefined;
  }
}

/** What was proposed and is to be known before it happens. */
function proposalSentence(
  user: UserId,
  matter: Matter,
  by: readonly Sentence[],
  signedSelf: boolean,
  state: OrgState,
): Saying | undefined {
  if (signedSelf) return undefined;
  const quorum = state.org?.quorum ?? 1;
  if (matter.kind === 'owners.set' && matter.quorum < quorum) {
    return say('alarms', 'fewerOwners', by, matter.quorum, quorum);
  }
  return matter.kind === 'invite.create' && matter.resets === user ? say('alarms', 'ownLinkProposed', by) : undefined;
}

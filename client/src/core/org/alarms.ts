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

/** Something that happened to one's own account. `index` is the entry's place in the log, and names the alarm. */
export interface OwnAlarm {
  readonly index: number;
  readonly kind: LogEntry['kind'];
  readonly at: number;
  readonly sentence: string;
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
    return sentence === undefined ? [] : [{ index: from + offset, kind: entry.kind, at: entry.at, sentence }];
  });
}

function sentenceFor(
  user: UserId,
  said: LogEntry,
  by: readonly Signer[],
  signedSelf: boolean,
  state: OrgState,
): string | undefined {
  const entry = effectOf(said);
  const nameOf = (id: UserId) => state.users.get(id)?.name ?? 'somebody';
  const signed = said.kind === 'decision.enact' ? 'approved' : 'signed';
  const names = by.map((one) =>
    one.role === 'user' ? nameOf(one.id) : one.role === 'root' ? 'the root key' : 'a link',
  );
  switch (entry.kind) {
    // Signed by one's own key in any case: that is what a thief of the key would do.
    case 'device.add':
      return entry.user === user
        ? 'A device was added to your account. If you did not do that, revoke it at once.'
        : undefined;
    case 'identity.reset':
      return entry.user === user
        ? 'Your identity was reset and all your devices were revoked. If you did not ask for that, tell your colleagues.'
        : `${nameOf(entry.user)} has a new identity and new keys: your safety number with them is another one now. Compare it before you trust it.`;
    case 'invite.create':
      if (entry.resets === undefined) return undefined;
      return entry.resets === user
        ? `A link was made, ${signed} by ${names.join(' and ')}, with which somebody can take your place. If you have not lost your devices, stop it at once in the settings.`
        : `A link was made, ${signed} by ${names.join(' and ')}, that gives ${nameOf(entry.resets)} a new identity. Ask ${nameOf(entry.resets)} in person whether it is right.`;
    case 'decision.propose':
      return proposalSentence(user, entry.matter, names.join(' and '), signedSelf, state);
    case 'device.revoke':
      return state.devices.get(entry.device)?.user === user && !signedSelf
        ? 'One of your devices was revoked by an admin.'
        : undefined;
    case 'user.suspend':
      return entry.user === user ? 'Your account was suspended by an admin.' : undefined;
    case 'user.restore':
      return entry.user === user ? 'Your account was restored by an admin.' : undefined;
    case 'user.remove':
      return entry.user === user ? 'Your account was removed by an admin.' : undefined;
    case 'user.update':
      if (
        entry.user !== user ||
        (signedSelf && entry.role === undefined && entry.group === undefined && !entry.details)
      )
        return undefined;
      return entry.details === undefined
        ? 'Your name, role or group was changed by an admin.'
        : 'What the organisation says of you was changed by an admin. Everybody sees it in your profile.';
    case 'service.disclose':
      return entry.user === user ? 'Your account was declared to be a service that reads along.' : undefined;
    case 'owners.set':
      if (by.some((one) => one.role === 'root')) {
        return `The root key was used: it has named new owners, ${entry.owners.map(nameOf).join(', ')}. If nobody has told you, ask them in person.`;
      }
      return signedSelf ? undefined : 'The owners of the organisation were changed.';
    default:
      return undefined;
  }
}

/** What was proposed and is to be known before it happens. */
function proposalSentence(
  user: UserId,
  matter: Matter,
  by: string,
  signedSelf: boolean,
  state: OrgState,
): string | undefined {
  if (signedSelf) return undefined;
  if (matter.kind === 'owners.set' && matter.quorum < (state.org?.quorum ?? 1)) {
    return `${by} proposes that ${matter.quorum} instead of ${state.org?.quorum ?? 1} owners decide together. It takes a day and the other owners’ signatures.`;
  }
  if (matter.kind === 'invite.create' && matter.resets === user) {
    return `${by} proposes a link with which somebody can take your place. If you have not lost your devices, tell another admin now.`;
  }
  return undefined;
}

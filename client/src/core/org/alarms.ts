/**
 * Alarms about one's own account: entries of the log that concern this person and that this device did not make. Somebody
 * who has stolen an identity key or an admin's role cannot use it without its owner being told.
 */
import type { UserId } from '#shared/ids/index.ts';
import { type LogEntry, type OrgState, parseEnvelope, type Signer } from '#shared/org-log/index.ts';

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
    const sentence = sentenceFor(user, entry, signedSelf, state);
    return sentence === undefined ? [] : [{ index: from + offset, kind: entry.kind, at: entry.at, sentence }];
  });
}

function sentenceFor(user: UserId, entry: LogEntry, signedSelf: boolean, state: OrgState): string | undefined {
  switch (entry.kind) {
    // Signed by one's own key in any case: that is what a thief of the key would do.
    case 'device.add':
      return entry.user === user
        ? 'A device was added to your account. If you did not do that, revoke it at once.'
        : undefined;
    case 'identity.reset':
      return entry.user === user
        ? 'Your identity was reset and all your devices were revoked. If you did not ask for that, tell your colleagues.'
        : undefined;
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
      if (entry.user !== user || (signedSelf && entry.role === undefined && entry.group === undefined))
        return undefined;
      return 'Your name, role or group was changed by an admin.';
    case 'service.disclose':
      return entry.user === user ? 'Your account was declared to be a service that reads along.' : undefined;
    case 'owners.set':
      return signedSelf ? undefined : 'The owners of the organisation were changed.';
    default:
      return undefined;
  }
}

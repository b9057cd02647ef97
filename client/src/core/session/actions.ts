/** What windows ask of the open core. Each throws what `outcomeOf` turns into a problem. */
import { decodeBase64url, encodeUtf8 } from '#shared/encoding/index.ts';
import type { GroupId, InvitationId, UserId } from '#shared/ids/index.ts';
import { type OrgState, policyFor, writeLogExport } from '#shared/org-log/index.ts';
import { wipe } from '../crypto/primitives.ts';
import { isInQueue, placeBehind } from '../groups/order.ts';
import { Refused } from '../groups/refused.ts';
import { CeremonyError, invite, revokeInvitation, userSigner } from '../identity/ceremonies.ts';
import { invitationUrl } from '../identity/invitation-link.ts';
import { safetyNumber } from '../identity/safety-number.ts';
import type {
  ConversationPreferences,
  InvitationRequest,
  InvitationView,
  RootKeyView,
  SafetyNumberView,
} from '../port.ts';
import { preferencesOf, withPreferences } from '../preferences/preferences.ts';
import { conversationSchema } from '../storage/records.ts';
import { TransportError } from '../transport/errors.ts';
import { invitationViews } from '../views/people.ts';
import type { OpenCore } from './open.ts';
import { ratePassphrase } from './passphrase.ts';
import { ProblemError } from './problems.ts';
import { isRootKeyGroup, rootKeyView } from './root-key.ts';

/** The end of what stands after a message, in the order of places. */
const AFTER_ALL = '~';
/** Unread messages that are counted one by one; more than these are "many". */
const COUNTED = 1_000;
const HOUR = 3_600_000;

/** Signs an entry on the newest log, once more if somebody else's entry came in between. */
async function appendEntry<T extends { readonly envelope: Uint8Array }>(
  { log }: OpenCore,
  make: (state: OrgState) => T,
): Promise<T> {
  const attempt = async () => {
    const made = make(log.replica.state);
    await log.append([made.envelope]);
    return made;
  };
  try {
    return await attempt();
  } catch (error) {
    const overtaken = error instanceof TransportError && error.code === 'refused-entry';
    if (!overtaken && !(error instanceof CeremonyError)) throw error;
    if (!(await log.sync()) && !overtaken) throw error;
    return attempt();
  }
}

export async function createInvitation(
  core: OpenCore,
  origin: string,
  request: InvitationRequest,
): Promise<{ readonly id: InvitationId; readonly link: string }> {
  const { identity, device } = core;
  const made = await appendEntry(core, (state) => {
    const now = device.now();
    return invite(state, {
      by: userSigner(identity.user, identity.userIdentityKey.privateKey),
      role: request.role,
      name: request.name,
      expiresAt: now + Math.max(1, request.expiresInHours) * HOUR,
      now,
    });
  });
  const link = invitationUrl(origin, made.link);
  wipe(made.link.seed);
  return { id: made.link.invitation, link };
}

export async function withdrawInvitation(core: OpenCore, invitation: InvitationId): Promise<void> {
  const { identity, device } = core;
  await appendEntry(core, (state) => {
    const by = userSigner(identity.user, identity.userIdentityKey.privateKey);
    return { envelope: revokeInvitation(state, { by, invitation, now: device.now() }) };
  });
}

export function listInvitations({ log, identity, device }: OpenCore): readonly InvitationView[] {
  return invitationViews(log.replica.state, identity.user, device.now());
}

export async function rootKey({ storage, identity }: OpenCore): Promise<RootKeyView> {
  const row = await storage.read.account('root-key');
  if (row === undefined) throw new Refused('not-found');
  return rootKeyView(row.seed, identity.organisation, row.checkGroup);
}

/** The key leaves the browser once the person has shown that it was kept. */
export async function confirmRootKept({ storage }: OpenCore, typed: string): Promise<void> {
  const row = await storage.read.account('root-key');
  if (row === undefined) throw new Refused('not-found');
  if (!isRootKeyGroup(row.seed, row.checkGroup, typed)) throw new ProblemError('root-key-check-failed');
  await storage.transaction((write) => write.delete('account', 'root-key'));
  wipe(row.seed);
}

export async function changePassphrase(core: OpenCore, current: string, next: string): Promise<void> {
  const { log, identity, device, storage } = core;
  const { passphraseLength } = policyFor(log.replica.state, identity.user, device.now());
  const rating = ratePassphrase(next, passphraseLength);
  if (!rating.acceptable) throw new ProblemError('weak-passphrase', { sentence: rating.sentence });
  await storage.changePassphrase(current, next);
}

export async function saveDraft({ journal, device }: OpenCore, conversation: GroupId, text: string): Promise<void> {
  if (!journal.memory.conversations.has(conversation)) throw new Refused('not-found');
  if ((journal.memory.drafts.get(conversation) ?? '') === text) return;
  await journal.record((write) => write.putDraft(conversation, text, device.now()));
}

export async function markRead({ journal, identity }: OpenCore, conversation: GroupId, key?: string): Promise<void> {
  const before = journal.memory.conversations.get(conversation);
  if (before === undefined) throw new Refused('not-found');
  const cursor = journal.memory.cursors.get(conversation) ?? 0;
  // What waits to be sent has no place yet: whoever has seen it has seen all that has one.
  const upTo = key === undefined || isInQueue(key) ? placeBehind(cursor, AFTER_ALL) : key;
  const marked = preferencesOf(before).markedUnread;
  if (before.readUpTo !== undefined && before.readUpTo >= upTo && before.unread === 0 && !marked) return;
  const later = await journal.read.messagesFrom({ conversation, from: upTo, limit: COUNTED });
  const unread = later.filter(
    (row) =>
      row.kind === 'text' &&
      row.recalledAt === undefined &&
      row.order > upTo &&
      !isInQueue(row.order) &&
      row.author !== identity.user,
  ).length;
  await journal.record((write) =>
    write.changeConversation(conversation, (row) => ({
      ...withPreferences(row, { markedUnread: false }),
      readUpTo: row.readUpTo !== undefined && row.readUpTo > upTo ? row.readUpTo : upTo,
      // What came while this was counted is unread as well.
      unread: unread + Math.max(0, row.unread - before.unread),
    })),
  );
}

/** The parts of a decision that this version knows, with values that it knows. */
const preferencesSchema = conversationSchema.shape.preferences;

export async function setPreferences(
  { journal }: OpenCore,
  conversation: GroupId,
  change: Partial<ConversationPreferences>,
): Promise<void> {
  if (!journal.memory.conversations.has(conversation)) throw new Refused('not-found');
  if (!preferencesSchema.safeParse(change).success) throw new Refused('invalid-input');
  await journal.record((write) => write.changeConversation(conversation, (row) => withPreferences(row, change)));
}

export function safetyNumberWith({ log, identity }: OpenCore, user: UserId): SafetyNumberView {
  const { users } = log.replica.state;
  const [me, other] = [users.get(identity.user), users.get(user)];
  if (me === undefined || other === undefined) throw new Refused('not-found');
  const person = ({ id, key }: { id: UserId; key: string }) => ({ id, key: decodeBase64url(key) });
  return { user, groups: safetyNumber(person(me), person(other)).split(' ') };
}

export async function dismissAlarm({ alarms, journal, publisher }: OpenCore, id: string): Promise<void> {
  const alarm = alarms.get(id);
  if (alarm === undefined) throw new Refused('not-found');
  const dismissed = { ...alarm, dismissed: true };
  await journal.record((write) => write.put('alarms', dismissed));
  alarms.set(id, dismissed);
  publisher.changed('connection');
}

export async function exportLog({ log, identity, storage }: OpenCore): Promise<Uint8Array> {
  const { head } = log.replica;
  if (head === undefined) throw new Refused('not-found');
  const envelopes = (await storage.read.log(0, head.size)).map(({ bytes }) => bytes);
  const { org, rootKey: pinned } = identity;
  return encodeUtf8(writeLogExport({ org, rootKey: pinned, checkpoint: head.note, envelopes }));
}

/** What the relay has been caught at, with the signed heads that prove it. */
export async function exportEvidence({ storage, identity }: OpenCore): Promise<Uint8Array> {
  const rows = await storage.read.all('evidence');
  if (rows.length === 0) throw new Refused('not-found');
  const evidence = rows.map(({ at, kind, sentence, material }) => ({
    at,
    kind,
    sentence,
    material: Object.fromEntries(material.map(({ name, bytes }) => [name, new TextDecoder().decode(bytes)])),
  }));
  return encodeUtf8(`${JSON.stringify({ format: 'tacit-evidence', v: 1, org: identity.org, evidence }, null, 1)}\n`);
}

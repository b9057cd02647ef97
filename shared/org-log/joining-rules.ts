/** The rules for how people come in, and come back with a new key. */
import type { InvitationId, UserId } from '#shared/ids/index.ts';
import { type Authority, activeSigners, requireAdmin, requireOwners } from './authority.ts';
import { noDetails } from './fields.ts';
import { require } from './refusal.ts';
import { freshKey, known, mayInvite, type Rule, requireTwoAdmins } from './rule-parts.ts';
import { devicesOf, type InvitationRecord, type OrgStateMutable, type UserRecord } from './state.ts';

/** How long an invitation may last, in ms: a forgotten link must not stay a door for ever. */
const INVITATION_LIFE_MAX = 90 * 24 * 3_600_000;

export const createInvitation: Rule<'invite.create'> = (entry, { state, authority }) => {
  const author = activeSigners(state, authority).find((signer) => mayInvite(signer, entry.role));
  require(author !== undefined, 'not-authorised');
  require(state.groups.has(entry.group), 'unknown-subject');
  require(!state.invitations.has(entry.invitation), 'already-exists');
  if (entry.resets !== undefined) {
    const person = known(state, entry.resets);
    require(person.standing === 'active', 'unknown-subject');
    // Somebody who comes back is what they were: a reset must not be a way up.
    require(entry.role === person.role && entry.group === person.group, 'malformed');
    requireResetters(state, authority, person);
  } else if (entry.role === 'owner' || entry.role === 'admin') {
    // Whoever could make admins alone could be two admins, and weaken the policy without anybody else.
    requireOwners(state, authority);
  }
  require(entry.expiresAt <= entry.at + INVITATION_LIFE_MAX, 'invitation-too-long');
  freshKey(state, entry.key);
  state.invitations.set(entry.invitation, {
    id: entry.invitation,
    key: entry.key,
    role: entry.role,
    group: entry.group,
    name: entry.name,
    createdBy: author.id,
    createdAt: entry.at,
    expiresAt: entry.expiresAt,
    standing: 'open',
    usedBy: undefined,
    resets: entry.resets,
  });
};

export const revokeInvitation: Rule<'invite.revoke'> = (entry, { state, authority }) => {
  const invitation = state.invitations.get(entry.invitation);
  require(invitation?.standing === 'open', 'unknown-subject');
  // Whoever is to be replaced and has lost nothing can stop it alone: the admins may be deceived, or in league.
  const own = activeSigners(state, authority).some(({ id }) => id === invitation.resets);
  if (!own) requireAdmin(state, authority);
  state.invitations.set(invitation.id, { ...invitation, standing: 'revoked' });
};

/** The invitation that an entry rests on, if it lets somebody in at `at`. */
function openInvitation(
  state: OrgStateMutable,
  authority: Authority,
  by: { readonly id: InvitationId; readonly user: UserId; readonly at: number },
): InvitationRecord {
  const invitation = state.invitations.get(by.id);
  require(invitation !== undefined, 'unknown-subject');
  require(authority.invitations.has(by.id) && authority.users.has(by.user), 'not-authorised');
  require(invitation.standing !== 'used', 'invitation-used');
  require(invitation.standing !== 'revoked', 'invitation-revoked');
  require(by.at <= invitation.expiresAt, 'invitation-expired');
  // An invitation is worth no more than its author is now: the links that a suspended or demoted admin has made in store
  // must not let anybody in.
  const author = state.users.get(invitation.createdBy);
  require(author !== undefined && mayInvite(author, invitation.role), 'invitation-revoked');
  return invitation;
}

export const enrol: Rule<'user.enrol'> = (entry, { state, authority }) => {
  const invitation = openInvitation(state, authority, { id: entry.invitation, user: entry.user, at: entry.at });
  // A link for somebody who is in already is none for a second person.
  require(invitation.resets === undefined, 'not-authorised');
  require(!state.users.has(entry.user), 'already-exists');
  freshKey(state, entry.key);
  state.invitations.set(invitation.id, { ...invitation, standing: 'used', usedBy: entry.user });
  state.users.set(entry.user, {
    id: entry.user,
    name: entry.name,
    key: entry.key,
    role: invitation.role,
    group: invitation.group,
    standing: 'active',
    standingSince: entry.at,
    enrolledAt: entry.at,
    details: noDetails,
  });
};

/**
 * Who must agree that somebody gets a new key without the old one's word. It lets whoever holds the new key speak in the
 * person's name, so one rogue or robbed admin must not bring it about where there is a second one. For somebody who steers,
 * it is a vote: one owner must not fill the quorum with what others hold.
 */
function requireResetters(state: OrgStateMutable, authority: Authority, person: UserRecord): void {
  if (authority.root) return;
  const others = { ...authority, users: new Set([...authority.users].filter((id) => id !== person.id)) };
  if (person.role === 'owner' || person.role === 'admin') requireOwners(state, others);
  else requireAdmin(state, others);
  requireTwoAdmins(state, others, person.id);
}

export const resetIdentity: Rule<'identity.reset'> = (entry, { state, authority }) => {
  const record = known(state, entry.user);
  require(record.standing === 'active', 'unknown-subject');
  // Signed by the new key, and not by the old: the person has lost it. That is why it is told to all.
  require(authority.users.has(entry.user), 'not-authorised');
  if (entry.invitation === undefined) requireResetters(state, authority, record);
  else {
    const invitation = openInvitation(state, authority, { id: entry.invitation, user: entry.user, at: entry.at });
    require(invitation.resets === entry.user, 'not-authorised');
    // What was decided about the person since: a link that admins have made for a member must not become an owner's vote.
    const made = state.touched.get(`invitation:${invitation.id}`) ?? -1;
    for (const about of ['role', 'standing', 'identity']) {
      require((state.touched.get(`${about}:${entry.user}`) ?? -1) < made, 'out-of-date');
    }
    state.invitations.set(invitation.id, { ...invitation, standing: 'used', usedBy: entry.user });
  }
  freshKey(state, entry.key);
  state.users.set(entry.user, { ...record, key: entry.key });
  for (const device of devicesOf(state, entry.user)) {
    if (!device.revoked) state.devices.set(device.id, { ...device, revoked: true, revokedAt: entry.at });
  }
};

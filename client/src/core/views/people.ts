/** People and invitations as the log knows them. */
import type { UserId } from '#shared/ids/index.ts';
import { activeDeviceCounts, type OrgState, policyFor } from '#shared/org-log/index.ts';
import { defaultPolicy, type PolicyValues } from '#shared/policy/index.ts';
import { TEXT_MAX } from '../content/payload.ts';
import { timerBounds } from '../content/timer.ts';
import { filesAllowed } from '../policy/gate-messages.ts';
import type { InvitationState, InvitationView, PersonView, PolicyView } from '../port.ts';
import type { Verified } from '../preferences/verified.ts';

export function peopleViews(state: OrgState, me: UserId, now: number, verified: Verified['stateOf']): PersonView[] {
  const devices = activeDeviceCounts(state, now);
  return [...state.users.values()]
    .map((user) => ({
      id: user.id,
      name: user.name,
      role: user.role,
      isMe: user.id === me,
      active: user.standing === 'active',
      deviceCount: devices.get(user.id) ?? 0,
      since: user.enrolledAt,
      verified: verified(user.id),
      details: user.details,
    }))
    .sort((left, right) => left.name.localeCompare(right.name) || (left.id < right.id ? -1 : 1));
}

/** Every invitation there ever was, the newest first; for those who may invite. */
export function invitationViews(state: OrgState, me: UserId, now: number): InvitationView[] {
  const role = state.users.get(me)?.role;
  if (role !== 'owner' && role !== 'admin') return [];
  return [...state.invitations.values()]
    .map((invitation) => ({
      id: invitation.id,
      nameHint: invitation.name,
      role: invitation.role,
      createdAt: invitation.createdAt,
      expiresAt: invitation.expiresAt,
      state: standingOf(invitation.standing, invitation.expiresAt, now),
      createdBy: invitation.createdBy,
      ...(invitation.usedBy === undefined ? {} : { usedBy: invitation.usedBy }),
      ...(invitation.resets === undefined ? {} : { resets: invitation.resets }),
    }))
    .sort((left, right) => right.createdAt - left.createdAt || (left.id < right.id ? -1 : 1));
}

function standingOf(standing: 'open' | 'used' | 'revoked', expiresAt: number, now: number): InvitationState {
  return standing === 'open' && expiresAt < now ? 'expired' : standing;
}

/** What windows need of a policy. */
export function policyViewOf(policy: PolicyValues): PolicyView {
  return {
    passphraseMinLength: policy.passphraseLength,
    messageLengthMax: Math.min(TEXT_MAX, policy.messageBytes),
    autoLockMinutes: policy.autoLockMinutes,
    wipeAfterFailures: policy.wipeAfterFailures,
    peoplePerRoomMax: policy.groupDevices,
    readReceipts: policy.readReceipts,
    presence: policy.presence,
    timers: timerBounds(policy),
    mayShareHistory: policy.historyForNewcomers === 'allowed',
    files: filesAllowed(policy),
    mayForward: policy.forwarding === 'allowed',
    mustVerify: policy.verification === 'required',
    mayCopy: policy.copying === 'allowed',
    levels: { least: policy.levelLeast, most: policy.levelMost },
    notificationContent: policy.notificationContent,
    mayBeWoken: policy.push === 'allowed',
  };
}

/** The policy that applies to a person. */
export function policyView(state: OrgState, user: UserId, now: number): PolicyView {
  return policyViewOf(policyFor(state, user, now));
}

/** The policy before anything has been decided, for those who are about to join. */
export const policyBeforeJoining: PolicyView = policyViewOf(defaultPolicy);

import type { Decision, Role } from '#client/bridge/port.ts';
import type { DeviceId, SecurityGroupId, UserId } from '#shared/ids/index.ts';

/** A decision about somebody, with the words in which it is asked and told. */
export interface PersonDecision {
  readonly decision: Decision;
  readonly title: string;
  /** What happens, in the order in which it does. */
  readonly effects: readonly string[];
  readonly confirm: string;
  readonly danger: boolean;
  readonly done: string;
  /** What takes it back, where something can. */
  readonly undo?: Decision;
}

interface Who {
  readonly user: UserId;
  readonly name: string;
}

export function suspending({ user, name }: Who): PersonDecision {
  return {
    decision: { kind: 'suspend', user },
    title: `Suspend ${name}?`,
    effects: [
      `All devices of ${name} stop at once and are signed out.`,
      'Every conversation drops those devices: the next person who writes takes them out first.',
      'What was read before stays read: nothing that is on those devices is erased.',
      'You can restore them later. They are then added to their rooms again by a moderator.',
    ],
    confirm: 'Suspend',
    danger: true,
    done: `${name} is suspended.`,
    undo: { kind: 'restore', user },
  };
}

export function restoring({ user, name }: Who): PersonDecision {
  return {
    decision: { kind: 'restore', user },
    title: `Restore ${name}?`,
    effects: [
      `The devices of ${name} may sign in again.`,
      'Direct conversations go on when somebody writes. A moderator has to add them to rooms again.',
      'They do not get what was written while they were away.',
    ],
    confirm: 'Restore',
    danger: false,
    done: `${name} is restored.`,
    undo: { kind: 'suspend', user },
  };
}

export function removing({ user, name }: Who): PersonDecision {
  return {
    decision: { kind: 'remove', user },
    title: `Remove ${name} for good?`,
    effects: [
      'This cannot be undone: nobody comes back under the same identity. To have them again, invite them anew.',
      `All devices of ${name} stop at once, and every conversation drops them before anything more is written.`,
      'What was read before stays read: nothing that is on those devices is erased.',
      'Their entries stay in the log, and their messages in the conversations.',
    ],
    confirm: 'Remove for good',
    danger: true,
    done: `${name} is removed.`,
  };
}

const roleEffects: Readonly<Record<Role, string>> = {
  owner: 'Owners decide everything that admins do, name admins and other owners, and decide about admins.',
  admin: 'Admins invite, suspend and remove members and guests, revoke their devices and decide on the policy.',
  member: 'Members write with everybody and make rooms. They decide nothing for others.',
  guest: 'In this version guests can do what members can; the role shows that somebody is from outside.',
};

const roleNames: Readonly<Record<Role, string>> = {
  owner: 'an owner',
  admin: 'an admin',
  member: 'a member',
  guest: 'a guest',
};

export function becoming({ user, name }: Who, before: Role, role: Role): PersonDecision {
  const falls = before === 'owner' || (before === 'admin' && role !== 'owner');
  return {
    decision: { kind: 'role', user, role },
    title: `Make ${name} ${roleNames[role]}?`,
    effects: [
      roleEffects[role],
      ...(falls ? ['Open invitations that they have made for roles above their new one stop working.'] : []),
    ],
    confirm: `Make ${roleNames[role]}`,
    danger: falls,
    done: `${name} is ${roleNames[role]} now.`,
    // Making somebody what they were may need others; where it does, the undo says so.
    undo: { kind: 'role', user, role: before },
  };
}

export function moving(
  { user, name }: Who,
  to: { readonly id: SecurityGroupId; readonly name: string },
): PersonDecision {
  return {
    decision: { kind: 'move', user, group: to.id },
    title: `Move ${name} to ${to.name}?`,
    effects: [
      `The policy of ${to.name} applies to ${name} at once.`,
      'Moving somebody to where the policy asks less needs two admins, so it may not be possible to move them back.',
    ],
    confirm: 'Move',
    danger: false,
    done: `${name} is in ${to.name} now.`,
  };
}

export function revoking({ name }: Who, device: DeviceId, isThis: boolean): PersonDecision {
  return {
    decision: { kind: 'revoke-device', device },
    title: isThis ? 'Revoke this very device?' : `Revoke a device of ${name}?`,
    effects: [
      'This cannot be undone: the device never comes back.',
      ...(isThis
        ? ['You are using it: Tacit stops here as soon as it is done.']
        : ['It stops at once and is signed out.']),
      'Every conversation drops it: the next person who writes takes it out first.',
      'What is on it already is not erased.',
    ],
    confirm: 'Revoke',
    danger: true,
    done: 'The device is revoked.',
  };
}

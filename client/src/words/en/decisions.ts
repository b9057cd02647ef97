import { counting } from './counting.ts';

const roles = {
  owner: 'an owner',
  admin: 'an admin',
  member: 'a member',
  guest: 'a guest',
};
type Role = keyof typeof roles;

/** How decisions are asked for and told. Effects stand in the order in which they happen. */
export const decisions = {
  told: {
    done: 'It is signed and holds now.',
    proposed: 'It is signed and proposed.',
    proposedNext: 'Others have to approve it.',
    signed: 'You have signed it.',
    signedNext: 'It waits for more signatures, or for its day.',
    waits: 'It is signed.',
    waitsNext: (time: string) => `It holds from ${time} on.`,
  },
  suspend: {
    title: (name: string) => `Suspend ${name}?`,
    effects: (name: string): readonly string[] => [
      `All devices of ${name} stop at once and are signed out.`,
      'Every conversation drops those devices: the next person who writes takes them out first.',
      'What was read before stays read: nothing that is on those devices is erased.',
      'You can restore them later. They are then added to their rooms again by a moderator.',
    ],
    done: (name: string) => `${name} is suspended.`,
  },
  restore: {
    title: (name: string) => `Restore ${name}?`,
    effects: (name: string): readonly string[] => [
      `The devices of ${name} may sign in again.`,
      'Direct conversations go on when somebody writes. A moderator has to add them to rooms again.',
      'They do not get what was written while they were away.',
    ],
    done: (name: string) => `${name} is restored.`,
  },
  remove: {
    title: (name: string) => `Remove ${name} for good?`,
    effects: (name: string): readonly string[] => [
      'This cannot be undone: nobody comes back under the same identity. To have them again, invite them anew.',
      `All devices of ${name} stop at once, and every conversation drops them before anything more is written.`,
      'What was read before stays read: nothing that is on those devices is erased.',
      'Their entries stay in the log, and their messages in the conversations.',
    ],
    done: (name: string) => `${name} is removed.`,
  },
  role: {
    title: (name: string, role: Role) => `Make ${name} ${roles[role]}?`,
    effects: {
      owner: 'Owners decide everything that admins do, name admins and other owners, and decide about admins.',
      admin: 'Admins invite, suspend and remove members and guests, revoke their devices and decide on the policy.',
      member: 'Members write with everybody and make rooms. They decide nothing for others.',
      guest: 'In this version guests can do what members can; the role shows that somebody is from outside.',
    },
    invitationsStop: 'Open invitations that they have made for roles above their new one stop working.',
    confirm: (role: Role) => `Make ${roles[role]}`,
    done: (name: string, role: Role) => `${name} is ${roles[role]} now.`,
  },
  move: {
    title: (name: string, group: string) => `Move ${name} to ${group}?`,
    effects: (name: string, group: string): readonly string[] => [
      `The policy of ${group} applies to ${name} at once.`,
      'Moving somebody to where the policy asks less needs two admins, so it may not be possible to move them back.',
    ],
    confirm: 'Move',
    done: (name: string, group: string) => `${name} is in ${group} now.`,
  },
  revoke: {
    title: (name: string) => `Revoke a device of ${name}?`,
    titleThis: 'Revoke this very device?',
    forGood: 'This cannot be undone: the device never comes back.',
    stops: 'It stops at once and is signed out.',
    stopsThis: 'You are using it: Tacit stops here as soon as it is done.',
    effects: [
      'Every conversation drops it: the next person who writes takes it out first.',
      'What is on it already is not erased.',
    ] as readonly string[],
    done: 'The device is revoked.',
  },
  reset: {
    title: 'Lost all devices',
    hint: 'A link with which they come back as the same person, with new keys. Everybody is told.',
    start: 'Give a new identity',
    ask: (name: string) => `Give ${name} a new identity?`,
    make: 'Make the link',
    effects: (name: string): readonly string[] => [
      `Make sure that it is really ${name} who asks you: speak with them, do not only read a message.`,
      `When the link is opened, all old devices of ${name} are revoked, and leave every conversation.`,
      `Everybody’s app tells it, and their safety number with ${name} is a new one.`,
      `Old messages do not come back. Others add ${name} to their rooms again.`,
      `If ${name} has lost nothing, their app tells them, and they can stop it.`,
    ],
    needsOthers: 'It needs others to sign too: one person alone must not be able to take somebody’s place.',
    made: (name: string) => `New identity for ${name}`,
    copy: 'Copy link',
    link: 'Link',
    proposed: 'It works once another admin has approved it',
    proposedNext: 'They find it in their administration. Keep the link until then.',
    onlyNow: 'It is shown only now and works once',
    handOver: (name: string) =>
      `Hand it to ${name} in person, or on a way on which you know their voice or face. Whoever opens it becomes ${name}.`,
  },
  pending: {
    title: 'Waits for signatures',
    hint: 'Proposed, and counts for nothing until enough people have signed it.',
    /** {by} is who proposed it, {names} who have signed it. */
    nobody: (proposed: string, needed: number, ends: string) =>
      `Proposed by {by} ${proposed} · 0 of ${counting.number(needed)} have signed · ends ${ends}`,
    signedBy: (proposed: string, count: number, needed: number, ends: string) =>
      `Proposed by {by} ${proposed} · ${counting.number(count)} of ${counting.number(needed)} have signed: {names} · ends ${ends}`,
    notBefore: (time: string) =>
      `It protects everybody less, so it can hold from ${time} at the earliest. Everybody was told.`,
    bringAbout: 'Approve, so that it holds',
    approveTitle: 'Sign this?',
    withdrawTitle: 'Withdraw this?',
    withdrawn: 'It counts for nothing then, and can be proposed anew.',
    holdsAtOnce: 'With your signature it holds at once, for everybody.',
    holdsLater: 'It holds when the others have signed it, or its day has come.',
  },
};

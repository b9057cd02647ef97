/** What happened in the organisation, entry by entry. Who did it stands beside it; wishes are of what was proposed. */
/** A wish within a sentence. */
const inside = (words: string) => words.charAt(0).toLowerCase() + words.slice(1);

export const trail = {
  somebodyUnknown: 'somebody unknown',
  unknownGroup: 'an unknown group',
  wholeOrganisation: 'the whole organisation',
  invitedSomebody: 'somebody',
  rootKey: 'The root key',
  invitationFor: (name: string) => `The invitation for ${name}`,
  identityReset: 'A reset of the identity',
  roles: { owner: 'owner', admin: 'admin', member: 'member', guest: 'guest' },
  purposes: { bot: 'bot', retention: 'retention' },
  /** Whose policy something is about. */
  locks: 'what is locked for the whole organisation',
  policyOf: (group: string) => `the policy of ${group}`,
  /** What somebody was given, one or several of these. */
  theName: (name: string) => `the name ${name}`,
  theRole: (role: string) => `the role ${role}`,
  theGroup: (group: string) => `the security group ${group}`,
  theDetail: (name: string, text: string) => `the ${name} ${text}`,
  noDetail: (name: string) => `no ${name}`,
  details: { title: 'title', department: 'department', location: 'location', contact: 'contact' },
  done: {
    owners: (names: readonly string[], quorum: number) =>
      `Named as owners: ${names.join(', ')}. ${quorum} of them must sign what owners decide`,
    relayKey: 'Gave the server a new key to sign the log with',
    witnesses: (count: number, required: number) =>
      `Named ${count} witnesses of the log, of whom ${required} must have confirmed it`,
    resetLink: (name: string) => `Made a link that gives ${name} a new identity`,
    invited: (name: string, role: string) => `Invited ${name} as ${role}`,
    gave: (name: string, what: readonly string[]) => `Gave ${name} ${what.join(' and ')}`,
    disclosed: (name: string, purpose: string) => `Declared ${name} to be a ${purpose} service`,
    release: (version: string) => `Approved the release ${version}`,
  },
  wish: {
    owners: (names: readonly string[], quorum: number) =>
      `Name as owners: ${names.join(', ')}, of whom ${quorum} must sign what owners decide`,
    relayKey: 'Give the server a new key to sign the log with',
    witnesses: (count: number, required: number) =>
      `Name ${count} witnesses of the log, of whom ${required} must have confirmed it`,
    resetLink: (name: string) => `Make a link that gives ${name} a new identity`,
    invited: (name: string, role: string) => `Invite ${name} as ${role}`,
    gave: (name: string, what: readonly string[]) => `Give ${name} ${what.join(' and ')}`,
    disclosed: (name: string, purpose: string) => `Declare ${name} to be a ${purpose} service`,
    release: (version: string) => `Approve the release ${version}`,
  },
  founded: (organisation: string, owner: string) => `Founded ${organisation}, with ${owner} as its first owner`,
  confirmed: (policy: string) => `Confirmed ${policy}`,
  changed: (policy: string) => `Changed ${policy}`,
  proposedToWeaken: (policy: string) => `Proposed to weaken ${policy}`,
  approvedFor: (policy: string) => `Approved the proposal for ${policy}`,
  namedGroup: (group: string) => `Named a security group ${group}`,
  withdrewInvitation: (name: string) => `Withdrew the invitation for ${name}`,
  joined: (name: string) => `${name} joined`,
  suspended: (name: string) => `Suspended ${name}`,
  restored: (name: string) => `Restored ${name}`,
  removed: (name: string) => `Removed ${name}`,
  reset: (name: string) => `Reset the identity of ${name}`,
  addedDevice: (name: string) => `Added a device of ${name}`,
  revokedDevice: (name: string) => `Revoked a device of ${name}`,
  aProposal: 'a proposal',
  proposed: (wish: string) => `Proposed: ${inside(wish)}`,
  approved: (wish: string) => `Approved: ${inside(wish)}`,
  enacted: (wish: string) => `Approved, so that it holds: ${inside(wish)}`,
  withdrew: (wish: string) => `Withdrew: ${inside(wish)}`,
};

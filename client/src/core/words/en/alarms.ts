/** What the log says of one's own account, or of what everybody has to know. */
export const alarms = {
  somebody: 'somebody',
  rootKey: 'the root key',
  link: 'a link',
  deviceAdded: 'A device was added to your account. If you did not do that, revoke it at once.',
  ownReset:
    'Your identity was reset and all your devices were revoked. If you did not ask for that, tell your colleagues.',
  reset: (name: string) =>
    `${name} has a new identity and new keys: your safety number with them is another one now. Compare it before you trust it.`,
  ownLinkSigned: (by: readonly string[]) =>
    `A link was made, signed by ${by.join(' and ')}, with which somebody can take your place. If you have not lost your devices, stop it at once in the settings.`,
  ownLinkApproved: (by: readonly string[]) =>
    `A link was made, approved by ${by.join(' and ')}, with which somebody can take your place. If you have not lost your devices, stop it at once in the settings.`,
  linkSigned: (by: readonly string[], name: string) =>
    `A link was made, signed by ${by.join(' and ')}, that gives ${name} a new identity. Ask ${name} in person whether it is right.`,
  linkApproved: (by: readonly string[], name: string) =>
    `A link was made, approved by ${by.join(' and ')}, that gives ${name} a new identity. Ask ${name} in person whether it is right.`,
  deviceRevoked: 'One of your devices was revoked by an admin.',
  suspended: 'Your account was suspended by an admin.',
  restored: 'Your account was restored by an admin.',
  removed: 'Your account was removed by an admin.',
  updated: 'Your name, role or group was changed by an admin.',
  details: 'What the organisation says of you was changed by an admin. Everybody sees it in your profile.',
  disclosed: 'Your account was declared to be a service that reads along.',
  rootUsed: (owners: readonly string[]) =>
    `The root key was used: it has named new owners, ${owners.join(', ')}. If nobody has told you, ask them in person.`,
  ownersChanged: 'The owners of the organisation were changed.',
  fewerOwners: (by: readonly string[], proposed: number, now: number) =>
    `${by.join(' and ')} proposes that ${proposed} instead of ${now} owners decide together. It takes a day and the other owners’ signatures.`,
  ownLinkProposed: (by: readonly string[]) =>
    `${by.join(' and ')} proposes a link with which somebody can take your place. If you have not lost your devices, tell another admin now.`,
};

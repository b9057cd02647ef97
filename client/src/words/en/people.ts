import { counting } from './counting.ts';

/** Everybody of the organisation, one person, and the number that two people compare. */
export const people = {
  title: 'People',
  search: 'Search people',
  nobody: 'Nobody is here yet',
  nobodyNext: 'People appear here as soon as they join.',
  noMatch: 'No name matches',
  noMatchNext: 'Try a part of the name.',
  isMe: '{name} (you)',
  inactive: 'No longer active',
  person: 'Person',
  details: 'Details',
  notInLog: 'This person is not in the organisation’s log.',
  /** @param role as `shared.roles` says it. */
  roleOfMe: (role: string) => `${role} · you`,
  message: 'Message',
  joined: 'Joined',
  devices: 'Devices',
  noDevices: 'None yet',
  sharedRooms: 'Rooms that you share',
  roomsCount: (count: number) =>
    counting.plural(count, { one: '# room that you share', other: '# rooms that you share' }),
  safety: {
    title: 'Safety number',
    changed: 'The number has changed since you compared it',
    changedNext: 'One of you has a new identity. Compare the number again before you trust it.',
    howTo:
      'Compare it with {name} in person or on the phone. If the numbers are the same, nobody can have taken the place of either of you.',
    computing: 'Computing the safety number',
    verified: 'You have verified {name} on this device.',
    takeBack: 'Take back',
    same: 'The numbers are the same',
  },
};

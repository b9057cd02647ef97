import { counting } from './counting.ts';

/** The administration: its pages, and what several of them say. */
export const console = {
  title: 'Administration',
  places: {
    people: 'People',
    owners: 'Owners',
    groups: 'Security groups',
    policy: 'Policy',
    keys: 'Keys',
    invite: 'Invite many',
    log: 'Log',
  },
  role: 'Role',
  roles: { owner: 'Owner', admin: 'Admin', member: 'Member', guest: 'Guest' },
  standings: { active: 'Active', suspended: 'Suspended', removed: 'Removed' },
  group: 'Security group',
  people: (count: number) => counting.plural(count, { one: '# person', other: '# people' }),
  /** A name in a list, of whoever looks at it. */
  isYou: (name: string) => `${name} (you)`,
  /** Of a list that is too long to be shown whole. */
  andMore: (count: number) => `and ${counting.number(count)} more`,
  /** In a line of facts. */
  names: (names: readonly string[]) => names.join(', '),
  preview: 'Preview',
  sign: 'Sign',
  signAndPropose: 'Sign and propose',
  approve: 'Approve',
  withdraw: 'Withdraw',
  done: 'Done',
};

import { console } from './console.ts';
import { counting } from './counting.ts';

/** The list of everybody, and decisions about many of them. */
export const staff = {
  which: 'Which people',
  search: 'Search people',
  all: 'All',
  roles: { owner: 'Owners', admin: 'Admins', member: 'Members', guest: 'Guests' },
  state: 'State',
  order: 'Order',
  orders: { name: 'Name', newest: 'Newest first', oldest: 'Oldest first', devices: 'Most devices' },
  list: 'People',
  foundOf: (found: number, all: number) => `${console.people(found)} of ${counting.number(all)}`,
  nobody: 'Nobody is like this',
  nobodyHint: 'Change the words or the filters.',
  /** Stands after the role and the group. */
  devices: (count: number) => counting.plural(count, { one: '# device', other: '# devices' }),
  chosen: (count: number) => counting.plural(count, { one: '# person is chosen', other: '# people are chosen' }),
  chooseAll: (count: number) => `Choose all ${counting.number(count)} that match`,
  chooseNobody: 'Choose nobody',
  decide: 'Decide',

  decideAbout: (count: number) => `Decide about ${console.people(count)}`,
  what: 'What',
  actions: {
    move: { label: 'Move to a security group', hint: 'Its policy applies to them at once.' },
    role: { label: 'Change the role' },
    suspend: { label: 'Suspend', hint: 'All their devices stop at once. It can be undone.' },
    restore: { label: 'Restore', hint: 'Their devices may sign in again.' },
  },
  nothingToSign: 'Nothing to sign',
  signFor: (count: number) => `Sign for ${console.people(count)}`,
  signed: (count: number) =>
    counting.plural(count, {
      one: 'One entry is signed, one for each person.',
      other: '# entries are signed, one for each person.',
    }),
  already: (count: number) =>
    counting.plural(count, { one: '# person is so already.', other: '# people are so already.' }),
  leftOut: (count: number) =>
    counting.plural(count, {
      one: '# person is left out: removed, or you.',
      other: '# people are left out: removed, or you.',
    }),
  refusedAreTold: 'What the log does not let you decide alone is left out and told.',
  states: { running: 'Signing', over: 'Done', stopped: 'Stopped' },
  stop: 'Stop',
  progress: 'Signed',
  decided: (done: number, total: number) => `${counting.number(done)} of ${counting.number(total)} are decided.`,
  decidedNot: (done: number, total: number, failed: number) =>
    `${counting.number(done)} of ${counting.number(total)} are decided, ${counting.number(failed)} are not.`,
  notBegun: (count: number) => `${counting.number(count)} were not begun.`,
  notDecided: 'Not decided',
};

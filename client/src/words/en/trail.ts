import { counting } from './counting.ts';

/** The log as the audit log. */
export const trail = {
  title: 'The log',
  hint: 'Everything that was decided, by whom and when. Signed, and the same for everybody.',
  which: 'Which entries',
  search: 'Search the log',
  searchHint: 'Words, names, kinds',
  about: 'About',
  everything: 'Everything',
  areas: {
    people: 'People',
    devices: 'Devices',
    invitations: 'Invitations',
    policy: 'Policy',
    organisation: 'Organisation',
  },
  from: 'From',
  until: 'Until',
  found: (count: number) => counting.plural(count, { one: '# entry', other: '# entries' }),
  list: 'Entries of the log',
  newest: (most: number) =>
    `These are the newest ${counting.number(most)}. Narrow the search, or save all of them as a file.`,
  nothing: 'There is nothing.',
  /** {names} are those who signed it, {time} is when. @param index its number in the log. */
  signedBy: (index: number) => `Signed by {names} · {time} · entry ${index}`,
  take: 'Take it away',
  takeHint:
    'The first two hold what is found above, for other programs. The verifiable file holds the whole log with the server’s signature, and can be judged on another machine without the server.',
  saveCsv: 'Save as CSV',
  saveLines: 'Save as JSON Lines',
  saveLog: 'Save the verifiable log',
  saved: 'The file was saved.',
};

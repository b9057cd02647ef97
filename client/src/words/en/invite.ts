import { console } from './console.ts';
import { counting } from './counting.ts';

/** Inviting the people of a file. The words in a file stay as they are in every language. */
export const invite = {
  hint: (most: number) =>
    `One person a line: name, then if you like role and security group, with commas between. At most ${counting.number(most)} at once.`,
  chooseFile: 'Choose a file',
  people: 'People',
  example: 'Chloe Martin,member\nDan Lee,guest',
  changeList: 'Change the list and look again.',
  can: (good: number) => `${counting.number(good)} can be invited`,
  canAndCannot: (good: number, bad: number) =>
    `${counting.number(good)} can be invited, ${counting.number(bad)} cannot: those lines are left out`,
  linksWorkFor: 'The links work for',
  send: (count: number) => `Invite ${console.people(count)}`,
  andMore: (count: number) => `And ${counting.number(count)} more.`,
  made: (count: number) => counting.plural(count, { one: '# invitation was made', other: '# invitations were made' }),
  /** @param why a sentence. */
  restFailed: (why: string) => `The rest failed. ${why}`,
  onlyNow: 'The links are shown only now, and each works once',
  onlyNowNext:
    'Save the file, send each link to its person on a way that you trust, and delete the file then. Whoever opens a link first, joins.',
  save: 'Save the links',

  /** What is wrong with a file, or with a line of it. */
  tooLarge: 'The file is too large. Take at most a megabyte at once.',
  tooMany: (people: number, most: number) =>
    `There are ${console.people(people)} in it. At most ${counting.number(most)} can be invited at once.`,
  nobody: 'There is nobody in it.',
  noName: 'The name is missing.',
  strangeName: (most: number) => `A name is at most ${counting.number(most)} visible characters on one line.`,
  sameName: (line: number) => `The same name stands in line ${counting.number(line)}.`,
  /** @param roles as they are typed. */
  noSuchRole: (roles: readonly string[]) => `You cannot invite as this. Use ${roles.join(', ')}.`,
  noSuchGroup: 'There is no such security group.',
};

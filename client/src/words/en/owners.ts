import { counting } from './counting.ts';

/** Who the owners are, and how many of them must sign. */
export const owners = {
  change: 'Change owners',
  list: 'Owners',
  youAreAdmin: 'Owners decide who they are. You are an admin.',
  nobody: 'There is nobody.',
  ownerNow: 'Owner now',
  howMany: 'How many must sign',
  quorumOf: (quorum: number, all: number) => `${counting.number(quorum)} of ${counting.number(all)}`,
  fewer: 'Fewer must sign then, so it waits a day',
  fewerNext: 'Everybody is told at once that you propose it. It can hold a day from now at the earliest.',
  /** @param quorum at least 2. */
  signFirst: (quorum: number) =>
    counting.plural(quorum, {
      other: '# owners must sign it. You sign first; the others find it in their administration.',
    }),
  thenAdmin: 'Whoever is an owner no more becomes an admin.',

  /** What it means that so many of so many owners must sign. */
  single: {
    title: 'One owner',
    sentence: 'One person decides alone what owners decide.',
    weakness: 'Everything hangs on one person',
    advice:
      'If this owner’s devices are lost, only the printed root key can name another one. Whoever robs this one browser decides everything. Make two more people owners, and let two of them sign together.',
  },
  any: {
    title: (all: number) => `Any one of ${counting.number(all)} owners`,
    sentence: (all: number) => `Each of the ${counting.number(all)} owners decides alone, also about the others.`,
    weakness: 'One robbed browser is enough',
    advice: (all: number) =>
      `Whoever takes over the browser of any one of the ${counting.number(all)} owners can remove the others. Let two of them sign together.`,
  },
  several: {
    title: (quorum: number, all: number) => `${counting.number(quorum)} of ${counting.number(all)} owners`,
    sentence: (quorum: number, all: number) => {
      const none = quorum === 2 ? 'no single one' : `no ${counting.number(quorum - 1)}`;
      return `${counting.number(quorum)} of the ${counting.number(all)} owners must sign what owners decide; ${none} of them can do it alone.`;
    },
  },
  /** How many may be lost. */
  spare: (count: number) =>
    count === 0
      ? 'If one of them is lost, nothing can be decided any more but with the root key.'
      : counting.plural(count, {
          one: 'One of them may be lost, and the others can still replace them.',
          other: '# of them may be lost, and the others can still replace them.',
        }),
  noneSpare: 'No owner may be lost',
  noneSpareAdvice: 'All owners must sign, so one lost device stops everything. Make one more person an owner.',
};

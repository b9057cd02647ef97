/** Why a decision cannot be made, signed or approved. */
export const decisions = {
  outOfRange: 'A value lies outside of its range.',
  noWitness: 'This is not the key of a witness.',
  copyWitness: 'Copy the whole line that the witness prints when it starts: name, sign, and key, with + between.',
  decidedMeanwhile: 'Somebody else has decided on this policy meanwhile. Nothing was changed.',
  lookAtPolicy: 'Look at the policy as it is now, and decide anew.',
  detailTooLong: 'A field of a profile is one line of at most 80 characters.',
  shortenDetail: 'Make it shorter, and take out what cannot be seen.',
  groupTaken: 'Another group has this name.',
  /** What an admin can do about what the log refuses, where its own words do not say it. */
  advice: {
    'not-authorised': {
      sentence: 'You may not decide this. About owners and admins, owners decide.',
      nextStep: 'Ask an owner to do it.',
    },
    'too-few-signatures': {
      sentence: 'More people must sign this than there are who may.',
      nextStep: 'Nothing was changed. Speak with the other owners and admins.',
    },
    'last-owner': {
      sentence: 'The organisation would be left without enough owners who can act.',
      nextStep: 'Make somebody else an owner first.',
    },
    'already-exists': {
      sentence: 'This was signed by you already.',
      nextStep: 'It waits for others, or for its day.',
    },
    'unknown-subject': {
      sentence: 'This was decided already, or there is nothing to decide.',
      nextStep: 'Look again; the page shows what holds now.',
    },
  },
  decideAnew: 'Look again and decide anew.',
  othersSign: 'Others must sign this. Propose it on their own page.',
  signedWaitsForDay: 'You have signed it. It waits for its day, or for more signatures.',
  signedWaits: 'You have signed it. It waits for the others.',
  overtaken:
    'What it rests on was decided otherwise since. It counts for nothing any more; propose it anew if it is still wanted.',
  authorGone: (author: string) => `${author} is no active admin any more, so this proposal counts for nothing.`,
  secondAdmin: 'Another admin has to approve it: two people decide what makes everybody less safe.',
  notNow: 'This cannot be approved now.',
  wrongRootKey: (organisation: string) => `This is not the root key of ${organisation}.`,
  typeAllGroups: 'Type all 14 groups as they stand on the page, or choose the file that was saved with it.',
};

import { console } from './console.ts';
import { counting } from './counting.ts';

/** The policy of a security group: what holds, what waits, and how it is changed. */
export const policy = {
  of: 'Policy of',
  organisation: 'The whole organisation',
  organisationHint: 'What no group’s policy may fall below',
  areas: {
    keys: 'Keys',
    access: 'Access',
    messages: 'Messages',
    files: 'Files',
    rooms: 'Rooms',
    reach: 'Reach',
    notices: 'Notices',
  },
  alone: 'You are the only one who decides',
  aloneNext:
    'What weakens the policy waits a day, so that everybody has notice of it, and needs no second signature as long as there is no second admin. Have at least two.',
  locks:
    'What is locked here holds for every group, also where its own policy asks for less. A group may ask for more. To lock something takes one signature; to loosen a lock takes two admins and a day.',
  heldMeans:
    'Enforced: other people’s apps, or the server, refuse what breaks it. Cooperative: each person’s own app keeps to it, and a modified app could ignore it.',
  /** Who holds people to it. */
  held: { others: 'Enforced', 'own-app': 'Cooperative', relay: 'Enforced by the server' },
  history: 'History',
  historyHint: 'Every decision on this policy, with what it changed and who signed it.',
  historyOf: 'History of the policy',
  unsigned: 'Changes that are not signed',
  notSignedYet: (count: number) =>
    counting.plural(count, { one: '# change, not signed yet', other: '# changes, not signed yet' }),
  discard: 'Discard',
  review: 'Review and sign',

  lockedForAll: 'Locked for every group',
  /** @param value in words, with its unit. */
  lockedAt: (value: string) => `Locked by the organisation: ${value}`,
  setHere: (value: string) => `Set for this group; the organisation has locked ${value}`,
  textHint: 'Plain text. Empty: nothing is shown.',
  linesHint: (most: number, longest: number) =>
    `One a line, at most ${counting.number(most)} of ${counting.number(longest)} characters. Empty: none.`,
  range: {
    more: (least: number, most: number, unit: string) => `${range(least, most, unit)}; more is weaker`,
    less: (least: number, most: number, unit: string) => `${range(least, most, unit)}; less is weaker`,
    /** @param none what 0 means: "Never". */
    orNone: (least: number, most: number, unit: string, none: string) =>
      `${range(least, most, unit)}; more is weaker, and 0 the weakest: ${none}`,
  },
  rangeOfLock: (least: number, most: number, unit: string, none: number) =>
    `${range(least, most, unit)}; ${counting.number(none)} locks nothing`,
  weaker: 'Weaker',
  stronger: 'Stronger',
  /** Of words where there were none. */
  fresh: 'New',
  /** {direction} is one of the two. */
  thanNow: '{direction} than now',
  /** {value} is what is now, in words. */
  thanNowWas: '{direction} than now ({value})',

  wholeNumber: (least: number, most: number) =>
    `Type a whole number from ${counting.number(least)} to ${counting.number(most)}.`,
  wholeNumberOrNone: (least: number, most: number, none: string) =>
    `Type a whole number from ${counting.number(least)} to ${counting.number(most)}, or 0: ${none}.`,
  belowLock: (value: string) => `The organisation has locked this at ${value}: a group can only ask for more.`,
  shorten: (longest: number) =>
    `Shorten it to ${counting.plural(longest, { one: '# character', other: '# characters' })}.`,
  shortenLines: (most: number, longest: number) =>
    `Leave at most ${counting.number(most)} lines of at most ${counting.number(longest)} characters.`,
  networksHint: 'One network a line, such as 10.20.0.0/16. Empty: from anywhere.',
  wrongNetworks:
    'Write networks such as 10.20.0.0/16 or 2001:db8:5::/48, one a line, with nothing set beyond the number after the slash.',
  lockedNetworks: 'The organisation has locked its networks: list only what lies within them.',
  strangeText: 'Take out tabs and invisible characters.',
  lockedText: 'The organisation has locked these words.',

  change: (group: string) => `Change the policy of ${group}`,
  goOn: 'Go on editing',
  /** When a change would hold. */
  ways: {
    now: {
      title: 'It holds at once',
      words:
        'Nothing gets weaker. Everybody who is online gets it as soon as it is signed, the others when they come back.',
      sign: 'Sign',
    },
    delayed: {
      title: 'It holds in a day',
      words:
        'Something gets weaker. There is no second admin, so your signature is enough; everybody has a day’s notice, and you can withdraw it until then.',
      sign: 'Sign, to hold in a day',
    },
    propose: {
      title: 'Another admin has to approve it',
      words:
        'Something gets weaker. It counts for nothing until another admin signs it too, and holds a day after that. You can withdraw it until then.',
      sign: 'Sign and propose',
    },
  },
  appliesTo: (people: number) => `This policy is for ${console.people(people)}.`,
  /** Of one field, where something else is decided or proposed. */
  changeWaits: 'A change of this waits',
  isFor: (people: number) => `It is for ${console.people(people)}.`,
  replacesWaiting: 'It takes the place of the change that waits now.',
  replacesProposal: 'It takes the place of the proposal that waits now.',
  /** @param names of security groups, or the whole organisation. */
  heldUp: (names: string) => `First withdraw what waits for ${names}`,
  heldUpWhy:
    'Something is loosened there, and a change that waits here makes up for it. Without that change people would be less protected, and have no day’s notice. Withdraw the other one first, or keep here as strict what was to become so.',
  goTo: (name: string) => `Go to ${name}`,

  waiting: 'Waiting',
  waitingHint: 'Decided on, and not in effect.',
  /** {by} is who proposed it. @param when "2 hours ago". */
  proposedBy: (when: string) => `Proposed by {by}, ${when}`,
  /** {names} are those who signed it. @param when "in 2 hours"; @param time then. */
  holds: (when: string, time: string) => `Holds ${when}, on ${time}. Signed by {names}`,
  doubtful: (names: string) => `${names} is no active admin any more`,
  doubtfulNext: 'Look at this change again, and withdraw it if you would not sign it yourself.',
  approveTitle: 'Approve this weakening?',
  withdrawTitle: 'Withdraw what waits?',
  signAndApprove: 'Sign and approve',
  /** {group} is the group’s name. */
  approveMeans:
    'With your signature it holds a day from now, for everybody in {group}. Until then any admin can withdraw it.',
  withdrawMeans: 'What holds now goes on to hold. Nothing of what waits comes into effect; it can be decided anew.',
};

function range(least: number, most: number, unit: string): string {
  return `${counting.number(least)} to ${counting.number(most)} ${unit}`.trimEnd();
}

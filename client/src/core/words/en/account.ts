/** What becomes of the account, its storage and its devices in this browser. */
import { counting } from './counting.ts';

const on = (at: string) => (at === '' ? '' : ` on ${at} UTC`);
const by = (names: readonly string[], own: boolean) =>
  names.length === 0 ? '' : own ? ' by yourself, or with your key' : ` by ${counting.list(names)}`;

/** From the worst to the best. */
const ratings: readonly [string, string, string, string, string] = [
  'Too easy to guess.',
  'Too easy to guess. Add more words.',
  'Good enough.',
  'Good.',
  'Very good.',
];

export const account = {
  /** Of something that was stored, which this version of the app cannot say. */
  withoutWords: 'Something happened that this version of Tacit has no words for.',
  lockDamaged: 'The lock of this browser’s storage is damaged.',
  storageDamaged: 'What is stored in this browser is damaged.',
  storageNewer: 'A newer version of Tacit has written here.',
  storageUnavailable: 'This browser does not let the app store anything.',
  cannotStart: 'The app cannot start here. A browser without WebAssembly, or a page that came incomplete, does that.',
  unreachable: 'The server cannot be reached.',
  stale: 'The server has not confirmed the organisation’s log for too long, so sending is paused.',
  unwitnessed:
    'The witnesses that your organisation asks for have not confirmed its log for too long, so sending is paused.',
  withheld: 'The server keeps back a part of the organisation’s log that a colleague has seen, so sending is paused.',
  logNotVerified: 'The server’s log could not be verified.',
  suspended: 'Your account is suspended.',
  unprovenRevoked:
    'The server says that this device was removed, and shows no decision that proves it. Nothing was deleted.',
  unprovenSuspended: 'The server says that your account is suspended, and shows no decision that proves it.',
  decided: 'An admin of your organisation has decided it.',
  /** Why this device is shut out, by whom, and at what time in UTC; the time is empty where it is not known. */
  farewell: {
    removed: (where: string, names: readonly string[], own: boolean, at: string) =>
      `Your account was removed from ${where}${by(names, own)}${on(at)}.`,
    revoked: (names: readonly string[], own: boolean, at: string) =>
      `This device was removed from your account${by(names, own)}${on(at)}.`,
    suspended: (names: readonly string[], own: boolean, at: string) =>
      `Your account was suspended${by(names, own)}${on(at)}.`,
    deleted: 'Everything of it was deleted from this browser.',
    deletedOf: (where: string) => `Everything of ${where} was deleted from this browser.`,
    kept: 'What is in this browser is kept and locked until you are restored.',
    /** `names` are of some that can be asked; nobody: an owner. */
    ask: (names: readonly string[]) =>
      `Ask ${names.length === 0 ? 'an owner' : counting.either(names)} if this surprises you.`,
  },
  wiped:
    'The passphrase was wrong too often in a row. Your organisation has decided that a browser then deletes what it holds.',
  triesLeft: (left: number) =>
    counting.plural(left, {
      one: 'One try is left. Then this browser deletes what it holds.',
      other: '# tries are left. Then this browser deletes what it holds.',
    }),
  ratings,
  charactersMissing: (count: number) =>
    counting.plural(count, { one: '# more character needed.', other: '# more characters needed.' }),
  devicesFull: (most: number) =>
    `Your organisation lets each person have ${counting.plural(most, { one: 'one device', other: '# devices' })}. Remove one of yours first.`,
  notItself: 'A device cannot remove itself. Use another of yours.',
  safetyChanged: 'The safety number has changed meanwhile.',
  compareAnew: 'Look at it again, and compare it anew.',
  /** What stands on the sheet that an owner keeps. */
  rootKeyOf: (organisation: string) => `Root key of ${organisation}`,
  publicKey: (key: string) => `Public key: ${key}`,
  rootKeyUse:
    'If all owners are ever lost, only this key can name new ones. Keep it offline, where only owners can reach it.',
};

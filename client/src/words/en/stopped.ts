import { counting } from './counting.ts';

const attack =
  'Nothing more is sent from here. Save the evidence and tell an owner in person: the server may be under attack.';

export const stopped = {
  /** Why the app has stopped for good, and what to do. */
  reasons: {
    'log-fork': { title: 'The server contradicts itself', next: attack },
    'log-shrunk': { title: 'The server hides entries it had shown', next: attack },
    'log-refused': {
      title: 'The server sent a log that breaks the rules',
      next: 'Nothing more is sent from here. Save the evidence and tell an owner in person.',
    },
    'other-organisation': {
      title: 'This is another organisation’s server',
      next: 'Check the address. If it is right, the server was set up anew: tell an owner.',
    },
    'device-revoked': {
      title: 'This browser was signed out',
      next: 'If that surprises you, speak with an owner or admin. They can invite you again.',
    },
    'user-removed': {
      title: 'Your account was closed',
      next: 'If that surprises you, speak with an owner or admin.',
    },
    'rolled-back': {
      title: 'This browser’s storage is older than it should be',
      next: 'It was probably restored from a backup. Going on would endanger your messages: ask an owner or admin to invite you again.',
    },
    suspended: {
      title: 'Your account is suspended',
      next: 'Nothing was deleted. When you have been restored, reload this page; if it surprises you, speak with an owner or admin.',
    },
    wiped: {
      title: 'This browser has deleted what it held',
      next: 'To come back, link it from another of your devices, or ask an owner or admin to invite you again. If it was not you who typed, tell them: somebody sat at this computer.',
    },
    'storage-corrupted': {
      title: 'What is stored here is damaged',
      next: 'Ask an owner or admin to invite you again. Colleagues keep what they have received.',
    },
    'storage-newer': {
      title: 'A newer version of Tacit was used here',
      next: 'Reload the page. If that does not help, tell whoever runs the server that its app is older than yours.',
    },
    'storage-unavailable': {
      title: 'This browser does not let Tacit store anything',
      next: 'Leave private browsing, or allow this page to store data, and reload.',
    },
    'unsupported-browser': {
      title: 'This browser is too old for Tacit',
      next: 'Use a current Chrome, Edge, Firefox or Safari.',
    },
  },
  noticed: (time: string, what: string) => `Noticed ${time}. ${what}`,
  saveEvidence: 'Save the evidence',
  starting: 'Starting',
  elsewhere: 'Tacit is open in another tab',
  goThere: 'Continue there, or close that tab: this one then takes over by itself.',
  unreachable: 'The server does not answer',
  checkNetwork: 'Check your network connection.',
  nextAttempt: (seconds: number) => `The next attempt is in ${counting.length(seconds, 'second')}.`,
  tryNow: 'Try now',
};

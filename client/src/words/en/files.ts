import { counting } from './counting.ts';

/** Files: before they are sent, in messages, and in the list of a conversation. */
export const files = {
  drop: 'Drop files here to add them to your message',
  toSend: (count: number) => counting.plural(count, { one: '# file to send', other: '# files to send' }),
  preparing: (name: string) => `Preparing ${name}`,
  leaving: 'Your message goes as soon as its files are ready.',
  remove: (name: string) => `Remove ${name}`,
  asFile: (name: string) => `Send ${name} as a file, unchanged`,
  asPhoto: (name: string) => `Send ${name} as a photo`,
  /** Of photos: what stands in them besides the picture. */
  leftOut: 'Place and camera are left out',
  kept: 'Unchanged, with place and camera if it holds them',

  off: 'Your organisation does not allow files.',
  offNext: 'Say it in words, or ask an administrator.',
  tooLarge: (name: string, size: string) => `${name} is too large: ${size}.`,
  tooLargeNext: (most: string) => `Your organisation allows up to ${most}. Make it smaller, or share it in parts.`,
  tooMany: 'One message carries at most 10 files.',
  tooManyNext: 'Send these first, and the others after them.',
  unreadable: (name: string) => `${name} could not be read.`,
  unreadableNext: 'Choose it again. Of a folder, make an archive first.',

  open: (name: string) => `Open ${name}`,
  show: (size: string) => `Show photo, ${size}`,
  fetching: (name: string) => `Fetching ${name}`,
  sending: (name: string) => `Sending ${name}`,
  stop: 'Stop',
  cancel: 'Cancel sending',
  save: (name: string) => `Save ${name}`,
  gone: 'No longer available',
  goneWhy: 'It was kept for a limited time, and nobody here has fetched it before.',
  noImage: 'This is not a picture that can be shown',
  noSaving: 'Your organisation does not let the app save files.',

  photos: 'Photos',
  previous: 'Previous photo',
  next: 'Next photo',
  /** How large a photo is shown. */
  actual: 'Actual size',
  fit: 'Fit to the page',
  place: (at: number, of: number) => `${counting.number(at)} of ${counting.number(of)}`,

  title: 'Files',
  reading: 'Looking for files',
  none: 'No files yet',
  noneWhy: 'What is sent here is listed until it disappears.',
  goTo: (name: string) => `${name}, go to the message`,
};

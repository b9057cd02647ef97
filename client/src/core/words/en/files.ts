import { counting } from './counting.ts';

/** What stands for files where there are no words, and what of files cannot be done. */
export const files = {
  photo: 'Photo',
  photos: (count: number) => counting.plural(count, { one: '# photo', other: '# photos' }),
  file: (name: string) => `File ${name}`,
  files: (count: number) => counting.plural(count, { one: '# file', other: '# files' }),
  tooLarge: (megabytes: number) => `This file is too large. The largest that can be sent has ${megabytes} MB.`,
  tooMany: (most: number) => `A message takes ${most} files at most.`,
  unreadable: 'This file could not be read.',
  addAgain: 'This file is no longer there.',
  atOnce: 'A message with files is sent at once.',
  notHere: 'This file is not on this device.',
  another: 'What the server gave is not the file that was sent. It was not kept.',
  askSender: 'Try again; if it stays, ask whoever sent it to send it again.',
  notFetched: 'This file could not be fetched.',
};

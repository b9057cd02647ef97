import { counting } from './counting.ts';

/** An open conversation: what stands around its messages. What is in braces is drawn there. */
export const conversation = {
  direct: 'Direct conversation',
  people: (count: number) => counting.plural(count, { one: '# person', other: '# people' }),
  closed: 'Closed',
  toAnswer: (count: number) => `${count} to answer`,
  back: 'Back to conversations',
  hideDetails: 'Hide details',
  showDetails: 'Show details',
  earlierComing: 'Earlier messages are being fetched',
  earlierGoing: 'Earlier messages are being shared',
  opening: 'Opening the conversation',
  beginning: (name: string) => `This is the beginning with ${name}`,
  readByBoth: 'What you write here can be read by the two of you and by nobody else.',
  readByRoom: 'What you write here can be read by the people of this room and by nobody else.',
  reaching: 'Still reaching the others’ devices',
  sentWhenReached: 'What you write now is sent as soon as one of them can receive it.',
  synchronising: 'This device is being re-synchronised',
  sentWhenBack: 'It fell out of step. A colleague’s device lets it in again; what you write is sent then.',

  messages: 'Messages',
  loadingOlder: 'Loading older messages',
  new: 'New',
  toLatest: 'Jump to latest',
  newMessages: (count: number) => counting.plural(count, { one: '# new message', other: '# new messages' }),
  /** @param count of those who write; of more than two, the others are counted. */
  writing: (count: number) => {
    if (count < 2) return '{first} is writing';
    if (count === 2) return '{first} and {second} are writing';
    return `{first}, {second} and ${count - 2} more are writing`;
  },

  thread: 'Thread',
  openingThread: 'Opening the thread',
  nothingOfThread: 'Nothing of this thread is on this device',
  saidBefore: 'It was said before you came here.',

  goToDay: 'Go to a day',
  day: 'Day',
  go: 'Go',
  cancel: 'Cancel',
  firstOfDay: 'You get to the first message of that day, or the next one after it.',
  chooseDay: 'Choose a day first.',
  nothingSince: 'Nothing was said on that day or later. Choose an earlier one.',

  /** Who is mentioned, where that is not known here. */
  somebody: 'somebody',

  messageIn: (title: string) => `Message in ${title}`,
  openLink: 'Open this link?',
  copyAddress: 'Copy address',
  open: 'Open',
  leadsTo: 'It leads to {place}',
  linkWarnings: {
    'user-part': 'The part before the @ sign is not the place that it leads to.',
    'other-alphabets': 'The name has letters of other alphabets, which can look like familiar ones.',
    numeric: 'It leads to a numeric address instead of a name.',
    'not-encrypted': 'The connection is not encrypted.',
  },
};

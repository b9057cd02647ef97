import { counting } from './counting.ts';

/** @param when "2 hours ago". */
const cosigned = (entries: number, when: string) =>
  counting.plural(entries, { one: `Cosigned # entry ${when}`, other: `Cosigned # entries ${when}` });

/** Those who watch the log from machines of their own. */
export const witness = {
  title: 'Witnesses',
  hintNone:
    'Small programs on other people’s machines that confirm that the server shows everybody the same log. None has to confirm it now.',
  hint: (required: number, all: number) =>
    `${counting.number(required)} of ${counting.number(all)} must have confirmed the newest log, else nobody’s app sends: so the server cannot show people different ones.`,
  add: 'Add a witness',
  unseen: 'This device has seen nothing of it yet',
  cosigned,
  cosignedFewer: (entries: number, when: string, fewer: number) =>
    `${cosigned(entries, when)}, ${counting.number(fewer)} fewer than there are`,
  remove: 'Remove',
  removeOne: (name: string) => `Remove ${name}`,
  removeTitle: (name: string) => `Remove ${name}?`,
  removed: 'What it has cosigned counts no more. Its key cannot be named again.',
  removedFewer: (left: number) =>
    `Only ${counting.number(left)} of those left can be asked for then, so a server that shows people different logs is found later.`,
  howMany: 'How many must have confirmed',
  none: 'None',
  countOf: (count: number, all: number) => `${counting.number(count)} of ${counting.number(all)}`,
  askTitle: (count: number) =>
    count === 0
      ? 'Ask for no witness?'
      : counting.plural(count, { one: 'Ask for one witness?', other: 'Ask for # witnesses?' }),
  more: 'From then on nobody’s app sends while too few of them confirm the log. Make sure that they run: the list says when this device has last seen each.',
  fewer: 'A server that shows people different logs is found later then.',
  key: 'Its key',
  keyHint: 'The line that the witness prints when it starts: name, key id and key, with + between.',
  addHint: 'Nothing depends on it until you ask for it. Ask once it has cosigned for a while.',
};

/** Founding links: the one-time code that whoever started the relay opens the app with. */

const PREFIX = '#found/';
const CODE = /^[A-Za-z0-9_-]{1,64}$/;

/** Whether a fragment looks like a founding link, so that it must be taken out of the address bar. */
export function isFoundingFragment(fragment: string): boolean {
  return fragment.startsWith(PREFIX);
}

/** The code of a founding link; undefined when the link was cut off or is none. */
export function parseFoundingFragment(fragment: string): string | undefined {
  const code = isFoundingFragment(fragment) ? fragment.slice(PREFIX.length) : '';
  return CODE.test(code) ? code : undefined;
}

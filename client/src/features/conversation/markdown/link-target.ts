/** Where a link really leads, and whether its words say so. */

/** A link that may be opened. */
export interface LinkTarget {
  /** Absolute, as the browser will open it. International names stand in their ASCII form. */
  readonly href: string;
  /** What a person looks at to know where it leads: the host, or the mail address. */
  readonly place: string;
  /** Why to look twice; empty for an ordinary link. */
  readonly warnings: readonly LinkWarning[];
}

/** What may mislead about a link; "not-encrypted" does not. */
export type LinkWarning = 'user-part' | 'other-alphabets' | 'numeric' | 'not-encrypted';

// Other schemes run script (javascript:, data:, blob:), open programs, or name files of this computer.
const SCHEMES = new Set(['https:', 'http:', 'mailto:']);
const LENGTH = 4_096;

// What turns text around or cannot be seen has no place in an address.
const DECEIVING = /[\p{Cc}\p{Cf}\p{Z}]/u;

/** Parses `raw` into a target; undefined when it must not be a link. */
export function parseLinkTarget(raw: string): LinkTarget | undefined {
  if (raw.length > LENGTH || DECEIVING.test(raw)) return undefined;
  if (!URL.canParse(raw)) return undefined;
  const url = new URL(raw);
  if (!SCHEMES.has(url.protocol)) return undefined;
  if (url.protocol === 'mailto:') {
    const address = url.pathname;
    return address === '' ? undefined : { href: url.href, place: decoded(address), warnings: [] };
  }
  if (url.host === '') return undefined;
  const warnings: LinkWarning[] = [];
  if (url.username !== '' || url.password !== '') {
    warnings.push('user-part');
  }
  if (/(^|\.)xn--/.test(url.hostname)) {
    warnings.push('other-alphabets');
  }
  if (/^[\d.]+$|^\[/.test(url.hostname)) warnings.push('numeric');
  if (url.protocol === 'http:') warnings.push('not-encrypted');
  return { href: url.href, place: url.host, warnings };
}

function decoded(text: string): string {
  try {
    const plain = decodeURIComponent(text);
    return DECEIVING.test(plain) ? text : plain;
  } catch {
    return text;
  }
}

/** Whether `words` are the target itself, so that who reads them has read where it leads. */
export function saysItsTarget(words: string, target: LinkTarget): boolean {
  const same = (text: string) => text.replace(/^mailto:/, '').replace(/\/$/, '');
  return same(words.trim()) === same(target.href);
}

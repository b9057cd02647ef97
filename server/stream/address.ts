/** Addresses of people, as far as a stream may keep them. */
import { isIPv4, isIPv6 } from 'node:net';

export type AddressDetail = 'none' | 'network' | 'full';

/**
 * `address` as far as `detail` says. The network is what a provider gives to a customer or more: the first three bytes of an
 * IPv4 address, the first three groups of an IPv6 address.
 */
export function shownAddress(address: string, detail: AddressDetail): string | undefined {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '');
  if (detail === 'none') return undefined;
  if (isIPv4(plain)) return detail === 'full' ? plain : `${plain.split('.').slice(0, 3).join('.')}.0/24`;
  if (!isIPv6(plain)) return undefined;
  // `%` and what follows names an interface of this machine.
  const [bare = ''] = plain.split('%');
  return detail === 'full' ? bare : `${firstGroups(bare).join(':')}::/48`;
}

function firstGroups(address: string): string[] {
  const [head = '', tail = ''] = address.split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail === '' ? [] : tail.split(':');
  const missing = address.includes('::') ? Math.max(0, 8 - left.length - right.length) : 0;
  const all = [...left, ...Array<string>(missing).fill('0'), ...right];
  return all.slice(0, 3).map((group) => Number.parseInt(group, 16).toString(16));
}

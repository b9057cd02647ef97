/**
 * Where the relay may be sent by a device. The endpoint of a subscription is an address that a device chooses and the relay
 * calls: without bounds it would be a way into the operator's own network (server-side request forgery, T-PUSH-01).
 */
import { BlockList, isIP } from 'node:net';
import { wireLimits } from '#shared/wire/index.ts';

/** A host that may be called: `push.example.org`, `*.example.org` for those below it, with `:port` for another than 443. */
interface PushHost {
  readonly name: string;
  readonly below: boolean;
  readonly port: string;
}

/** Parses what the settings have checked (`pushHosts`). */
function pushHost(text: string): PushHost {
  const [host = '', port = ''] = text.toLowerCase().split(':');
  const below = host.startsWith('*.');
  return { name: below ? host.slice(1) : host, below, port: port === '443' ? '' : port };
}

/** The endpoint as an address that may be called; undefined when it is not one. */
export function parseEndpoint(text: string, allowed: readonly string[]): URL | undefined {
  if (text.length > wireLimits.pushEndpointChars || !URL.canParse(text)) return undefined;
  const url = new URL(text);
  // Credentials and fragments have no use there; an address in digits would not be looked up, and so not be judged.
  if (url.protocol !== 'https:' || url.username !== '' || url.password !== '' || url.hash !== '') return undefined;
  if (isIP(url.hostname) !== 0 || url.hostname.startsWith('[')) return undefined;
  const fits = ({ name, below, port }: PushHost): boolean =>
    port === url.port && (below ? url.hostname.endsWith(name) : url.hostname === name);
  return allowed.map(pushHost).some(fits) ? url : undefined;
}

const notPublic = new BlockList();
for (const [net, bits] of [
  // RFC 6890 and the registries that it began: this network, private, shared, loopback, link-local, documentation,
  // benchmarks, multicast, reserved.
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
] as const) {
  notPublic.addSubnet(net, bits, 'ipv4');
}
for (const [net, bits] of [
  // Of global unicast (2000::/3): special assignments, documentation, and what leads to an IPv4 address.
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const) {
  notPublic.addSubnet(net, bits, 'ipv6');
}
const globalUnicast = new BlockList();
globalUnicast.addSubnet('2000::', 3, 'ipv6');

/** Whether an address is one of the public internet, and so none of the operator's own network. */
export function isPublicAddress(address: string): boolean {
  switch (isIP(address)) {
    case 4:
      return !notPublic.check(address, 'ipv4');
    case 6:
      return globalUnicast.check(address, 'ipv6') && !notPublic.check(address, 'ipv6');
    default:
      return false;
  }
}

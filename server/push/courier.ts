/**
 * Hands a wake-up to a push service (RFC 8030 §5): a request without a body, which names nobody. What comes back is read up
 * to its headers, and no redirect is followed: it could lead into the operator's own network.
 */
import { lookup as dnsLookup, type LookupAddress, type LookupOptions } from 'node:dns';
import { request } from 'node:https';
import { isPublicAddress } from './endpoint.ts';
import type { Vapid } from './vapid.ts';

/** From the beginning of the name's lookup to the headers of the answer, in ms. */
const DEADLINE_MS = 10_000;
const RETRY_AFTER_MAX_MS = 3_600_000;

/** What became of a wake-up. */
export type Handed =
  | { readonly kind: 'taken' }
  /** The subscription is void for good. */
  | { readonly kind: 'gone' }
  /** Not now. `whose`: this subscription, or all of that service. */
  | { readonly kind: 'later'; readonly whose: 'subscription' | 'service'; readonly afterMs: number | undefined };

export interface Wake {
  readonly endpoint: URL;
  /** Random for each device: a newer wake-up takes the place of one that waits at the service (RFC 8030 §5.4). */
  readonly topic: string;
  readonly ttlSeconds: number;
}

export interface Courier {
  /** Never throws. */
  hand(wake: Wake): Promise<Handed>;
}

/** What a test puts in the place of the public internet. No setting leads here. */
export interface Internet {
  /** In the place of the system's certificate authorities. */
  readonly ca?: string;
  /** In the place of the system's name lookup. */
  readonly addressesOf?: (host: string) => readonly LookupAddress[];
  /** In the place of `isPublicAddress`. */
  readonly isPublic?: (address: string) => boolean;
}

export function createCourier(vapid: Vapid, now: () => number, internet: Internet = {}): Courier {
  const lookup = publicLookup(internet);
  return {
    hand: ({ endpoint, topic, ttlSeconds }) =>
      new Promise((resolve) => {
        const later: Handed = { kind: 'later', whose: 'service', afterMs: undefined };
        const post = request({
          method: 'POST',
          host: endpoint.hostname,
          port: endpoint.port === '' ? 443 : Number(endpoint.port),
          path: `${endpoint.pathname}${endpoint.search}`,
          headers: {
            Authorization: vapid.authorization(endpoint.origin),
            TTL: String(ttlSeconds),
            Urgency: 'normal',
            Topic: topic,
            'Content-Length': '0',
          },
          // Judged when the connection is made, by the address that is then used: a name that changes its address between
          // a check and a call (DNS rebinding) wins nothing.
          lookup,
          agent: false,
          minVersion: 'TLSv1.2',
          maxHeaderSize: 16_384,
          signal: AbortSignal.timeout(DEADLINE_MS),
          ...(internet.ca === undefined ? {} : { ca: internet.ca }),
        });
        post.once('error', () => resolve(later));
        post.once('response', (response) => {
          resolve(judge(response.statusCode ?? 0, response.headers['retry-after'], now()));
          response.destroy();
        });
        post.end();
      }),
  };
}

function judge(status: number, retryAfter: string | undefined, now: number): Handed {
  if (status >= 200 && status < 300) return { kind: 'taken' };
  if (status === 404 || status === 410) return { kind: 'gone' };
  // A redirect, or the service's own trouble, is about all of its subscriptions; the rest about this one.
  const whose = status >= 400 && status < 500 ? 'subscription' : 'service';
  return { kind: 'later', whose, afterMs: waitOf(retryAfter, now) };
}

/** RFC 9110 §10.2.3: seconds, or a date. */
function waitOf(text: string | undefined, now: number): number | undefined {
  if (text === undefined) return undefined;
  const ms = /^\d{1,9}$/.test(text) ? Number(text) * 1_000 : Date.parse(text) - now;
  return Number.isNaN(ms) ? undefined : Math.min(Math.max(ms, 0), RETRY_AFTER_MAX_MS);
}

type Found = (error: NodeJS.ErrnoException | null, address: string | LookupAddress[], family?: number) => void;

/** A lookup that finds public addresses only. */
function publicLookup({ addressesOf, isPublic = isPublicAddress }: Internet) {
  return (host: string, options: LookupOptions, found: Found): void => {
    const answer = (all: readonly LookupAddress[]): void => {
      const open = all.filter(({ address }) => isPublic(address));
      const [first] = open;
      if (first === undefined) {
        const error: NodeJS.ErrnoException = new Error('the name leads to no public address');
        found(error, '');
      } else if (options.all === true) found(null, open);
      else found(null, first.address, first.family);
    };
    if (addressesOf !== undefined) {
      // As the system's own: never in the turn of the call.
      setImmediate(() => answer(addressesOf(host)));
      return;
    }
    dnsLookup(host, { ...options, all: true }, (error, all) => {
      if (error === null) answer(all);
      else found(error, '');
    });
  };
}

/**
 * Where a browser without an account and the device that is to link it meet: two sockets, and bytes between them that this
 * process cannot read. In memory only. Each rendezvous serves one device, once, for two minutes, and holds little; what is
 * over is remembered a while by its name, so that whoever comes late is told why.
 */
import { encodeBase64url } from '#shared/encoding/index.ts';
import { RelayError, wireLimits } from '#shared/wire/index.ts';

/** How many may stand at once, and of one address: strangers open them. */
const STANDING_MAX = 512;
const OF_ADDRESS_MAX = 20;
/** Of how many that are over is remembered how, and for how long, in ms. */
const OVER_MAX = 2_048;
const OVER_MS = 10 * 60_000;

export type Over = 'left' | 'expired';

export interface RendezvousOutlet<Socket> {
  message(to: Socket, message: Uint8Array): void;
  over(to: Socket, why: Over): void;
}

/** @typeParam Socket what a side is; told apart by identity. */
export interface Rendezvous<Socket extends object> {
  /** @throws RelayError `already-used`, `rate-limited`. */
  open(by: Socket, address: string, name: Uint8Array, message: Uint8Array): { readonly forMs: number };
  /** What the opener has left for whoever joins. @throws RelayError `no-rendezvous`, `expired`, `already-used`. */
  join(by: Socket, name: Uint8Array): Uint8Array;
  /** @throws RelayError `no-rendezvous`, `rate-limited`. */
  send(by: Socket, message: Uint8Array): void;
  /** Ends the rendezvous of this socket, and tells the other side. */
  leave(by: Socket): void;
  has(socket: Socket): boolean;
  /** Ends those whose time is over. */
  sweep(): void;
  close(): void;
}

interface Standing<Socket> {
  readonly name: string;
  readonly address: string;
  readonly until: number;
  readonly message: Uint8Array;
  readonly opener: Socket;
  joiner: Socket | undefined;
  readonly sent: Map<Socket, number>;
  readonly timer: ReturnType<typeof setTimeout>;
}

export function createRendezvous<Socket extends object>(
  now: () => number,
  outlet: RendezvousOutlet<Socket>,
): Rendezvous<Socket> {
  const standing = new Map<string, Standing<Socket>>();
  const bySocket = new Map<Socket, Standing<Socket>>();
  const over = new Map<string, { readonly code: 'expired' | 'already-used'; readonly at: number }>();

  const end = (one: Standing<Socket>, why: Over, by?: Socket): void => {
    clearTimeout(one.timer);
    standing.delete(one.name);
    over.set(one.name, { code: one.joiner === undefined ? 'expired' : 'already-used', at: now() });
    for (const oldest of over.keys()) {
      if (over.size <= OVER_MAX) break;
      over.delete(oldest);
    }
    for (const side of [one.opener, one.joiner]) {
      if (side === undefined) continue;
      bySocket.delete(side);
      if (side !== by) outlet.over(side, why);
    }
  };

  /** The name of one that stands. @throws RelayError that says why none does. */
  const find = (name: string): Standing<Socket> => {
    const one = standing.get(name);
    if (one !== undefined && one.until > now()) return one;
    if (one !== undefined) end(one, 'expired');
    const past = over.get(name);
    if (past !== undefined && past.at + OVER_MS > now()) throw new RelayError(past.code);
    throw new RelayError('no-rendezvous');
  };

  const leave = (by: Socket): void => {
    const one = bySocket.get(by);
    if (one !== undefined) end(one, 'left', by);
  };

  return {
    open(by, address, bytes, message) {
      leave(by);
      const name = encodeBase64url(bytes);
      // A name serves once: who has seen one could otherwise wait under it for the person's device (replay).
      if (standing.has(name) || over.has(name)) throw new RelayError('already-used');
      const ofAddress = [...standing.values()].filter((one) => one.address === address).length;
      if (standing.size >= STANDING_MAX || ofAddress >= OF_ADDRESS_MAX) {
        throw new RelayError('rate-limited', { retryAfterMs: wireLimits.rendezvousMs });
      }
      const forMs = wireLimits.rendezvousMs;
      const one: Standing<Socket> = {
        name,
        address,
        until: now() + forMs,
        message,
        opener: by,
        joiner: undefined,
        sent: new Map(),
        timer: setTimeout(() => end(one, 'expired'), forMs),
      };
      one.timer.unref?.();
      standing.set(name, one);
      bySocket.set(by, one);
      return { forMs };
    },
    join(by, bytes) {
      leave(by);
      const one = find(encodeBase64url(bytes));
      // The first device, and nobody after it.
      if (one.joiner !== undefined) throw new RelayError('already-used');
      one.joiner = by;
      bySocket.set(by, one);
      return one.message;
    },
    send(by, message) {
      const one = bySocket.get(by);
      const other = one?.opener === by ? one.joiner : one?.opener;
      if (one === undefined || other === undefined) throw new RelayError('no-rendezvous');
      const sent = (one.sent.get(by) ?? 0) + 1;
      if (sent > wireLimits.rendezvousMessages) throw new RelayError('rate-limited', { retryAfterMs: 1_000 });
      one.sent.set(by, sent);
      outlet.message(other, message);
    },
    leave,
    has: (socket) => bySocket.has(socket),
    sweep() {
      for (const one of [...standing.values()]) if (one.until <= now()) end(one, 'expired');
      for (const [name, { at }] of over) if (at + OVER_MS <= now()) over.delete(name);
    },
    close() {
      for (const { timer } of standing.values()) clearTimeout(timer);
      standing.clear();
      bySocket.clear();
    },
  };
}

/**
 * Who may make which call: the one table. A call without a row does not compile, and no handler is entered before its row
 * has been read.
 */
import type { CallName } from '#shared/wire/index.ts';

/** What a socket is: nobody yet, or what it has proven. */
export type Caller = 'stranger' | 'founder' | 'invitation' | 'device' | 'former';

export interface Access {
  readonly who: readonly Caller[];
  /** How many points of the caller's allowance it costs. */
  readonly cost: number;
  /** Of an allowance of its own: who sends or fetches a file must still be able to send a message. */
  readonly purse?: 'pieces';
  /** Its answer is large: refused while more frames than this still wait to be read. */
  readonly heavy?: number;
}

/** Pages of megabytes, and pieces of 128 KiB, that may wait for one reader. */
const PAGES_WAITING_MAX = 4;
const PIECES_WAITING_MAX = 32;

const anyone = ['stranger', 'founder', 'invitation', 'device', 'former'] as const;
const device = ['device'] as const;

export const access: { readonly [Name in CallName]: Access } = {
  'session.challenge': { who: anyone, cost: 1 },
  'session.signIn': { who: anyone, cost: 3 },
  'log.append': { who: ['founder', 'invitation', 'device'], cost: 20 },
  'log.since': { who: ['invitation', 'device', 'former'], cost: 5, heavy: PAGES_WAITING_MAX },
  'keyPackages.publish': { who: device, cost: 20 },
  'keyPackages.claim': { who: device, cost: 5 },
  'group.create': { who: device, cost: 5 },
  'group.commit': { who: device, cost: 5 },
  'group.send': { who: device, cost: 1 },
  'group.readd': { who: device, cost: 5 },
  'group.since': { who: device, cost: 5, heavy: PAGES_WAITING_MAX },
  'group.ack': { who: device, cost: 1 },
  'group.leave': { who: device, cost: 5 },
  'welcome.pending': { who: device, cost: 5, heavy: PAGES_WAITING_MAX },
  'welcome.ack': { who: device, cost: 1 },
  'push.standing': { who: device, cost: 5 },
  'push.register': { who: device, cost: 20 },
  'push.withdraw': { who: device, cost: 5 },
  'blob.begin': { who: device, cost: 5 },
  'blob.put': { who: device, cost: 1, purse: 'pieces' },
  'blob.get': { who: device, cost: 1, purse: 'pieces', heavy: PIECES_WAITING_MAX },
  'blob.erase': { who: device, cost: 2 },
  signal: { who: device, cost: 1 },
  'link.open': { who: ['stranger'], cost: 10 },
  'link.join': { who: device, cost: 20 },
  'link.send': { who: ['stranger', 'device'], cost: 2 },
  'link.close': { who: ['stranger', 'device'], cost: 1 },
};

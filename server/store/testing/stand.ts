/** What the suites of the contract stand on: a store that is fresh for each test, with a group of two devices in it. */
import { afterEach, beforeEach } from 'vitest';
import { encodeBase64url } from '#shared/encoding/index.ts';
import { type DeviceId, type GroupId, parseId } from '#shared/ids/index.ts';
import type { NewEnvelope, Store, StoreTransactor } from '../contract.ts';

const id = (number: number): string => {
  const bytes = new Uint8Array(16);
  new DataView(bytes.buffer).setUint32(0, number);
  return encodeBase64url(bytes);
};
const device = (number: number) => parseId<DeviceId>(id(number));
export const group = parseId<GroupId>(id(1_000));
export const other = parseId<GroupId>(id(1_001));
export const [ana, ben, chloe] = [device(1), device(2), device(3)];
export const FAR = 10_000_000;
export const page = [1_000, 1 << 30] as const;

export function message(number: number, changes: Partial<NewEnvelope> = {}): NewEnvelope {
  return { epoch: 0n, kind: 'application', message: Uint8Array.of(number), at: 5, expiresAt: FAR, ...changes };
}

export interface Stand {
  /** As it is now: another one after `restart`. */
  readonly store: Store;
  write<T>(work: (transactor: StoreTransactor) => T): Promise<T>;
  /** Which envelopes of `group` there are. */
  seqs(after?: number, upTo?: number): number[];
  /** Closes the store, and opens what it left behind. */
  restart(): Promise<void>;
}

/** `open` gives a fresh store each time; `reopen` closes one and opens what it left behind. */
export function standOn(open: () => Store, reopen: (store: Store) => Promise<Store>): Stand {
  let store: Store;
  beforeEach(async () => {
    store = open();
    await store.transact((transactor) => {
      transactor.createGroup(group);
      transactor.join(group, ana, 0);
      transactor.join(group, ben, 0);
    });
  });
  afterEach(() => store.close());
  return {
    get store() {
      return store;
    },
    write: (work) => store.transact(work),
    seqs: (after = 0, upTo = FAR) => store.read.envelopes(group, after, upTo, ...page).map(({ seq }) => seq),
    async restart() {
      store = await reopen(store);
    },
  };
}

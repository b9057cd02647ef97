/** What every store has to keep of its contract; run against each implementation. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { encodeBase64url } from '#shared/encoding/index.ts';
import { type DeviceId, type GroupId, parseId } from '#shared/ids/index.ts';
import type { NewEnvelope, Store, StoredBlob, StoreTransactor } from '../contract.ts';

const id = (number: number): string => {
  const bytes = new Uint8Array(16);
  new DataView(bytes.buffer).setUint32(0, number);
  return encodeBase64url(bytes);
};
const device = (number: number) => parseId<DeviceId>(id(number));
const group = parseId<GroupId>(id(1_000));
const other = parseId<GroupId>(id(1_001));
const [ana, ben, chloe] = [device(1), device(2), device(3)];
const FAR = 10_000_000;
const page = [1_000, 1 << 30] as const;

function message(number: number, changes: Partial<NewEnvelope> = {}): NewEnvelope {
  return { epoch: 0n, kind: 'application', message: Uint8Array.of(number), at: 5, expiresAt: FAR, ...changes };
}

/** `open` gives a fresh store each time; `reopen` closes one and opens what it left behind. */
export function describeStore(open: () => Store, reopen: (store: Store) => Promise<Store>): void {
  let store: Store;
  const write = <T>(work: (transactor: StoreTransactor) => T): Promise<T> => store.transact(work);
  const seqs = (after = 0, upTo = FAR) => store.read.envelopes(group, after, upTo, ...page).map(({ seq }) => seq);

  beforeEach(async () => {
    store = open();
    await write((transactor) => {
      transactor.createGroup(group);
      transactor.join(group, ana, 0);
      transactor.join(group, ben, 0);
    });
  });
  afterEach(() => store.close());

  describe('transactions', () => {
    it('undo a piece of work that throws, and only that one', async () => {
      const results = await Promise.allSettled([
        write((transactor) => transactor.appendEnvelope(group, message(1))),
        write((transactor) => {
          transactor.appendEnvelope(group, message(2));
          throw new RangeError('no');
        }),
        write((transactor) => transactor.appendEnvelope(group, message(3))),
      ]);
      expect(results.map((result) => (result.status === 'fulfilled' ? result.value : result.reason))).toEqual([
        1,
        new RangeError('no'),
        2,
      ]);
      expect(store.read.envelopes(group, 0, FAR, ...page).map((envelope) => envelope.message[0])).toEqual([1, 3]);
    });

    it('show each piece of work what came before it, and readers only what is durable', async () => {
      const first = write((transactor) => transactor.appendEnvelope(group, message(1)));
      const second = write((transactor) => transactor.group(group)?.head);
      expect(store.read.group(group)?.head).toBe(0);
      expect(await Promise.all([first, second])).toEqual([1, 1]);
      expect(store.read.group(group)?.head).toBe(1);
    });

    it('keep everything over a restart', async () => {
      await write((transactor) => {
        transactor.appendEnvelope(group, message(7));
        transactor.setSetting('name', Uint8Array.of(1, 2));
        transactor.appendLog(0, [Uint8Array.of(9)]);
        transactor.acceptClientSeq(ana, 5);
        transactor.setEpoch(group, 3n);
      });
      store = await reopen(store);
      expect(store.read.envelopes(group, 0, FAR, ...page)).toEqual([
        { group, seq: 1, epoch: 0n, kind: 'application', message: Uint8Array.of(7), at: 5 },
      ]);
      expect(store.read.setting('name')).toEqual(Uint8Array.of(1, 2));
      expect(store.read.logEnvelopes(0, 10)).toEqual([Uint8Array.of(9)]);
      expect(store.read.group(group)).toEqual({ epoch: 3n, head: 1 });
      expect(store.read.clientSeqStanding(ana, 5)).toBe('accepted');
    });

    it('finish what was asked for when they are closed, and refuse what comes later', async () => {
      const asked = write((transactor) => transactor.appendEnvelope(group, message(1)));
      await store.close();
      expect(await asked).toBe(1);
      await expect(write(() => 1)).rejects.toMatchObject({ code: 'closed' });
      store = await reopen(store);
      expect(seqs()).toEqual([1]);
    });
  });

  describe('the log', () => {
    it('grows only from where the writer saw it', async () => {
      await write((transactor) => transactor.appendLog(0, [Uint8Array.of(1), Uint8Array.of(2)]));
      await expect(write((transactor) => transactor.appendLog(1, [Uint8Array.of(3)]))).rejects.toMatchObject({
        code: 'conflict',
      });
      expect(store.read.logSize()).toBe(2);
      expect(store.read.logEnvelopes(1, 5)).toEqual([Uint8Array.of(2)]);
      expect(store.read.logEnvelopes(0, 1)).toEqual([Uint8Array.of(1)]);
    });
  });

  describe('groups', () => {
    it('exist once', async () => {
      await expect(write((transactor) => transactor.createGroup(group))).rejects.toMatchObject({ code: 'conflict' });
      await expect(write((transactor) => transactor.appendEnvelope(other, message(1)))).rejects.toMatchObject({
        code: 'conflict',
      });
      expect(store.read.group(other)).toBeNull();
    });

    it('number their envelopes without a gap, each group for itself', async () => {
      await write((transactor) => transactor.createGroup(other));
      const numbers = await Promise.all(
        [group, other, group, group].map((one) => write((transactor) => transactor.appendEnvelope(one, message(1)))),
      );
      expect(numbers).toEqual([1, 1, 2, 3]);
    });

    it('give pages by place, count and size, and always at least one', async () => {
      await write((transactor) => {
        for (let number = 1; number <= 5; number += 1) {
          transactor.appendEnvelope(group, message(number, { message: new Uint8Array(100).fill(number) }));
        }
      });
      const ask = (...from: [number, number, number, number]) =>
        store.read.envelopes(group, ...from).map(({ seq }) => seq);
      expect(ask(0, 5, 10, 250)).toEqual([1, 2]);
      expect(ask(0, 5, 10, 1)).toEqual([1]);
      expect(ask(2, 4, 10, 1_000)).toEqual([3, 4]);
      expect(ask(2, 5, 1, 1_000)).toEqual([3]);
      expect(ask(5, 5, 10, 1_000)).toEqual([]);
      expect(store.read.findEnvelope(group, 0n, new Uint8Array(100).fill(3))).toBe(3);
      expect(store.read.findEnvelope(group, 1n, new Uint8Array(100).fill(3))).toBeNull();
      expect(store.read.findEnvelope(group, 0n, new Uint8Array(99).fill(3))).toBeNull();
    });

    it('tell who is in them, and who may read how far', async () => {
      await write((transactor) => {
        transactor.appendEnvelope(group, message(1));
        transactor.appendEnvelope(group, message(2));
        transactor.leave(group, ben, 2);
        transactor.join(group, chloe, 2);
        transactor.appendEnvelope(group, message(3));
      });
      expect(store.read.roster(group).toSorted()).toEqual([ana, chloe].toSorted());
      expect(store.read.place(group, ben)).toEqual({ joinedAt: 0, leftAt: 2, cursor: 0 });
      expect(store.read.place(group, chloe)).toEqual({ joinedAt: 2, leftAt: null, cursor: 2 });
      expect(store.read.placesOf(ben)).toEqual([{ group, head: 2, cursor: 0, epoch: 0n, left: true }]);
      expect(store.read.placesOf(chloe)).toEqual([{ group, head: 3, cursor: 2, epoch: 0n, left: false }]);
      expect(store.read.place(other, ana)).toBeNull();

      await write((transactor) => transactor.join(group, ben, 3));
      expect(store.read.place(group, ben)).toEqual({ joinedAt: 3, leftAt: null, cursor: 3 });
    });

    it('come in the order in which something was last put into them, the newest first', async () => {
      const order = () => store.read.placesOf(ana).map((one) => one.group);
      await write((transactor) => {
        transactor.createGroup(other);
        transactor.join(other, ana, 0);
        transactor.appendEnvelope(group, message(1));
        transactor.appendEnvelope(other, message(2));
      });
      expect(order()).toEqual([other, group]);
      await write((transactor) => transactor.appendEnvelope(group, message(3)));
      expect(order()).toEqual([group, other]);
    });

    it('forget one who leaves by itself, and go with the last', async () => {
      await write((transactor) => {
        transactor.appendEnvelope(group, message(1));
        transactor.putWelcome(group, 1, Uint8Array.of(1), [chloe], 1);
        transactor.forgetPlace(group, ben);
        transactor.forgetPlace(group, ben);
        transactor.forgetPlace(group, chloe);
      });
      expect(store.read.roster(group)).toEqual([ana]);
      expect(store.read.placesOf(ben)).toEqual([]);
      expect(seqs()).toEqual([1]);
      await write((transactor) => transactor.forgetPlace(group, ana));
      expect(store.read.group(group)).toBeNull();
      expect(seqs()).toEqual([]);
      expect(store.read.countWelcomes(chloe)).toBe(0);
    });

    it('go when the last device in them is forgotten, the next time that something is swept', async () => {
      await write((transactor) => {
        transactor.appendEnvelope(group, message(1));
        for (const device of [ana, ben]) transactor.forgetDevice(device);
        transactor.expire(1, 0);
      });
      expect(store.read.group(group)).toBeNull();
    });

    it('move cursors forward only, and not past what may be read', async () => {
      await write((transactor) => {
        for (const number of [1, 2, 3]) transactor.appendEnvelope(group, message(number));
        transactor.leave(group, ben, 2);
        transactor.acknowledge(group, ana, 2);
        transactor.acknowledge(group, ana, 1);
        transactor.acknowledge(group, ben, 3);
      });
      expect(store.read.place(group, ana)?.cursor).toBe(2);
      expect(store.read.place(group, ben)?.cursor).toBe(2);
      await write((transactor) => transactor.acknowledge(group, ana, 99));
      expect(store.read.place(group, ana)?.cursor).toBe(3);
    });
  });

  describe('sweeping', () => {
    it('removes an envelope when everyone who may read it has acknowledged it, not before', async () => {
      await write((transactor) => {
        for (const number of [1, 2, 3]) transactor.appendEnvelope(group, message(number));
        transactor.acknowledge(group, ana, 3);
        transactor.acknowledge(group, ben, 1);
      });
      expect(await write((transactor) => transactor.sweepAcknowledged([group]))).toBe(1);
      expect(seqs()).toEqual([2, 3]);
    });

    it('keeps for one who has left what came before, and nothing else', async () => {
      await write((transactor) => {
        for (const number of [1, 2]) transactor.appendEnvelope(group, message(number));
        transactor.leave(group, ben, 2);
        transactor.appendEnvelope(group, message(3));
        transactor.acknowledge(group, ana, 3);
        transactor.sweepAcknowledged([group]);
      });
      expect(seqs()).toEqual([1, 2]);
      await write((transactor) => {
        transactor.acknowledge(group, ben, 2);
        transactor.sweepAcknowledged([group]);
      });
      expect(seqs()).toEqual([]);
      expect(store.read.place(group, ben)).toBeNull();
    });

    it('with a limit removes the oldest so far, and the rest when called again', async () => {
      await write((transactor) => {
        for (const number of [1, 2, 3]) transactor.appendEnvelope(group, message(number));
        for (const device of [ana, ben]) transactor.acknowledge(group, device, 3);
      });
      expect(await write((transactor) => transactor.sweepAcknowledged([group], 2))).toBe(2);
      expect(seqs()).toEqual([3]);
      expect(await write((transactor) => transactor.sweepAcknowledged([group], 2))).toBe(1);
      expect(await write((transactor) => transactor.sweepAcknowledged([group], 2))).toBe(0);
    });

    it('removes what has expired, whoever lacks it', async () => {
      await write((transactor) => {
        transactor.appendEnvelope(group, message(1, { expiresAt: 10 }));
        transactor.appendEnvelope(group, message(2));
        transactor.putWelcome(group, 1, Uint8Array.of(1), [chloe], 5);
        transactor.leave(group, ben, 1);
      });
      expect(await write((transactor) => transactor.expire(9, 4))).toBe(0);
      expect(store.read.countWelcomes(chloe)).toBe(1);
      expect(await write((transactor) => transactor.expire(10, 5))).toBe(1);
      expect(seqs()).toEqual([2]);
      expect(store.read.countWelcomes(chloe)).toBe(0);
      expect(store.read.place(group, ben)).toBeNull();
    });
  });

  describe('sequence numbers of clients', () => {
    it('are recognised when they come again, in any order', async () => {
      expect(store.read.highestClientSeq(chloe)).toBe(0);
      expect(store.read.clientSeqStanding(chloe, 1)).toBe('new');
      await write((transactor) => {
        transactor.acceptClientSeq(chloe, 1);
        transactor.acceptClientSeq(chloe, 4);
      });
      expect([1, 2, 3, 4, 5].map((seq) => store.read.clientSeqStanding(chloe, seq))).toEqual([
        'accepted',
        'new',
        'new',
        'accepted',
        'new',
      ]);
      await write((transactor) => transactor.acceptClientSeq(chloe, 5_000));
      expect(store.read.clientSeqStanding(chloe, 4)).toBe('forgotten');
      expect(store.read.highestClientSeq(chloe)).toBe(5_000);
    });
  });

  describe('key packages', () => {
    const keyPackage = (ref: number, lastResort = false, notAfter = FAR) => ({
      bytes: Uint8Array.of(ref, ref),
      ref: new Uint8Array(32).fill(ref),
      notAfter,
      lastResort,
    });

    it('are given out once, also when two ask at the same time; the last-resort one again and again', async () => {
      await write((transactor) => {
        for (const ref of [1, 2]) transactor.putKeyPackage(ana, keyPackage(ref));
        transactor.putKeyPackage(ana, keyPackage(3, true));
      });
      expect(store.read.availableKeyPackages(ana, 0)).toBe(2);
      const claims = await Promise.all(
        [1, 2, 3, 4].map(() => write((transactor) => transactor.claimKeyPackage(ana, 0))),
      );
      expect(claims).toEqual([
        { bytes: Uint8Array.of(1, 1), lastResort: false },
        { bytes: Uint8Array.of(2, 2), lastResort: false },
        { bytes: Uint8Array.of(3, 3), lastResort: true },
        { bytes: Uint8Array.of(3, 3), lastResort: true },
      ]);
      expect(store.read.availableKeyPackages(ana, 0)).toBe(0);
      expect(store.read.keptKeyPackages(ana)).toBe(1);
    });

    it('do not come back when they are published again after a claim, even over a restart', async () => {
      await write((transactor) => transactor.putKeyPackage(ana, keyPackage(1)));
      await write((transactor) => transactor.claimKeyPackage(ana, 0));
      store = await reopen(store);
      await write((transactor) => transactor.putKeyPackage(ana, keyPackage(1)));
      expect(await write((transactor) => transactor.claimKeyPackage(ana, 0))).toBeNull();
    });

    it('are not given out past their time, nor after their device was dropped', async () => {
      await write((transactor) => transactor.putKeyPackage(ana, keyPackage(1, false, 10)));
      expect(store.read.availableKeyPackages(ana, 10)).toBe(0);
      expect(await write((transactor) => transactor.claimKeyPackage(ana, 10))).toBeNull();
      await write((transactor) => transactor.putKeyPackage(ana, keyPackage(2, true)));
      await write((transactor) => transactor.dropKeyPackages(ana));
      expect(await write((transactor) => transactor.claimKeyPackage(ana, 0))).toBeNull();
    });
  });

  describe('Welcomes', () => {
    it('wait for each device until it has them', async () => {
      await write((transactor) => {
        transactor.putWelcome(group, 4, Uint8Array.of(1), [ana, ben], 5);
        transactor.putWelcome(group, 6, Uint8Array.of(2, 2), [ana], 6);
      });
      const [first, second] = store.read.welcomes(ana, 10, 1_000);
      expect(first).toMatchObject({ group, seq: 4, message: Uint8Array.of(1) });
      expect(second).toMatchObject({ group, seq: 6, message: Uint8Array.of(2, 2) });
      expect(store.read.welcomes(ana, 1, 1_000)).toHaveLength(1);
      expect(store.read.welcomes(ana, 10, 1)).toHaveLength(1);
      // What waits for others is not one's own to remove.
      await write((transactor) => transactor.acknowledgeWelcomes(chloe, [first?.id ?? -1]));
      await write((transactor) => transactor.acknowledgeWelcomes(ana, [first?.id ?? -1]));
      expect([ana, ben].map((one) => store.read.countWelcomes(one))).toEqual([1, 1]);
    });
  });

  describe('push subscriptions', () => {
    const at = (path: string) => ({ endpoint: `https://push.example.org/${path}`, topic: 'topic' });

    it('are one for each device, the newest, and stay over a restart', async () => {
      await write((transactor) => {
        transactor.putPushSubscription(ana, at('1'));
        transactor.putPushSubscription(ana, at('2'));
        // One that has never been heard of otherwise.
        transactor.putPushSubscription(chloe, at('3'));
      });
      store = await reopen(store);
      expect([ana, ben, chloe].map((one) => store.read.pushSubscription(one))).toEqual([at('2'), null, at('3')]);
      await write((transactor) => transactor.dropPushSubscription(ana));
      expect(store.read.pushSubscription(ana)).toBeNull();
    });

    it('are found by group, of those who are in it now', async () => {
      await write((transactor) => {
        for (const one of [ana, ben, chloe]) transactor.putPushSubscription(one, at('1'));
      });
      expect(store.read.pushDevices(group).toSorted()).toEqual([ana, ben].toSorted());
      await write((transactor) => transactor.leave(group, ben, 0));
      expect(store.read.pushDevices(group)).toEqual([ana]);
      expect(store.read.pushDevices(other)).toEqual([]);
    });
  });

  describe('blobs', () => {
    const name = (number: number): Uint8Array => new Uint8Array(16).fill(number);
    const blob = (changes: Partial<StoredBlob> = {}): StoredBlob => ({
      bytes: 10_000,
      pieces: 4,
      have: 0,
      erase: new Uint8Array(32).fill(9),
      at: 5,
      expiresAt: null,
      ...changes,
    });
    const over = (...times: readonly [number, number, number, number]) =>
      store.read
        .blobsOver(...times)
        .map((one) => one[0])
        .toSorted();

    it('are known by name, as they were written last, over a restart too', async () => {
      await write((transactor) => {
        transactor.putBlob(name(1), blob());
        transactor.putBlob(name(1), blob({ have: 2, at: 7, expiresAt: 100 }));
        transactor.putBlob(name(2), blob({ bytes: Number.MAX_SAFE_INTEGER - 10_000 }));
      });
      store = await reopen(store);
      expect(store.read.blob(name(1))).toEqual(blob({ have: 2, at: 7, expiresAt: 100 }));
      expect(store.read.blob(name(3))).toBeNull();
      expect(store.read.blobSums()).toEqual({ bytes: Number.MAX_SAFE_INTEGER, missing: 6 });
      await write((transactor) => {
        transactor.dropBlob(name(2));
        transactor.dropBlob(name(3));
      });
      expect(store.read.blob(name(2))).toBeNull();
      expect(store.read.blobSums()).toEqual({ bytes: 10_000, missing: 2 });
    });

    it('are none at first', () => {
      expect(store.read.blobSums()).toEqual({ bytes: 0, missing: 0 });
      expect(over(FAR, FAR, FAR, 10)).toEqual([]);
    });

    it('are over when they were to go, and whole and unfinished ones when their time has passed', async () => {
      await write((transactor) => {
        transactor.putBlob(name(1), blob({ have: 4, at: 10 }));
        transactor.putBlob(name(2), blob({ have: 3, at: 10 }));
        transactor.putBlob(name(3), blob({ have: 4, at: 10, expiresAt: 20 }));
        transactor.putBlob(name(4), blob({ have: 1, at: 10, expiresAt: 21 }));
      });
      expect(over(19, 9, 9, 10)).toEqual([]);
      expect(over(20, 9, 9, 10)).toEqual([3]);
      expect(over(21, 9, 9, 10)).toEqual([3, 4]);
      expect(over(0, 10, 9, 10)).toEqual([1, 3]);
      expect(over(0, 9, 10, 10)).toEqual([2, 4]);
      expect(over(FAR, FAR, FAR, 3)).toHaveLength(3);
    });
  });

  it('forgets a device that will never come back', async () => {
    await write((transactor) => {
      transactor.putPushSubscription(ben, { endpoint: 'https://push.example.org/1', topic: 'topic' });
      transactor.putWelcome(group, 4, Uint8Array.of(1), [ben], 5);
      transactor.appendEnvelope(group, message(1));
      transactor.acknowledge(group, ana, 1);
      transactor.forgetDevice(ben);
      transactor.sweepAcknowledged([group]);
    });
    expect(store.read.countWelcomes(ben)).toBe(0);
    expect(store.read.pushSubscription(ben)).toBeNull();
    expect(store.read.placesOf(ben)).toEqual([]);
    expect(seqs()).toEqual([]);
  });
}

/** What every store keeps for devices: what they have called, what others take of them, and what waits for them. */
import { describe, expect, it } from 'vitest';
import { ana, ben, chloe, FAR, group, message, other, type Stand } from './stand.ts';

export function describeDevices(stand: Stand): void {
  const { seqs, write } = stand;

  describe('sequence numbers of clients', () => {
    it('are recognised when they come again, in any order', async () => {
      expect(stand.store.read.highestClientSeq(chloe)).toBe(0);
      expect(stand.store.read.clientSeqStanding(chloe, 1)).toBe('new');
      await write((transactor) => {
        transactor.acceptClientSeq(chloe, 1);
        transactor.acceptClientSeq(chloe, 4);
      });
      expect([1, 2, 3, 4, 5].map((seq) => stand.store.read.clientSeqStanding(chloe, seq))).toEqual([
        'accepted',
        'new',
        'new',
        'accepted',
        'new',
      ]);
      await write((transactor) => transactor.acceptClientSeq(chloe, 5_000));
      expect(stand.store.read.clientSeqStanding(chloe, 4)).toBe('forgotten');
      expect(stand.store.read.highestClientSeq(chloe)).toBe(5_000);
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
      expect(stand.store.read.availableKeyPackages(ana, 0)).toBe(2);
      const claims = await Promise.all(
        [1, 2, 3, 4].map(() => write((transactor) => transactor.claimKeyPackage(ana, 0))),
      );
      expect(claims).toEqual([
        { bytes: Uint8Array.of(1, 1), lastResort: false },
        { bytes: Uint8Array.of(2, 2), lastResort: false },
        { bytes: Uint8Array.of(3, 3), lastResort: true },
        { bytes: Uint8Array.of(3, 3), lastResort: true },
      ]);
      expect(stand.store.read.availableKeyPackages(ana, 0)).toBe(0);
      expect(stand.store.read.keptKeyPackages(ana)).toBe(1);
    });

    it('do not come back when they are published again after a claim, even over a restart', async () => {
      await write((transactor) => transactor.putKeyPackage(ana, keyPackage(1)));
      await write((transactor) => transactor.claimKeyPackage(ana, 0));
      await stand.restart();
      await write((transactor) => transactor.putKeyPackage(ana, keyPackage(1)));
      expect(await write((transactor) => transactor.claimKeyPackage(ana, 0))).toBeNull();
    });

    it('are not given out past their time, nor after their device was dropped', async () => {
      await write((transactor) => transactor.putKeyPackage(ana, keyPackage(1, false, 10)));
      expect(stand.store.read.availableKeyPackages(ana, 10)).toBe(0);
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
      const [first, second] = stand.store.read.welcomes(ana, 10, 1_000);
      expect(first).toMatchObject({ group, seq: 4, message: Uint8Array.of(1) });
      expect(second).toMatchObject({ group, seq: 6, message: Uint8Array.of(2, 2) });
      expect(stand.store.read.welcomes(ana, 1, 1_000)).toHaveLength(1);
      expect(stand.store.read.welcomes(ana, 10, 1)).toHaveLength(1);
      // What waits for others is not one's own to remove.
      await write((transactor) => transactor.acknowledgeWelcomes(chloe, [first?.id ?? -1]));
      await write((transactor) => transactor.acknowledgeWelcomes(ana, [first?.id ?? -1]));
      expect([ana, ben].map((one) => stand.store.read.countWelcomes(one))).toEqual([1, 1]);
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
      await stand.restart();
      expect([ana, ben, chloe].map((one) => stand.store.read.pushSubscription(one))).toEqual([at('2'), null, at('3')]);
      await write((transactor) => transactor.dropPushSubscription(ana));
      expect(stand.store.read.pushSubscription(ana)).toBeNull();
    });

    it('are found by group, of those who are in it now', async () => {
      await write((transactor) => {
        for (const one of [ana, ben, chloe]) transactor.putPushSubscription(one, at('1'));
      });
      expect(stand.store.read.pushDevices(group).toSorted()).toEqual([ana, ben].toSorted());
      await write((transactor) => transactor.leave(group, ben, 0));
      expect(stand.store.read.pushDevices(group)).toEqual([ana]);
      expect(stand.store.read.pushDevices(other)).toEqual([]);
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
    expect(stand.store.read.countWelcomes(ben)).toBe(0);
    expect(stand.store.read.pushSubscription(ben)).toBeNull();
    expect(stand.store.read.placesOf(ben)).toEqual([]);
    expect(seqs()).toEqual([]);
  });
}

/** What every store keeps for groups: envelopes in order, who may read them and how far they are, and what may go. */
import { describe, expect, it } from 'vitest';
import { ana, ben, chloe, group, message, other, type Stand } from './stand.ts';

export function describeGroups(stand: Stand): void {
  const { seqs, write } = stand;

  describe('groups', () => {
    it('exist once', async () => {
      await expect(write((transactor) => transactor.createGroup(group))).rejects.toMatchObject({ code: 'conflict' });
      await expect(write((transactor) => transactor.appendEnvelope(other, message(1)))).rejects.toMatchObject({
        code: 'conflict',
      });
      expect(stand.store.read.group(other)).toBeNull();
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
        stand.store.read.envelopes(group, ...from).map(({ seq }) => seq);
      expect(ask(0, 5, 10, 250)).toEqual([1, 2]);
      expect(ask(0, 5, 10, 1)).toEqual([1]);
      expect(ask(2, 4, 10, 1_000)).toEqual([3, 4]);
      expect(ask(2, 5, 1, 1_000)).toEqual([3]);
      expect(ask(5, 5, 10, 1_000)).toEqual([]);
      expect(stand.store.read.findEnvelope(group, 0n, new Uint8Array(100).fill(3))).toBe(3);
      expect(stand.store.read.findEnvelope(group, 1n, new Uint8Array(100).fill(3))).toBeNull();
      expect(stand.store.read.findEnvelope(group, 0n, new Uint8Array(99).fill(3))).toBeNull();
    });

    it('tell who is in them, and who may read how far', async () => {
      await write((transactor) => {
        transactor.appendEnvelope(group, message(1));
        transactor.appendEnvelope(group, message(2));
        transactor.leave(group, ben, 2);
        transactor.join(group, chloe, 2);
        transactor.appendEnvelope(group, message(3));
      });
      expect(stand.store.read.roster(group).toSorted()).toEqual([ana, chloe].toSorted());
      expect(stand.store.read.place(group, ben)).toEqual({ joinedAt: 0, leftAt: 2, cursor: 0 });
      expect(stand.store.read.place(group, chloe)).toEqual({ joinedAt: 2, leftAt: null, cursor: 2 });
      expect(stand.store.read.placesOf(ben)).toEqual([{ group, head: 2, cursor: 0, epoch: 0n, left: true }]);
      expect(stand.store.read.placesOf(chloe)).toEqual([{ group, head: 3, cursor: 2, epoch: 0n, left: false }]);
      expect(stand.store.read.place(other, ana)).toBeNull();

      await write((transactor) => transactor.join(group, ben, 3));
      expect(stand.store.read.place(group, ben)).toEqual({ joinedAt: 3, leftAt: null, cursor: 3 });
    });

    it('come in the order in which something was last put into them, the newest first', async () => {
      const order = () => stand.store.read.placesOf(ana).map((one) => one.group);
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
      expect(stand.store.read.roster(group)).toEqual([ana]);
      expect(stand.store.read.placesOf(ben)).toEqual([]);
      expect(seqs()).toEqual([1]);
      await write((transactor) => transactor.forgetPlace(group, ana));
      expect(stand.store.read.group(group)).toBeNull();
      expect(seqs()).toEqual([]);
      expect(stand.store.read.countWelcomes(chloe)).toBe(0);
    });

    it('go when the last device in them is forgotten, the next time that something is swept', async () => {
      await write((transactor) => {
        transactor.appendEnvelope(group, message(1));
        for (const device of [ana, ben]) transactor.forgetDevice(device);
        transactor.expire(1, 0);
      });
      expect(stand.store.read.group(group)).toBeNull();
    });

    it('move cursors forward only, and not past what may be read', async () => {
      await write((transactor) => {
        for (const number of [1, 2, 3]) transactor.appendEnvelope(group, message(number));
        transactor.leave(group, ben, 2);
        transactor.acknowledge(group, ana, 2);
        transactor.acknowledge(group, ana, 1);
        transactor.acknowledge(group, ben, 3);
      });
      expect(stand.store.read.place(group, ana)?.cursor).toBe(2);
      expect(stand.store.read.place(group, ben)?.cursor).toBe(2);
      await write((transactor) => transactor.acknowledge(group, ana, 99));
      expect(stand.store.read.place(group, ana)?.cursor).toBe(3);
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
      expect(stand.store.read.place(group, ben)).toBeNull();
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
      expect(stand.store.read.countWelcomes(chloe)).toBe(1);
      expect(await write((transactor) => transactor.expire(10, 5))).toBe(1);
      expect(seqs()).toEqual([2]);
      expect(stand.store.read.countWelcomes(chloe)).toBe(0);
      expect(stand.store.read.place(group, ben)).toBeNull();
    });
  });
}

/** What every store has to keep of its contract; run against each implementation. */
import { describe, expect, it } from 'vitest';
import type { Store } from '../contract.ts';
import { describeBlobs } from './blobs-suite.ts';
import { describeDevices } from './devices-suite.ts';
import { describeGroups } from './groups-suite.ts';
import { ana, FAR, group, message, page, standOn } from './stand.ts';

/** `open` gives a fresh store each time; `reopen` closes one and opens what it left behind. */
export function describeStore(open: () => Store, reopen: (store: Store) => Promise<Store>): void {
  const stand = standOn(open, reopen);
  const { write, seqs } = stand;

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
      expect(stand.store.read.envelopes(group, 0, FAR, ...page).map((envelope) => envelope.message[0])).toEqual([1, 3]);
    });

    it('show each piece of work what came before it, and readers only what is durable', async () => {
      const first = write((transactor) => transactor.appendEnvelope(group, message(1)));
      const second = write((transactor) => transactor.group(group)?.head);
      expect(stand.store.read.group(group)?.head).toBe(0);
      expect(await Promise.all([first, second])).toEqual([1, 1]);
      expect(stand.store.read.group(group)?.head).toBe(1);
    });

    it('keep everything over a restart', async () => {
      await write((transactor) => {
        transactor.appendEnvelope(group, message(7));
        transactor.setSetting('name', Uint8Array.of(1, 2));
        transactor.appendLog(0, [Uint8Array.of(9)]);
        transactor.acceptClientSeq(ana, 5);
        transactor.setEpoch(group, 3n);
      });
      await stand.restart();
      expect(stand.store.read.envelopes(group, 0, FAR, ...page)).toEqual([
        { group, seq: 1, epoch: 0n, kind: 'application', message: Uint8Array.of(7), at: 5 },
      ]);
      expect(stand.store.read.setting('name')).toEqual(Uint8Array.of(1, 2));
      expect(stand.store.read.logEnvelopes(0, 10)).toEqual([Uint8Array.of(9)]);
      expect(stand.store.read.group(group)).toEqual({ epoch: 3n, head: 1 });
      expect(stand.store.read.clientSeqStanding(ana, 5)).toBe('accepted');
    });

    it('finish what was asked for when they are closed, and refuse what comes later', async () => {
      const asked = write((transactor) => transactor.appendEnvelope(group, message(1)));
      await stand.store.close();
      expect(await asked).toBe(1);
      await expect(write(() => 1)).rejects.toMatchObject({ code: 'closed' });
      await stand.restart();
      expect(seqs()).toEqual([1]);
    });
  });

  describe('the log', () => {
    it('grows only from where the writer saw it', async () => {
      await write((transactor) => transactor.appendLog(0, [Uint8Array.of(1), Uint8Array.of(2)]));
      await expect(write((transactor) => transactor.appendLog(1, [Uint8Array.of(3)]))).rejects.toMatchObject({
        code: 'conflict',
      });
      expect(stand.store.read.logSize()).toBe(2);
      expect(stand.store.read.logEnvelopes(1, 5)).toEqual([Uint8Array.of(2)]);
      expect(stand.store.read.logEnvelopes(0, 1)).toEqual([Uint8Array.of(1)]);
    });
  });

  describeGroups(stand);
  describeDevices(stand);
  describeBlobs(stand);
}

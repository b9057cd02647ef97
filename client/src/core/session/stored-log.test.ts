import { describe, expect, it } from 'vitest';
import { encodeBase64url } from '#shared/encoding/index.ts';
import { headOf, type OrgState, rootAtSize, signCheckpoint } from '#shared/org-log/index.ts';
import { TreeLevel } from '#shared/org-log/merkle.ts';
import { encodeState } from '#shared/org-log/snapshot.ts';
import { nodePrimitives as primitives } from '#shared/org-log/testing/node-primitives.ts';
import { TestOrg } from '#shared/org-log/testing/org.ts';
import { ready } from '../crypto/primitives.ts';
import { openJournal } from '../groups/journal.ts';
import { openStorage, type UnlockedStorage } from '../storage/locked-storage.ts';
import { memoryDisk, testCosts } from '../storage/testing.ts';
import { readLogState, writeLogState } from './log-state.ts';
import { createPutAway, PUT_AWAY_EVERY, storedLog } from './stored-log.ts';

const PASSPHRASE = 'seven quiet herons wade';

/** A profile on a disk, of somebody in `org`. */
class Profile {
  readonly org: TestOrg;
  readonly disk = memoryDisk();
  storage!: UnlockedStorage;
  #stored = 0;

  private constructor(org: TestOrg) {
    this.org = org;
  }

  static async of(org: TestOrg): Promise<Profile> {
    await ready();
    const profile = new Profile(org);
    const locked = await openStorage({ name: 'tacit', now: Date.now, costs: testCosts, ...profile.disk });
    const doorplate = { org: org.org, organisation: 'Northwind', name: 'Ana' };
    profile.storage = await locked.create(PASSPHRASE, doorplate, () => undefined);
    await profile.store();
    return profile;
  }

  /** Stores what has come to the log since, and the relay's head over it. */
  async store(): Promise<void> {
    const { envelopes, state } = this.org;
    const { size, root } = headOf(state, primitives);
    const at = this.org.now;
    const checkpoint = signedHead(this.org);
    await this.storage.transaction((write) => {
      for (const [offset, bytes] of envelopes.slice(this.#stored).entries()) {
        write.put('log', { index: this.#stored + offset, bytes });
      }
      write.put('account', { key: 'log-head', size, root, at, checkpoint });
    });
    this.#stored = envelopes.length;
  }

  putAway(state: OrgState = this.org.state): Promise<unknown> {
    return writeLogState(this.storage, state);
  }

  async reopen(): Promise<void> {
    this.storage.lock();
    const locked = await openStorage({ name: 'tacit', now: Date.now, costs: testCosts, ...this.disk });
    this.storage = await locked.unlock(PASSPHRASE);
  }

  read(progress?: (done: number, total: number) => void, midway?: number) {
    const { org, root } = this.org;
    return storedLog(this.storage, org, encodeBase64url(root.publicKey), progress, midway);
  }
}

function signedHead(org: TestOrg): string {
  const head = { org: org.org, ...headOf(org.state, primitives), at: org.now };
  return signCheckpoint(head, org.relayKey.publicKey, (message) => org.relayKey.sign(message), primitives);
}

function small(): TestOrg {
  const org = new TestOrg(primitives);
  for (const name of ['Ben', 'Chloe', 'Dan']) org.addDevice(org.enrol(name));
  return org;
}

/** Entries that nobody would want to judge twice. */
function grow(org: TestOrg, entries: number): void {
  for (let nth = 0; nth < entries; nth += 1) {
    org.must(org.sign({ kind: 'user.update', user: org.ana.id, name: `Ana ${nth}` }, org.ana.signer));
  }
}

const bytesOf = (state: OrgState) => encodeState(state, primitives);

describe('a log that is taken up where its state was put away', () => {
  it('is not judged again, but for what came since', async () => {
    const profile = await Profile.of(small());
    await profile.putAway();
    // Nobody who judged this entry would get past it.
    await profile.storage.transaction((write) => write.put('log', { index: 2, bytes: new Uint8Array(3) }));
    const size = profile.org.envelopes.length;
    grow(profile.org, 3);
    await profile.store();
    await profile.reopen();
    const { replica, putAway } = await profile.read();
    expect(putAway).toBe(size);
    expect(replica.state.tree.size).toBe(size + 3);
    expect(bytesOf(replica.state)).toEqual(bytesOf(profile.org.state));
    expect(replica.head).toMatchObject({ size: size + 3 });
  });

  it('is still judged: what the rules refuse behind it stops everything', async () => {
    const profile = await Profile.of(small());
    await profile.putAway();
    const { org } = profile;
    const ben = org.person();
    org.envelopes.push(org.sign({ kind: 'user.update', user: org.ana.id, name: 'Mallory' }, ben.signer));
    await profile.store();
    await expect(profile.read()).rejects.toMatchObject({ problem: { code: 'storage-corrupted' } });
  });

  it.each<[string, (profile: Profile) => Promise<unknown>]>([
    ['nothing was put away', async () => undefined],
    [
      'parts of two writings',
      async ({ storage, putAway, ...profile }) => {
        const large = (state: OrgState) => ({
          ...state,
          releases: new Map(
            Array.from({ length: 20_000 }, (_, nth) => [`${nth}`, encodeBase64url(new Uint8Array(32))]),
          ),
        });
        const state = large(profile.org.state);
        await writeLogState(storage, state);
        const old = await storage.read.get('logState', 2);
        // The next but one stands in the same rows.
        for (let nth = 0; nth < 2; nth += 1) await writeLogState(storage, state);
        expect(await readLogState(storage.read)).toBeDefined();
        await storage.transaction((write) => old && write.put('logState', old));
        expect(old?.bytes.length).toBeGreaterThan(1_000);
      },
    ],
    [
      'a part that is missing',
      async ({ storage, org }) => {
        await writeLogState(storage, org.state);
        const row = await storage.read.get('logState', 0);
        if (row !== undefined) new DataView(row.bytes.buffer, row.bytes.byteOffset).setUint16(16, 2);
        await storage.transaction((write) => row && write.put('logState', row));
      },
    ],
    [
      'an older writing that is said to count',
      async ({ storage, org }) => {
        await writeLogState(storage, org.state);
        const old = await storage.read.get('logState', 0);
        await writeLogState(storage, org.state);
        await storage.transaction((write) => old && write.put('logState', old));
      },
    ],
    [
      'bytes that are no state',
      async ({ storage, org }) => {
        await writeLogState(storage, org.state);
        const row = await storage.read.get('logState', 1);
        await storage.transaction((write) => row && write.put('logState', { part: 1, bytes: row.bytes.fill(1, 20) }));
      },
    ],
    [
      'no bytes at all',
      ({ storage }) => storage.transaction((write) => write.put('logState', { part: 0, bytes: new Uint8Array(0) })),
    ],
    ['the state of another log', ({ storage }) => writeLogState(storage, small().state)],
    [
      'the state of another history',
      async ({ storage, org }) => {
        const other = new TestOrg(primitives);
        Object.assign(other, { state: org.state });
        const { ana } = org;
        const envelope = org.sign({ kind: 'user.update', user: ana.id, name: 'Forked' }, ana.signer);
        const { state } = other.offer(envelope) as { state: OrgState };
        grow(org, 1);
        await storage.transaction((write) => {
          write.put('log', { index: org.envelopes.length - 1, bytes: org.envelopes.at(-1) ?? new Uint8Array(0) });
          const head = { key: 'log-head' as const, ...headOf(org.state, primitives), at: org.now };
          write.put('account', { ...head, checkpoint: signedHead(org) });
        });
        return writeLogState(storage, state);
      },
    ],
    [
      'the state of a log that is longer than what is stored',
      ({ storage, org }) => {
        const ahead = Object.assign(new TestOrg(primitives), { state: org.state, org: org.org });
        ahead.must(org.sign({ kind: 'user.update', user: org.ana.id, name: 'Later' }, org.ana.signer));
        return writeLogState(storage, ahead.state);
      },
    ],
  ])('is judged from the beginning when there is no state that fits: %s', async (_what, spoil) => {
    const profile = await Profile.of(small());
    await spoil(profile);
    await profile.reopen();
    expect(await readLogState(profile.storage.read)).toBeUndefined();
    const { replica, putAway } = await profile.read();
    expect(putAway).toBe(0);
    expect(bytesOf(replica.state)).toEqual(bytesOf(profile.org.state));
  });

  it('is judged from the beginning when the state contradicts the head, though it fits the entries', async () => {
    const profile = await Profile.of(small());
    const { org, storage } = profile;
    const { state } = org;
    // A leaf that is no part of the newest root. The root of five entries is made of it.
    const levels = state.tree.levels.map((level, height) => {
      const copy = new TreeLevel();
      for (const node of level) copy.push(height === 0 && copy.length === 4 ? new Uint8Array(32) : node);
      return copy;
    });
    const head = { org: org.org, size: 5, root: rootAtSize(state, 5, primitives), at: org.now };
    const checkpoint = signCheckpoint(
      head,
      org.relayKey.publicKey,
      (message) => org.relayKey.sign(message),
      primitives,
    );
    await writeLogState(storage, { ...state, tree: { size: state.tree.size, levels } });
    await storage.transaction((write) => {
      write.put('account', { key: 'log-head', size: 5, root: head.root, at: head.at, checkpoint });
    });
    expect(await readLogState(storage.read)).toBeDefined();
    const { replica, putAway } = await profile.read();
    expect(putAway).toBe(0);
    expect(bytesOf(replica.state)).toEqual(bytesOf(state));
  });
});

describe('a long log that is judged from the beginning', () => {
  it('lets others have a turn, says how far it is, and goes on where it was when the tab is closed in the middle', async () => {
    const org = small();
    grow(org, 2_200);
    const profile = await Profile.of(org);
    const { storage } = profile;
    let turns = 0;
    const ticking = setInterval(() => {
      turns += 1;
    }, 1);
    const told: [number, number][] = [];
    const first = profile.read((done, total) => {
      told.push([done, total]);
      if (told.length === 2) storage.lock();
    }, 512);
    await expect(first).rejects.toMatchObject({ code: 'locked' });
    clearInterval(ticking);
    expect(turns).toBeGreaterThan(5);
    expect(told.map(([, total]) => total)).toEqual([org.envelopes.length, org.envelopes.length]);
    expect(told[0]?.[0]).toBeLessThan(told[1]?.[0] ?? 0);

    await profile.reopen();
    const again: number[] = [];
    const { replica, putAway } = await profile.read((done) => again.push(done), 512);
    expect(again.every((done) => done >= 1_024)).toBe(true);
    expect(putAway).toBeGreaterThan(1_024);
    expect(bytesOf(replica.state)).toEqual(bytesOf(org.state));
  });
});

describe('putting the state away', () => {
  it('leaves the one before until it is whole, and takes up no more room than one', async () => {
    const profile = await Profile.of(small());
    const { org, storage } = profile;
    await profile.putAway();
    const size = org.envelopes.length;
    grow(org, 3);
    await profile.store();
    let left = 1;
    const interrupted: typeof storage.transaction = (work) => {
      if (left === 0) throw new Error('the tab was closed');
      left -= 1;
      return storage.transaction(work);
    };
    await expect(writeLogState({ read: storage.read, transaction: interrupted }, org.state)).rejects.toThrow('closed');
    expect((await readLogState(storage.read))?.tree.size).toBe(size);
    for (let nth = 0; nth < 3; nth += 1) {
      await profile.putAway();
      expect((await readLogState(storage.read))?.tree.size).toBe(size + 3);
      expect((await storage.read.all('logState')).length).toBe(2);
    }
  });

  it('happens now and then, and not with every entry', async () => {
    const org = small();
    const profile = await Profile.of(org);
    const journal = await openJournal(profile.storage);
    const planned: (() => void)[] = [];
    const faults: unknown[] = [];
    const timers = {
      later: (_name: string, _ms: number, work: () => void) => void planned.push(work),
      cancel() {},
      close() {},
    };
    const keeper = createPutAway({ journal, timers, fault: (error) => faults.push(error) }, 0, () => org.state);
    keeper.look();
    grow(org, 5);
    await profile.store();
    keeper.look();
    expect(planned).toEqual([]);
    grow(org, PUT_AWAY_EVERY);
    await profile.store();
    keeper.look();
    expect(planned.length).toBe(1);
    planned[0]?.();
    await expect
      .poll(async () => (await readLogState(profile.storage.read))?.tree.size, { timeout: 15_000 })
      .toBe(org.envelopes.length);
    keeper.look();
    grow(org, 5);
    await profile.store();
    keeper.look();
    expect([planned.length, faults]).toEqual([1, []]);
    expect((await profile.read()).putAway).toBe(org.envelopes.length - 5);
  });
});

import { describe, expect, it } from 'vitest';
import type { DeviceId, GroupId, OrgId, UserId } from '#shared/ids/index.ts';
import { openDatabase } from './database.ts';
import { openStorage } from './locked-storage.ts';
import { answer } from './requests.ts';
import { LAYOUT_VERSION } from './schema.ts';
import {
  doorplate,
  flip,
  freshVault,
  idOf,
  memoryDisk,
  openDisk,
  PASSPHRASE,
  putRow,
  sampleRows,
  tamper,
  testCosts,
} from './testing.ts';

const room = idOf<GroupId>(1);
const withCode = (code: string) => expect.objectContaining({ name: 'StorageError', code });

describe('the vault on the disk', () => {
  it('AT-35: a wiped storage is seen as absent, and a second vault is never made over a first', async () => {
    const { disk, store } = await freshVault();
    store.lock();
    expect(await (await openDisk(disk)).status()).toMatchObject({ kind: 'present', doorplate, failures: 0 });
    await expect((await openDisk(disk)).create('x', doorplate, () => undefined)).rejects.toEqual(
      withCode('vault-exists'),
    );
    await answer(disk.indexedDB.deleteDatabase('tacit-test'));
    const emptied = await openDisk(disk);
    expect(await emptied.status()).toEqual({ kind: 'absent' });
    await expect(emptied.unlock(PASSPHRASE)).rejects.toEqual(withCode('vault-absent'));
  });

  it('is deleted slots first: what an interruption leaves over opens for nobody, and goes at the next start (T-WIPE-04)', async () => {
    const { disk, store } = await freshVault();
    await store.transaction((write) => {
      const [id, key] = [idOf<UserId>(3), { publicKey: new Uint8Array(1), privateKey: new Uint8Array(1) }];
      const names = { org: id as unknown as OrgId, organisation: 'Northwind', user: id, name: 'Ben' };
      const keys = { userIdentityKey: key, deviceKey: key, certificate: new Uint8Array(1), rootKey: '' };
      const device = id as unknown as DeviceId;
      write.put('account', { key: 'identity', status: 'admitted', ...names, device, ...keys });
    });
    const remove = disk.indexedDB.deleteDatabase.bind(disk.indexedDB);
    disk.indexedDB.deleteDatabase = () => {
      throw new Error('the tab was closed');
    };
    await expect(store.erase()).rejects.toThrow();
    await expect(store.read.account('identity')).rejects.toEqual(withCode('locked'));
    const left = await openDatabase('tacit-test', disk);
    expect([(await left.vault()).size, (await left.all('account')).length]).toEqual([0, 1]);
    left.close();
    disk.indexedDB.deleteDatabase = remove;
    const locked = await openDisk(disk);
    expect(await locked.status()).toEqual({ kind: 'absent' });
    const next = await locked.create(PASSPHRASE, doorplate, (write) => write.put('account', sampleRows.account));
    expect(await next.read.account('identity')).toBeUndefined();
  });

  it('writes the first rows with the vault, or neither', async () => {
    const disk = memoryDisk();
    const locked = await openDisk(disk);
    const made = locked.create(PASSPHRASE, doorplate, (write) => {
      write.put('log', { index: Number.NaN, bytes: new Uint8Array(1) });
    });
    await expect(made).rejects.toThrow();
    expect(await locked.status()).toEqual({ kind: 'absent' });
    const store = await locked.create(PASSPHRASE, doorplate, (write) => write.put('account', sampleRows.account));
    expect(await store.read.account('client-sequence')).toEqual(sampleRows.account);
  });

  it('deletes everything, slots first, after as many wrong passphrases in a row as was set, also over reloads', async () => {
    const { disk, store } = await freshVault();
    await store.setWipeAfter(5);
    await store.setWipeAfter(5);
    await expect(store.checkPassphrase('wrong')).rejects.toEqual(expect.objectContaining({ triesLeft: 4 }));
    await store.checkPassphrase(PASSPHRASE);
    store.lock();
    let told = 0;
    const again = () =>
      openStorage({ name: 'tacit-test', now: () => 1, costs: testCosts, wiped: () => told++, ...disk });
    for (const left of [4, 3, 2, 1]) {
      const locked = await again();
      await expect(locked.unlock('wrong')).rejects.toEqual(
        expect.objectContaining({ code: 'wrong-passphrase', triesLeft: left }),
      );
      expect(await locked.status()).toMatchObject({ failures: 5 - left, triesLeft: left });
      locked.close();
    }
    expect(told).toBe(0);
    await expect((await again()).unlock('wrong')).rejects.toEqual(withCode('wiped'));
    expect(told).toBe(1);
    expect(await disk.indexedDB.databases()).toEqual([]);

    // The tab is closed in the middle of it: the slots are gone already.
    const { disk: second, store: next } = await freshVault();
    await next.setWipeAfter(5);
    for (let failure = 0; failure < 4; failure += 1) await next.checkPassphrase('wrong').catch(() => undefined);
    second.indexedDB.deleteDatabase = () => {
      throw new Error('the tab was closed');
    };
    await expect(next.checkPassphrase('wrong')).rejects.toThrow();
    const left = await openDatabase('tacit-test', second);
    expect((await left.vault()).size).toBe(0);
    left.close();
  });

  it('deletes it under whoever is in, and for a record that is no number never', async () => {
    const { disk, store } = await freshVault();
    await store.setWipeAfter(5);
    for (let failure = 0; failure < 4; failure += 1) {
      await expect(store.changePassphrase('wrong', 'other')).rejects.toEqual(withCode('wrong-passphrase'));
    }
    await expect(store.checkPassphrase('wrong')).rejects.toEqual(withCode('wiped'));
    await expect(store.read.all('log')).rejects.toEqual(withCode('locked'));
    expect(await (await openDisk(disk)).status()).toEqual({ kind: 'absent' });

    const { disk: other, store: whole } = await freshVault();
    await whole.setWipeAfter(5);
    whole.lock();
    const clock = { now: 1 };
    for (const record of [undefined, { v: 1, after: 0 }, { v: 1, after: -1 }, { v: 2, after: 1 }, 'soon']) {
      await tamper(other, (raw) => raw.put('vault', { id: 'wipe', record }));
      await tamper(other, (raw) => raw.put('vault', { id: 'attempts', record: { v: 1, failures: 90, lastAt: 1 } }));
      clock.now += 10_000_000;
      const locked = await openDisk(other, clock);
      await expect(locked.unlock('wrong')).rejects.toEqual(withCode('wrong-passphrase'));
      expect(await locked.status()).toMatchObject({ kind: 'present', triesLeft: undefined });
      locked.close();
    }
  });

  it('is not deleted for a last try whose end nobody saw: the right passphrase opens', async () => {
    const { disk, store } = await freshVault();
    await store.setWipeAfter(5);
    store.lock();
    await tamper(disk, (raw) => raw.put('vault', { id: 'attempts', record: { v: 1, failures: 5, lastAt: 1 } }));
    const locked = await openDisk(disk, { now: 10_000_000 });
    expect(await locked.status()).toMatchObject({ triesLeft: 1 });
    await locked.unlock(PASSPHRASE);
    expect(await locked.status()).toMatchObject({ failures: 0, triesLeft: 5 });
  });

  it('AT-40: counts failures before they are tried, pauses, and remembers both over a reload', async () => {
    const clock = { now: 5_000_000 };
    const { disk, store } = await freshVault();
    store.lock();
    for (let failure = 0; failure < 5; failure += 1) {
      const locked = await openDisk(disk, clock);
      await expect(locked.unlock('wrong')).rejects.toEqual(withCode('wrong-passphrase'));
      locked.close();
    }
    const reloaded = await openDisk(disk, clock);
    const retryAt = clock.now + 30_000;
    expect(await reloaded.status()).toMatchObject({ kind: 'present', failures: 5, retryAt });
    // Not even the right passphrase is tried during the pause, or the pause would tell that it was right.
    await expect(reloaded.unlock(PASSPHRASE)).rejects.toEqual(
      expect.objectContaining({ code: 'too-many-failures', retryAt }),
    );
    clock.now = retryAt;
    await reloaded.unlock(PASSPHRASE);
    expect(await reloaded.status()).toMatchObject({ failures: 0, retryAt: undefined });
  });

  it('tells a damaged slot from a wrong passphrase, before and at unlocking', async () => {
    const { disk, store } = await freshVault();
    store.lock();
    await tamper(disk, async (raw) => {
      const slot = await raw.get('vault', 'slot:passphrase');
      flip(slot.record.wrapped, 3);
      await raw.put('vault', slot);
    });
    const locked = await openDisk(disk);
    expect(await locked.status()).toEqual({ kind: 'damaged' });
    await expect(locked.unlock(PASSPHRASE)).rejects.toEqual(withCode('vault-corrupted'));
  });

  it('does not open the rows of one vault with the slot of another', async () => {
    const ana = await freshVault();
    const ben = await freshVault();
    await putRow(ana.store, 'drafts', sampleRows.drafts);
    const slot = await tamper(ben.disk, (raw) => raw.get('vault', 'slot:passphrase'));
    await tamper(ana.disk, (raw) => raw.put('vault', slot));
    ana.store.lock();
    const swapped = await (await openDisk(ana.disk)).unlock(PASSPHRASE);
    await expect(swapped.read.get('drafts', room)).rejects.toEqual(withCode('row-corrupted'));
  });

  it('changes the passphrase without touching rows', async () => {
    const { disk, store } = await freshVault();
    await putRow(store, 'drafts', sampleRows.drafts);
    await expect(store.changePassphrase('wrong', 'new passphrase')).rejects.toEqual(withCode('wrong-passphrase'));
    await store.changePassphrase(PASSPHRASE, 'new passphrase');
    store.lock();
    const locked = await openDisk(disk);
    await expect(locked.unlock(PASSPHRASE)).rejects.toEqual(withCode('wrong-passphrase'));
    const again = await locked.unlock('new passphrase');
    expect(await again.read.get('drafts', room)).toEqual(sampleRows.drafts);
  });

  it('opens nothing after lock', async () => {
    const { store } = await freshVault();
    await putRow(store, 'drafts', sampleRows.drafts);
    store.lock();
    await expect(putRow(store, 'drafts', sampleRows.drafts)).rejects.toEqual(withCode('locked'));
    await expect(store.read.get('drafts', room)).rejects.toEqual(withCode('locked'));
    await expect(store.changePassphrase(PASSPHRASE, 'x')).rejects.toEqual(withCode('locked'));
  });

  it('says so when the disk was written by a newer version', async () => {
    const disk = memoryDisk();
    const newer = await answer(disk.indexedDB.open('tacit-test', LAYOUT_VERSION + 1));
    newer.close();
    await expect(openDisk(disk)).rejects.toEqual(withCode('storage-newer'));
  });
});

import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, describe, expect, it } from 'vitest';
import { type DeviceId, parseId } from '#shared/ids/index.ts';
import { describeStore } from '../testing/contract-suite.ts';
import { openSqliteStore } from './store.ts';

const folders: string[] = [];
function folder(): string {
  const made = mkdtempSync(path.join(tmpdir(), 'tacit-store-'));
  folders.push(made);
  return path.join(made, 'data');
}
afterEach(() => {
  for (const made of folders.splice(0)) rmSync(made, { recursive: true, force: true });
});

describe('the SQLite store', () => {
  let current = '';
  describeStore(
    () => {
      current = folder();
      return openSqliteStore(current);
    },
    async (store) => {
      await store.close();
      return openSqliteStore(current);
    },
  );

  it('keeps its folder and files from everybody else on the machine', async () => {
    const place = folder();
    const store = openSqliteStore(place);
    await store.transact((transactor) => transactor.setSetting('a', Uint8Array.of(1)));
    expect(statSync(place).mode & 0o777).toBe(0o700);
    for (const name of ['relay.sqlite', 'relay.sqlite-wal']) {
      expect(statSync(path.join(place, name)).mode & 0o777).toBe(0o600);
    }
    await store.close();
  });

  it.each([
    [1, 'DROP TABLE push_subscription; DROP TABLE blob'],
    [2, 'DROP TABLE blob'],
  ])('takes over a file of version %i with what is in it', async (version, undo) => {
    const place = folder();
    let store = openSqliteStore(place);
    await store.transact((transactor) => transactor.setSetting('a', Uint8Array.of(1)));
    await store.close();
    const old = new Database(path.join(place, 'relay.sqlite'));
    old.exec(undo);
    old.pragma(`user_version = ${version}`);
    old.close();
    store = openSqliteStore(place);
    const device = parseId<DeviceId>('AAAAAAAAAAAAAAAAAAAAAA');
    const name = new Uint8Array(16);
    const blob = { bytes: 5_000, pieces: 1, have: 0, erase: new Uint8Array(32), at: 1, expiresAt: null };
    await store.transact((transactor) => {
      transactor.putPushSubscription(device, { endpoint: 'https://push.example.org/1', topic: 'topic' });
      transactor.putBlob(name, blob);
    });
    expect(store.read.pushSubscription(device)?.topic).toBe('topic');
    expect(store.read.blob(name)).toEqual(blob);
    expect(store.read.setting('a')).toEqual(Uint8Array.of(1));
    await store.close();
  });

  it('is one process only: a second one on the same folder is refused', async () => {
    const place = folder();
    const store = openSqliteStore(place);
    expect(() => openSqliteStore(place)).toThrow(expect.objectContaining({ code: 'unusable' }));
    await store.close();
    await openSqliteStore(place).close();
  });
});

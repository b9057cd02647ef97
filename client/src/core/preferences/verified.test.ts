import { beforeAll, expect, it } from 'vitest';
import { encodeBase64url } from '#shared/encoding/index.ts';
import { TestOrg } from '#shared/org-log/testing/org.ts';
import { ready } from '../crypto/primitives.ts';
import { testPrimitives } from '../crypto/testing.ts';
import { openJournal } from '../groups/journal.ts';
import { openStorage } from '../storage/locked-storage.ts';
import { memoryDisk, testCosts } from '../storage/testing.ts';
import { openVerified } from './verified.ts';

beforeAll(ready);

it('is over for everybody whose identity becomes another one, and for all when it is one’s own', async () => {
  const org = new TestOrg(testPrimitives);
  const [ben, chloe] = [org.enrol('Ben'), org.enrol('Chloe')];
  const plate = { org: 'o', organisation: 'Northwind', name: 'Ana' };
  const locked = await openStorage({ name: 'verified', now: Date.now, costs: testCosts, ...memoryDisk() });
  const storage = await locked.create('a passphrase', plate, () => undefined);
  const journal = await openJournal(storage);
  let told = 0;
  const open = () =>
    openVerified(
      journal,
      org.ana.id,
      () => org.state,
      () => org.now,
      () => {
        told += 1;
      },
    );
  const verified = await open();
  await verified.mark(ben.id, true);
  await verified.mark(chloe.id, true);
  await expect(verified.mark(org.ana.id, true)).rejects.toThrow();
  expect(told).toBe(2);
  expect([ben, chloe].map(({ id }) => verified.stateOf(id))).toEqual(['yes', 'yes']);

  const fresh = testPrimitives.keyPair();
  const reset = { kind: 'identity.reset', user: ben.id, key: encodeBase64url(fresh.publicKey) } as const;
  org.must(org.sign(reset, org.ana.signer, { ...ben.signer, sign: fresh.sign }));
  expect([ben, chloe].map(({ id }) => verified.stateOf(id))).toEqual(['changed', 'yes']);
  // As whoever opens the app again finds it.
  const again = await open();
  expect([ben, chloe].map(({ id }) => again.stateOf(id))).toEqual(['changed', 'yes']);
  await again.mark(ben.id, true);
  expect(again.stateOf(ben.id)).toBe('yes');
  await again.mark(ben.id, false);
  expect(again.stateOf(ben.id)).toBe('no');
  storage.lock();
});

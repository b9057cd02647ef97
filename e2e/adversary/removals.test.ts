import { afterAll, beforeAll, expect, it } from 'vitest';
import { removalStatement } from '#core/content/removal.ts';
import { type Receipt, readReceipt } from '#core/content/removal-receipt.ts';
import { sign } from '#core/crypto/primitives.ts';
import { decodeUtf8, encodeBase64url } from '#shared/encoding/index.ts';
import type { DeviceId } from '#shared/ids/index.ts';
import { must } from '../scenarios/person.ts';
import { Company } from './company.ts';

let company: Company;
beforeAll(async () => {
  company = await Company.start();
}, 60_000);
afterAll(() => company.close());

it('a member who confirms what was not, or in another’s name, brings nothing into a receipt (T-RECEIPT-05)', async () => {
  const { scene, ana, ben, mallory } = company;
  const chloe = await scene.hire('Chloe');
  const { room } = await company.room('Harbour', 'the words of Ana');
  must(await ana.port.addPeople(room, [chloe.id]));
  await chloe.conversationOf('Harbour');
  await mallory.read(room);
  const [user, device] = [chloe.id, chloe.device];
  must(await ana.port.decide({ kind: 'remove', user }));
  const receipt = async (): Promise<Receipt> =>
    readReceipt(decodeUtf8(must(await ana.port.removalReceipt(user)).file)).receipt;
  await ana.until(() => ana.conversation('Harbour')?.members.includes(user) === false, 'Chloe to be out');
  await mallory.read(room);
  const [removal] = (await receipt()).removals;
  if (removal === undefined) throw new Error('nothing was kept');
  expect(removal.devices).toEqual([device]);

  const at = Date.now();
  const key = mallory.member.deviceKey.privateKey;
  const { org } = await receipt();
  const sig = (as: DeviceId, change: object = {}) =>
    encodeBase64url(sign(key, removalStatement(org, { ...removal, ...change }, as, at)));
  const confirm = (body: object) => mallory.say(room, { kind: 'removal', epoch: removal.epoch, at, ...body });
  // Another commit, a person who is still here, another's name, an epoch that nobody has seen, and no signature at all.
  await confirm({ sig: sig(mallory.device, { commit: 'A'.repeat(43) }) });
  await confirm({ sig: sig(mallory.device, { devices: [ben.device] }) });
  await confirm({ sig: sig(ben.device) });
  await confirm({ epoch: removal.epoch + 7, sig: sig(mallory.device, { epoch: removal.epoch + 7 }) });
  await confirm({ sig: 'A'.repeat(86) });
  await company.settled(room);
  const after = await receipt();
  expect(after.removals.map(({ epoch }) => epoch)).toEqual([removal.epoch]);
  expect(after.removals[0]?.said.map((one) => one.device)).not.toContain(mallory.device);
  // What is true counts, whoever says it: a modified app may be right.
  await confirm({ sig: sig(mallory.device) });
  await company.settled(room);
  expect((await receipt()).removals[0]?.said.map((one) => one.device)).toContain(mallory.device);
});

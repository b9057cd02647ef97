import { afterEach, describe, expect, it } from 'vitest';
import { type Receipt, readReceipt } from '#core/content/removal-receipt.ts';
import * as crypto from '#server/crypto/sodium.ts';
import { decodeUtf8 } from '#shared/encoding/index.ts';
import type { GroupId } from '#shared/ids/index.ts';
import { auditReceipt } from '../../scripts/audit/receipt.ts';
import { Office } from './office.ts';
import { must, type Person } from './person.ts';

let office: Office;
afterEach(() => office.close());

/** A receipt that is as `holds` says: confirmations come one after the other, and nobody is told of them. */
async function receiptOf(admin: Person, person: Person['id'], holds: (receipt: Receipt) => boolean): Promise<string> {
  const deadline = Date.now() + 30_000;
  for (;;) {
    const file = decodeUtf8(must(await admin.port.removalReceipt(person)).file);
    const { receipt } = readReceipt(file);
    if (holds(receipt)) return file;
    if (Date.now() > deadline) throw new Error(`not confirmed: ${JSON.stringify(receipt.removals)}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

const saidIn = ({ removals }: Receipt, group: GroupId) => removals.find((one) => one.group === group)?.said.length ?? 0;

describe('a removal receipt', () => {
  it('is confirmed by those who stay, says where nobody else can, and holds up elsewhere', async () => {
    office = await Office.start();
    const ana = await office.found();
    const ben = await office.hire(ana, 'Ben');
    const chloe = await office.hire(ana, 'Chloe');
    const dan = await office.hire(ana, 'Dan');
    await chloe.knows('Ben', 'Dan');
    const harbour = must(await ana.port.createRoom({ name: 'Harbour', people: [ben.id, chloe.id, dan.id] }));
    const quay = must(await chloe.port.createRoom({ name: 'Quay', people: [ben.id, dan.id] }));
    const direct = must(await ana.port.startDirect(ben.id));
    await ben.conversationOf('Quay');
    await ben.conversationOf('Ana');
    await ben.say(harbour, 'before');
    for (const one of [ana, chloe, dan]) {
      await one.conversationOf('Harbour');
      await one.reads(harbour, 'before');
    }
    const [user, device] = [ben.id, ben.device];

    // Before anything was decided, it says so.
    const early = must(await ana.port.removalReceipt(user));
    expect(early).toMatchObject({ confirmed: 0, alone: 0, stillIn: 2 });

    must(await ana.port.decide({ kind: 'remove', user }));
    await ben.session('stopped');
    const file = await receiptOf(ana, user, (one) => saidIn(one, harbour) === 3 && saidIn(one, direct) === 1);
    expect(must(await ana.port.removalReceipt(user))).toMatchObject({
      confirmed: 1,
      alone: 1,
      stillIn: 0,
      noRecord: 0,
    });
    const audit = auditReceipt(file, undefined, undefined, crypto);
    if ('refused' in audit) throw new Error(audit.refused);
    expect(audit.sound).toBe(true);
    const room = audit.rooms.find(({ removal }) => removal.group === harbour);
    expect(room?.removal.devices).toEqual([device]);
    expect(room?.committerSays).toBe(true);
    expect(new Set(room?.confirmedBy)).toEqual(new Set([chloe.device, dan.device]));
    // Ana is not in Chloe's room, and does not speak for it; Chloe would.
    expect(audit.rooms.map(({ removal }) => removal.group)).not.toContain(quay);
    expect(audit.rooms.find(({ removal }) => removal.group === direct)?.confirmedBy).toEqual([]);
    // Nobody but those who administer can make one.
    expect(await chloe.port.removalReceipt(user)).toMatchObject({ ok: false, problem: { code: 'not-allowed' } });
    // What is confirmed moves nothing: Ben's word is unread, and nothing else; no line tells of it.
    expect(chloe.conversation('Harbour')?.unread).toBe(1);
    expect(ana.events(harbour)).not.toContain('missing');
    await dan.say(harbour, 'and on it goes');
    for (const one of [ana, chloe]) await one.reads(harbour, 'and on it goes');
  });
});

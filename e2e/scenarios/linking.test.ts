import { afterEach, describe, expect, it } from 'vitest';
import { Office } from './office.ts';
import { must, PASSPHRASE, type Person } from './person.ts';

let office: Office;
afterEach(() => office.close());

const devicesOf = async (person: Person) => must(await person.port.ownDevices());

describe('a second device', () => {
  it('is linked by a code and equal digits, stands in the log, and is told of to the person’s devices', async () => {
    office = await Office.start();
    const ana = await office.found();
    const ben = await office.hire(ana, 'Ben');
    const phone = office.newPerson('Ben');
    await phone.open();
    await phone.session('no-account');
    const { code } = must(await phone.port.beginLinking('Phone'));
    const met = must(await ben.port.joinLinking(code.toLowerCase().replaceAll('-', ' '), PASSPHRASE));
    expect(met).toEqual({ digits: must(await phone.port.linkingDigits()), device: 'Phone' });
    expect(met.digits).toMatch(/^\d{8}$/);
    const device = must(await ben.port.confirmLinking());
    const account = must(await phone.port.linkedAccount());
    expect(account).toMatchObject({ name: 'Ben', organisation: { name: 'Northwind' } });
    expect(await phone.port.finishLinking('short')).toMatchObject({ ok: false, problem: { code: 'weak-passphrase' } });
    must(await phone.port.finishLinking('four other words here'));
    await phone.session('open');
    await phone.online();
    expect(phone.device).toBe(device);
    expect(phone.id).toBe(ben.id);
    expect(await devicesOf(phone)).toMatchObject([
      { id: ben.device, isThis: false },
      { id: device, name: 'Phone', addedBy: ben.device, isThis: true },
    ]);
    expect(await devicesOf(ben)).toMatchObject([
      { id: ben.device, isThis: true },
      { id: device, name: 'Phone', addedBy: ben.device, isThis: false },
    ]);
    await ana.until(() => ana.person('Ben').deviceCount === 2, 'the second device of Ben');
    // Its lock is its own.
    phone.close();
    await phone.open();
    expect(await phone.port.unlock(PASSPHRASE)).toMatchObject({ ok: false, problem: { code: 'wrong-passphrase' } });
    must(await phone.port.unlock('four other words here'));
    await phone.online();
  });
});

/** A browser that waits for Ben under a code. */
async function waiting(): Promise<{ ana: Person; ben: Person; phone: Person; code: string }> {
  office = await Office.start();
  const ana = await office.found();
  const ben = await office.hire(ana, 'Ben');
  const phone = office.newPerson('Ben');
  await phone.open();
  await phone.session('no-account');
  return { ana, ben, phone, code: must(await phone.port.beginLinking('Phone')).code };
}
const failed = (code: string) => ({ ok: false, problem: { code } });

describe('a linking that comes to nothing', () => {
  it('says why: no such code, a code that was used, that is over, and one that the other side has ended', async () => {
    const { ana, ben, phone, code } = await waiting();
    expect(await ben.port.joinLinking('0000-0000-0000', PASSPHRASE)).toMatchObject(failed('linking-wrong-code'));
    expect(await ben.port.joinLinking('not a code', PASSPHRASE)).toMatchObject(failed('linking-wrong-code'));
    expect(await ben.port.joinLinking(code, 'not the passphrase')).toMatchObject(failed('wrong-passphrase'));
    must(await ben.port.joinLinking(code, PASSPHRASE));
    // Somebody else who has seen the code comes too late, and changes nothing.
    expect(await ana.port.joinLinking(code, PASSPHRASE)).toMatchObject(failed('linking-used'));
    const ends = ben.port.linkingEnds();
    await phone.port.cancelLinking();
    expect(await ends).toMatchObject(failed('linking-cancelled'));
    expect(await ben.port.confirmLinking()).toMatchObject(failed('linking-cancelled'));
    expect(await phone.port.linkedAccount()).toMatchObject(failed('linking-cancelled'));
    expect(await ben.port.joinLinking(code, PASSPHRASE)).toMatchObject(failed('linking-used'));

    const again = must(await phone.port.beginLinking('Phone'));
    must(await ben.port.joinLinking(again.code, PASSPHRASE));
    const account = phone.port.linkedAccount();
    await ben.port.cancelLinking();
    expect(await account).toMatchObject(failed('linking-cancelled'));
    expect(await devicesOf(ben)).toHaveLength(1);

    const last = must(await phone.port.beginLinking('Phone'));
    await phone.port.cancelLinking();
    expect(await ben.port.joinLinking(last.code, PASSPHRASE)).toMatchObject(failed('linking-expired'));
  });

  it('leaves no device behind when the new browser gives up after it was added', async () => {
    const { ana, ben, phone, code } = await waiting();
    must(await ben.port.joinLinking(code, PASSPHRASE));
    must(await phone.port.linkingDigits());
    must(await ben.port.confirmLinking());
    must(await phone.port.linkedAccount());
    await ana.until(() => ana.person('Ben').deviceCount === 2, 'the second device of Ben');
    await phone.port.cancelLinking();
    await ana.until(() => ana.person('Ben').deviceCount === 1, 'the device to be gone');
    await phone.session('no-account');
    expect(await phone.port.finishLinking(PASSPHRASE)).toMatchObject(failed('linking-cancelled'));
  });

  it('is not for somebody who is suspended while the digits are compared', async () => {
    const { ana, ben, phone, code } = await waiting();
    must(await ben.port.joinLinking(code, PASSPHRASE));
    must(await ana.port.decide({ kind: 'suspend', user: ben.id }));
    await ben.session('stopped');
    expect(await ben.port.confirmLinking()).toMatchObject(failed('stopped'));
    expect(await phone.port.linkedAccount()).toMatchObject(failed('linking-cancelled'));
    await ana.until(() => ana.person('Ben').deviceCount === 0, 'his devices to be out');
  });

  it('keeps to the number of devices that the policy lets one person have', async () => {
    const { ana, ben, phone, code } = await waiting();
    const group = must(await ana.port.staff()).groups[0]?.id;
    if (group === undefined) throw new Error('no group');
    const { base } = must(await ana.port.policyBook(group));
    const size = ana.snapshots.connection.log?.size ?? 0;
    must(await ana.port.decide({ kind: 'set-policy', group, base, change: { devicesPerPerson: 1 } }));
    await ben.hasLog(size + 1);
    const refused = await ben.port.joinLinking(code, PASSPHRASE);
    expect(refused).toMatchObject(failed('not-allowed'));
    expect(refused.ok ? '' : refused.problem.sentence).toContain('one device');
    expect(await devicesOf(ben)).toHaveLength(1);
    await phone.port.cancelLinking();
  });
});

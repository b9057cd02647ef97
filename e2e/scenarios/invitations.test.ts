import { afterEach, describe, expect, it } from 'vitest';
import { Office } from './office.ts';
import { must, PASSPHRASE, type Person } from './person.ts';

const DAY = 24 * 3_600_000;

let office: Office;
afterEach(() => office.close());

/** The code with which a link is refused when it is looked at; undefined when it is good. */
async function problemOf(person: Person, link: string): Promise<string | undefined> {
  const outcome = await person.port.previewInvitation(link.split('#')[1] ?? '');
  return outcome.ok ? undefined : outcome.problem.code;
}

async function stranger(name: string): Promise<Person> {
  const person = office.newPerson(name);
  await person.open();
  await person.session('no-account');
  return person;
}

describe('an invitation', () => {
  it('is refused with its own reason when it was used, withdrawn, changed or has expired', async () => {
    let ahead = 0;
    office = await Office.start({ now: () => Date.now() + ahead });
    const ana = await office.found();
    const invite = async (name: string) =>
      must(await ana.port.createInvitation({ name, role: 'member', expiresInHours: 24 }));
    const [used, withdrawn, expiring] = [await invite('Ben'), await invite('Chloe'), await invite('Dan')];
    const ben = await stranger('Ben');
    expect(await problemOf(ben, used.link)).toBeUndefined();
    must(await ben.port.enrol({ fragment: used.link.split('#')[1] ?? '', name: 'Ben', passphrase: PASSPHRASE }));
    await ben.session('open');
    must(await ana.port.revokeInvitation(withdrawn.id));

    const dan = await stranger('Dan');
    expect(await problemOf(dan, used.link)).toBe('invitation-used');
    expect(await problemOf(dan, withdrawn.link)).toBe('invitation-revoked');
    expect(await problemOf(dan, expiring.link.slice(0, -4))).toBe('invitation-tampered');
    expect(await problemOf(dan, `${expiring.link.slice(0, -9)}AAAAAAAAA`)).toBe('invitation-tampered');
    expect(await problemOf(dan, `${office.url}/#join/`)).toBe('invitation-tampered');
    expect(await problemOf(dan, expiring.link)).toBeUndefined();

    ahead = DAY + 60_000;
    dan.clockOff = ahead;
    expect(await problemOf(dan, expiring.link)).toBe('invitation-expired');
    const late = await dan.port.enrol({
      fragment: expiring.link.split('#')[1] ?? '',
      name: 'Dan',
      passphrase: PASSPHRASE,
    });
    expect(late.ok ? 'joined' : late.problem.code).toBe('invitation-expired');
    // Nothing was left behind: the browser is as empty as before.
    await dan.session('no-account');
  });

  it('may be made by owners and admins only, and an admin makes no owner', async () => {
    office = await Office.start();
    const ana = await office.found();
    const ben = await office.hire(ana, 'Ben');
    const chloe = await office.hire(ana, 'Chloe', 'admin');
    const attempt = async (person: Person, role: 'owner' | 'member') => {
      const outcome = await person.port.createInvitation({ name: 'Eve', role, expiresInHours: 24 });
      return outcome.ok ? 'made' : outcome.problem.code;
    };
    expect(await attempt(ben, 'member')).toBe('not-allowed');
    expect(await attempt(chloe, 'owner')).toBe('not-allowed');
    expect(await attempt(chloe, 'member')).toBe('made');
    expect(must(await ben.port.listInvitations())).toEqual([]);
  });
});

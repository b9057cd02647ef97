import { describe, expect, it } from 'vitest';
import { nodePrimitives as primitives } from '#shared/org-log/testing/node-primitives.ts';
import { TestOrg, type TestPerson } from '#shared/org-log/testing/org.ts';
import { say } from '../words/saying.ts';
import { alarmsFor } from './alarms.ts';

/** What the person is told of everything that happens in `work`. */
function told(
  org: TestOrg,
  person: TestPerson,
  work: () => void,
  isOwn: (envelope: Uint8Array) => boolean = () => false,
) {
  const from = org.envelopes.length;
  work();
  return alarmsFor(person.id, org.envelopes.slice(from), from, org.state, isOwn);
}

describe('alarms about one’s own account', () => {
  it('tell of a device that somebody with the stolen identity key has added', () => {
    const org = new TestOrg(primitives);
    const ben = org.enrol('Ben');
    const alarms = told(org, ben, () => org.addDevice(ben));
    expect(alarms).toMatchObject([{ kind: 'device.add', index: 3, at: org.now }]);
  });

  it('say nothing of what this device has done itself, or of others', () => {
    const org = new TestOrg(primitives);
    const ben = org.enrol('Ben');
    expect(
      told(
        org,
        ben,
        () => org.addDevice(ben),
        () => true,
      ),
    ).toEqual([]);
    const others = () => {
      const chloe = org.enrol('Chloe');
      org.addDevice(chloe);
      org.must(org.sign({ kind: 'user.suspend', user: chloe.id }, org.ana.signer));
    };
    expect(told(org, ben, others)).toEqual([]);
  });

  it('tell what an admin has done to one, and not what one did oneself', () => {
    const org = new TestOrg(primitives);
    const ben = org.enrol('Ben');
    const [first, second] = [org.addDevice(ben), org.addDevice(ben)];
    const kinds = (work: () => void) => told(org, ben, work).map(({ kind }) => kind);
    expect(kinds(() => org.must(org.sign({ kind: 'device.revoke', device: first.id }, org.ana.signer)))).toEqual([
      'device.revoke',
    ]);
    expect(kinds(() => org.must(org.sign({ kind: 'device.revoke', device: second.id }, ben.signer)))).toEqual([]);
    expect(kinds(() => org.must(org.sign({ kind: 'user.update', user: ben.id, name: 'B' }, ben.signer)))).toEqual([]);
    const update = { kind: 'user.update', user: ben.id, role: 'guest' } as const;
    expect(kinds(() => org.must(org.sign(update, org.ana.signer)))).toEqual(['user.update']);
    const title = { kind: 'user.update', user: ben.id, details: { title: 'Engineer' } } as const;
    const [alarm] = told(org, ben, () => org.must(org.sign(title, org.ana.signer)));
    expect(alarm).toMatchObject({ name: 'profile', sentence: say('alarms', 'details') });
    for (const kind of ['user.suspend', 'user.restore', 'user.remove'] as const) {
      expect(kinds(() => org.must(org.sign({ kind, user: ben.id }, org.ana.signer)))).toEqual([kind]);
    }
  });
});

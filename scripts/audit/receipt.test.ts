import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { type Removal, removalStatement } from '#core/content/removal.ts';
import { type Receipt, writeReceipt } from '#core/content/removal-receipt.ts';
import { decodeUtf8, encodeBase64url } from '#shared/encoding/index.ts';
import type { DeviceId, GroupId } from '#shared/ids/index.ts';
import { headOf, signCheckpoint, writeLogExport } from '#shared/org-log/index.ts';
import { nodePrimitives } from '#shared/org-log/testing/node-primitives.ts';
import { TestOrg, type TestPerson } from '#shared/org-log/testing/org.ts';
import { auditReceipt, receiptReport } from './receipt.ts';

type Removals = Receipt['removals'];
type Entry = Removals[number];
type Sign = (message: Uint8Array) => Uint8Array;

interface Held {
  readonly person: TestPerson;
  readonly id: DeviceId;
  readonly sign: Sign;
}

function withDevice(org: TestOrg, person: TestPerson): Held {
  const { id, key } = org.addDevice(person);
  return { person, id, sign: (message) => key.sign(message) };
}

const org = new TestOrg(nodePrimitives);
const ana = withDevice(org, org.ana);
const [ben, chloe, dan, eve] = ['Ben', 'Chloe', 'Dan', 'Eve'].map((name) => withDevice(org, org.enrol(name))) as [
  Held,
  Held,
  Held,
  Held,
];
// Eve was suspended before any of it, Ben is removed now.
org.must(org.sign({ kind: 'user.suspend', user: eve.person.id }, org.ana.signer));
org.now += 60_000;
org.must(org.sign({ kind: 'user.remove', user: ben.person.id }, org.ana.signer));
const at = org.now + 2_000;
const madeAt = org.now + 60_000;
const rootKey = encodeBase64url(org.root.publicKey);
const checkpoint = signCheckpoint(
  { org: org.org, ...headOf(org.state, nodePrimitives), at: org.now },
  org.relayKey.publicKey,
  (message) => org.relayKey.sign(message),
  nodePrimitives,
);
const log = writeLogExport({ org: org.org, rootKey, checkpoint, envelopes: org.envelopes });

const group = (nth: number) => encodeBase64url(new Uint8Array(16).fill(nth)) as GroupId;
const hash = (nth: number) => encodeBase64url(new Uint8Array(32).fill(nth));
const says = (removal: Removal, { id, sign }: Held, when = at, as = id) => ({
  device: as,
  at: when,
  sig: encodeBase64url(sign(removalStatement(org.org, removal, as, when))),
});
function removal(nth: number, ...by: readonly Held[]): Entry {
  const one = { group: group(nth), epoch: nth + 3, commit: hash(nth), by: ana.id, devices: [ben.id] };
  return { title: `Room ${nth}`, ...one, said: by.map((device) => says(one, device)) };
}
const honest: Removals = [removal(1, ana, chloe, dan), removal(2, ana, chloe)];

const receiptWith = (removals: Removals, change: Partial<Receipt> = {}): Receipt => ({
  format: 'tacit-removal-receipt',
  v: 1,
  org: org.org,
  person: { user: ben.person.id, name: 'Ben' },
  madeAt,
  madeBy: { user: org.ana.id, device: ana.id },
  removals,
  without: [{ title: 'Quay', group: group(9), why: 'still-in' }],
  ...change,
});
const fileOf = (receipt: Receipt, sign: Sign = ana.sign) => decodeUtf8(writeReceipt(receipt, log, sign));
const judge = (file: string, other?: string, key?: string) => auditReceipt(file, other, key, nodePrimitives);
/** What is wrong with a receipt that its maker has made of this: a hostile admin signs whatever he likes. */
const faults = (removals: Removals): string[] => {
  const audit = judge(fileOf(receiptWith(removals)));
  if ('refused' in audit) return [audit.refused];
  const found = audit.rooms.flatMap((room) => room.faults);
  expect(audit.sound).toBe(found.length === 0);
  return found;
};
const [first, second] = honest as [Entry, Entry];
const withSaid = (said: Entry['said']): Removals => [{ ...first, said }, second];

describe('a removal receipt', () => {
  it('says who confirms what, what nobody speaks for, and what it does not prove', () => {
    const file = fileOf(receiptWith(honest));
    for (const audit of [judge(file), judge(file, log, rootKey)]) {
      if ('refused' in audit) throw new Error(audit.refused);
      expect(audit.sound).toBe(true);
      expect(audit.rooms.map(({ confirmedBy }) => confirmedBy)).toEqual([[chloe.id, dan.id], [chloe.id]]);
      const said = receiptReport(audit).join('\n');
      expect(said).toContain('Room 1 (');
      expect(said).toContain('epoch 3 to 4');
      expect(said).toContain('2 s after the decision');
      expect(said).toContain('not spoken for: Quay');
      expect(said).toContain('does not prove that what they had read is gone');
    }
  });

  it('does not hold when a confirmation was forged, or is given for a device that never gave it (T-RECEIPT-01)', () => {
    expect(faults(withSaid([...first.said.slice(0, 2), says(first, eve, at, dan.id)]))).toEqual([
      `${dan.id} has not signed this.`,
    ]);
    const stranger = { ...dan, id: encodeBase64url(new Uint8Array(16).fill(77)) as DeviceId };
    expect(faults(withSaid([says(first, stranger)]))).toEqual([
      `The log does not know ${stranger.id}, who confirms it.`,
    ]);
    expect(faults(withSaid([says(first, eve)]))).toEqual([
      `${eve.id} did not count in the organisation at the time that it gives.`,
    ]);
    expect(faults(withSaid([says(first, ben)]))).toEqual([`${ben.id} was itself taken out, and cannot confirm it.`]);
    expect(faults(withSaid([]))).toEqual(['Nobody has signed it.']);
  });

  it('does not hold when confirmations of two removals were mixed, or one is shown for another epoch or person (T-RECEIPT-02)', () => {
    expect(faults(withSaid([...second.said]))).toHaveLength(2);
    expect(faults([{ ...first, epoch: first.epoch + 1 }])).toHaveLength(3);
    expect(faults([{ ...first, devices: [ben.id, dan.id] }]).length).toBeGreaterThan(1);
    const dans = { ...first, devices: [dan.id] };
    expect(faults([{ ...dans, said: [says(dans, chloe)] }])).toEqual([
      'None of the devices that it took out is one of this person.',
    ]);
    const other = receiptWith(honest, { person: { user: dan.person.id, name: 'Dan' } });
    expect(judge(fileOf(other))).toEqual({
      refused: 'The log has not shut this person, or these devices, out of the organisation.',
    });
  });

  it('does not hold when one is shown twice, or from later than the receipt (T-RECEIPT-03)', () => {
    expect(faults(withSaid([...first.said, says(first, chloe, at + 1)]))).toEqual([`${chloe.id} confirms it twice.`]);
    expect(faults([first, first])).toEqual(['It stands in the receipt twice.']);
    expect(faults(withSaid([says(first, chloe, madeAt + 3_600_000)]))).toEqual([
      `${chloe.id} gives a time after the receipt was made.`,
    ]);
  });

  it('is refused when it was edited, is of another log, or signed by somebody else than it says (T-RECEIPT-04)', () => {
    const file = fileOf(receiptWith(honest));
    const complete = JSON.parse(file);
    complete.receipt = complete.receipt.replace('still-in', 'no-record');
    expect(judge(JSON.stringify(complete))).toMatchObject({ refused: expect.stringContaining('not signed') });
    expect(judge(fileOf(receiptWith(honest), dan.sign))).toMatchObject({
      refused: expect.stringContaining('not signed'),
    });
    const suspended = receiptWith(honest, { madeBy: { user: eve.person.id, device: eve.id } });
    expect(judge(fileOf(suspended, eve.sign))).toMatchObject({ refused: expect.stringContaining('did not count') });
    expect(judge(file, undefined, encodeBase64url(new Uint8Array(32)))).toMatchObject({
      refused: expect.stringContaining('root key'),
    });
    expect(judge('{}')).toMatchObject({ refused: expect.stringContaining('no removal receipt') });
  });

  it('does not hold after any change of what was signed, by whoever makes the receipt', () => {
    const change = fc.record({
      room: fc.nat(1),
      said: fc.nat(1),
      field: fc.constantFrom('group', 'epoch', 'commit', 'by', 'devices', 'at', 'sig', 'device'),
      by: fc.integer({ min: 1, max: 200 }),
    });
    fc.assert(
      fc.property(change, ({ room, said, field, by }) => {
        const removals: Removals = honest.map((one, nth): Entry => {
          if (nth !== room) return one;
          const statements = one.said.map((each, place) => {
            if (place !== said) return each;
            if (field === 'at') return { ...each, at: each.at + by };
            if (field === 'sig') return { ...each, sig: flip(each.sig, by) };
            return field === 'device' ? { ...each, device: each.device === dan.id ? ana.id : dan.id } : each;
          });
          switch (field) {
            case 'group':
              return { ...one, said: statements, group: group(20 + by) };
            case 'epoch':
              return { ...one, said: statements, epoch: one.epoch + by };
            case 'commit':
              return { ...one, said: statements, commit: hash(30 + (by % 200)) };
            case 'by':
              return { ...one, said: statements, by: chloe.id };
            case 'devices':
              return { ...one, said: statements, devices: [...one.devices, dan.id] };
            default:
              return { ...one, said: statements };
          }
        });
        expect(faults(removals).length).toBeGreaterThan(0);
      }),
      { numRuns: 200 },
    );
  });
});

describe('the audit command', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'tacit-receipt-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const run = (...args: string[]) =>
    spawnSync(process.execPath, ['--import', 'tsx', 'scripts/audit.ts', ...args], { encoding: 'utf8' });

  it('judges a receipt, by the log in it or by another one', () => {
    const [good, bad, other] = ['good.json', 'bad.json', 'log.json'].map((name) => path.join(folder, name)) as [
      string,
      string,
      string,
    ];
    writeFileSync(good, fileOf(receiptWith(honest)));
    writeFileSync(bad, fileOf(receiptWith([{ ...first, epoch: 77 }])));
    writeFileSync(other, log);
    const sound = run('receipt', good, '--log', other, '--root-key', rootKey);
    expect([sound.status, sound.stdout.includes('sound: 2 removals')]).toEqual([0, true]);
    const unsound = run('receipt', bad);
    expect([unsound.status, unsound.stdout.includes('NOT SOUND')]).toEqual([1, true]);
    // One key in 64 looks like an option.
    expect(run('receipt', good, '--root-key', `-${'A'.repeat(42)}`).status).toBe(1);
    expect(run('receipt', good, '--root-key').status).toBe(2);
    expect(run('receipt', good, '--csv').status).toBe(2);
    expect(run('receipt', good, '--log', path.join(folder, 'none.json')).status).toBe(3);
  }, 60_000);
});

/** Another signature of the same form. */
function flip(sig: string, by: number): string {
  const place = by % 80;
  const other = sig[place] === 'A' ? 'B' : 'A';
  return `${sig.slice(0, place)}${other}${sig.slice(place + 1)}`;
}

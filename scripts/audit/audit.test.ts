import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { decodeUtf8, encodeBase64url, encodeHex, encodeUtf8 } from '#shared/encoding/index.ts';
import { headOf, signCheckpoint, writeLogExport } from '#shared/org-log/index.ts';
import { nodePrimitives } from '#shared/org-log/testing/node-primitives.ts';
import { TestOrg } from '#shared/org-log/testing/org.ts';
import { defaultPolicy } from '#shared/policy/index.ts';
import { auditLog } from './judge.ts';
import { report } from './print.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'tacit-audit-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const org = new TestOrg(nodePrimitives);
const ben = org.enrol('Ben', 'admin');
org.addDevice(ben);
org.must(org.sign({ kind: 'owners.set', owners: [org.ana.id, ben.id], quorum: 2 }, org.ana.signer));
org.must(
  org.sign(
    { kind: 'policy.set', group: org.group, values: { ...defaultPolicy, freshnessHours: 48 } },
    org.ana.signer,
    ben.signer,
  ),
);
org.must(org.sign({ kind: 'user.update', user: ben.id, name: '=1+1' }, ben.signer));
org.must(
  org.sign(
    { kind: 'release.approve', version: '1.0', manifest: encodeBase64url(new Uint8Array(32)) },
    org.ana.signer,
    ben.signer,
  ),
);
const head = headOf(org.state, nodePrimitives);
const rootKey = encodeBase64url(org.root.publicKey);
const note = signCheckpoint(
  { org: org.org, ...head, at: org.now },
  org.relayKey.publicKey,
  (message) => org.relayKey.sign(message),
  nodePrimitives,
);
const text = (envelopes: readonly Uint8Array[] = org.envelopes, checkpoint = note) =>
  writeLogExport({ org: org.org, rootKey, checkpoint, envelopes });
const judge = (file: string, key?: string) => auditLog(file, key, nodePrimitives);
const lines = (form: 'text' | 'json' | 'csv') => report(judge(text()), form);

describe('an audited log', () => {
  it('tells who did what, when, and under which quorum', () => {
    const said = lines('text').join('\n');
    expect(said).toContain(`0  ${new Date(org.now).toISOString()}  the root key and Ana (owner): founds Northwind`);
    expect(said).toMatch(/Ana \(owner\): invites Ben as admin into Everyone \[owners’ quorum 1 of 1, 1 signed\]/);
    expect(said).toMatch(/the invitation and Ben: Ben joins \[invitation and new key\]/);
    expect(said).toMatch(/Ben \(admin\): adds a device of Ben \[own key\]/);
    expect(said).toMatch(/makes Ana, Ben the owners, of whom 2 must sign \[owners’ quorum 1 of 1, 1 signed\]/);
    expect(said).toMatch(/Everyone: freshnessHours 24 → 48 \(weaker\); a day later \[2 admins\]/);
    expect(said).toMatch(/=1\+1 \(owner\): approves release 1.0 \[owners’ quorum 2 of 2, 2 signed\]/);
    expect(said).toContain(`size: ${head.size}\nroot: ${encodeHex(head.root)}\n`);
    expect(said).toContain('1 of 1 devices active');
  });

  it('is told as JSON Lines, the verdict last', () => {
    const told = lines('json').map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(told).toHaveLength(head.size + 1);
    expect(told[1]).toMatchObject({
      index: 1,
      kind: 'invite.create',
      who: [{ by: 'user', name: 'Ana', role: 'owner' }],
    });
    expect(told.at(-1)).toMatchObject({ verdict: 'sound', size: head.size, root: encodeHex(head.root), rootKey });
  });

  it('is told as CSV in which no name runs as a formula', () => {
    const told = lines('csv');
    expect(told).toHaveLength(head.size + 1);
    expect(told[0]).toBe('index,time,kind,signed by,under,what');
    expect(told.at(-1)).toContain(`"owners’ quorum 2 of 2, 2 signed"`);
    expect(told.slice(-2)[0]).toContain(',Ben (owner),');
    for (const line of told) expect(line).not.toMatch(/(?:^|,)"?[=+@-]/);
  });
});

describe('a log that something was done to', () => {
  const [first, second, third, ...rest] = org.envelopes as [Uint8Array, Uint8Array, Uint8Array, ...Uint8Array[]];
  const changed = encodeUtf8(decodeUtf8(third).replace('Ben', 'Bob'));
  const other = new TestOrg(nodePrimitives);
  const forged = signCheckpoint(
    { org: org.org, ...head, at: org.now },
    other.relayKey.publicKey,
    (message) => other.relayKey.sign(message),
    nodePrimitives,
  );

  it.each([
    ['was changed in an entry', text([first, second, changed, ...rest]), 'entry-changed', 2],
    ['was cut off as a file', text().slice(0, -50), 'cut-off', undefined],
    ['lacks its last entries', text(org.envelopes.slice(0, -2)), 'entries-missing', head.size - 2],
    ['lacks an entry in the middle', text([first, second, ...rest]), 'entries-missing', 2],
    ['stands in another order', text([first, third, second, ...rest]), 'reordered', 1],
    ['has an entry twice', text([first, second, second, third, ...rest]), 'entry-repeated', 2],
    ['has another checkpoint', text(org.envelopes, forged), 'checkpoint-forged', undefined],
    ['is no log', '{"format":"other"}', 'no-export', undefined],
    ['is a log of others', text(other.envelopes), 'another-root-key', 0],
  ] as const)('%s: is refused with a sentence of its own', (_, file, problem, index) => {
    const audit = judge(file);
    expect(audit).toMatchObject({ sound: false, problem, index });
    expect(JSON.parse(report(audit, 'json').join('\n'))).toMatchObject({ verdict: 'refused', problem });
  });

  it('with an entry that nobody’s checkpoint counts, or that a rule forbids, is refused', () => {
    const more = org.sign({ kind: 'user.update', user: ben.id, name: 'Bo' }, ben.signer);
    expect(judge(text([...org.envelopes, more]))).toMatchObject({ sound: false, problem: 'entries-added' });
    const rogue = org.sign({ kind: 'user.suspend', user: org.ana.id }, ben.signer);
    const size = head.size + 1;
    const larger = note.replace(`\n${head.size}\n`, `\n${size}\n`);
    expect(judge(text([...org.envelopes, rogue], larger))).toMatchObject({
      sound: false,
      problem: 'rule-broken',
      index: head.size,
    });
  });

  it('is held against the root key that the auditor has', () => {
    expect(judge(text(), rootKey)).toMatchObject({ sound: true });
    const another = encodeBase64url(other.root.publicKey);
    expect(judge(text(), another)).toMatchObject({ sound: false, problem: 'another-root-key' });
  });
});

describe('the audit command', () => {
  const run = (...args: string[]) =>
    spawnSync(process.execPath, ['--import', 'tsx', 'scripts/audit.ts', ...args], { encoding: 'utf8' });

  it('exits with 0, 1, 2 or 3, and says why', () => {
    const [good, bad] = ['good.json', 'bad.json'].map((name) => path.join(folder, name)) as [string, string];
    writeFileSync(good, text());
    writeFileSync(bad, text(org.envelopes.slice(0, -1)));
    const asDocumented = ['run', '--silent', 'audit', '--', 'log', good];
    const sound = spawnSync('npm', asDocumented, { encoding: 'utf8' });
    expect([sound.status, sound.stdout.includes('founds Northwind')]).toEqual([0, true]);
    const refused = run('log', bad, '--csv');
    expect([refused.status, refused.stdout]).toEqual([1, '']);
    expect(refused.stderr).toMatch(/^refused at entry \d+: 1 of the \d+ entries .+ \(entries-missing\)\n$/);
    expect(run('log', good, '--json', '--csv').status).toBe(2);
    expect(run('log', path.join(folder, 'none.json')).status).toBe(3);
  });
});

import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { encodeBase64url, encodeHex } from '#shared/encoding/index.ts';
import { headOf, signCheckpoint, writeLogExport } from '#shared/org-log/index.ts';
import { nodePrimitives } from '#shared/org-log/testing/node-primitives.ts';
import { TestOrg } from '#shared/org-log/testing/org.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'tacit-log-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const org = new TestOrg(nodePrimitives);
org.addDevice(org.enrol('Ben'));
const head = headOf(org.state, nodePrimitives);
const checkpoint = signCheckpoint(
  { org: org.org, ...head, at: org.now },
  org.relayKey.publicKey,
  (message) => org.relayKey.sign(message),
  nodePrimitives,
);

function replay(envelopes: readonly Uint8Array[]): { status: number | null; stdout: string } {
  const file = path.join(folder, 'export.json');
  const rootKey = encodeBase64url(org.root.publicKey);
  writeFileSync(file, writeLogExport({ org: org.org, rootKey, checkpoint, envelopes }));
  return spawnSync('npm', ['run', '--silent', 'org-log:replay', '--', file], { encoding: 'utf8' });
}

describe('the replay command', () => {
  it('prints size, root and state of an exported log', () => {
    const { status, stdout } = replay(org.envelopes);
    expect(status).toBe(0);
    expect(stdout).toContain(`size: ${head.size}\nroot: ${encodeHex(head.root)}\n`);
    expect(stdout).toMatch(/Ben \(\S+\): member, active, 1 of 1 devices active/);
    expect(stdout).toContain('freshnessHours: 24');
  });

  it('prints the first refused entry with its reason, and exits with 1', () => {
    const [founding, , ...others] = org.envelopes;
    const { status, stdout } = replay([...(founding ? [founding] : []), ...others]);
    expect(status).toBe(1);
    expect(stdout).toMatch(/^refused at entry 1: .+ \(other-history\)\n$/);
  });
});

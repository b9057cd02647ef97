import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ready, sha256, verify } from '#server/crypto/sodium.ts';
import { type Office, openOffice } from '#server/testing/office.ts';
import { encodeBase64url } from '#shared/encoding/index.ts';
import { cosignedAt, encodeVerifierKey, headOf, signCheckpoint, type Witness } from '#shared/org-log/index.ts';
import { consistencyProof } from '#shared/org-log/proofs.ts';
import { nodePrimitives } from '#shared/org-log/testing/node-primitives.ts';
import { HOUR, TestOrg } from '#shared/org-log/testing/org.ts';
import { followOnce, type Outcome } from './follow.ts';
import { type Keeping, openKeeping } from './keeping.ts';

const crypto = { sha256, verify };
const NAME = 'witness.example.org/w1';
let folder: string;
let keeping: Keeping;

beforeEach(async () => {
  await ready();
  folder = mkdtempSync(path.join(tmpdir(), 'tacit-witness-'));
  keeping = openKeeping(folder);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const self = (): Witness => ({ name: NAME, key: keeping.key.publicKey });
const evidence = () => readdirSync(folder).filter((name) => name.startsWith('evidence-'));

describe('a witness of a running relay', () => {
  let office: Office;
  beforeEach(async () => {
    office = await openOffice();
  });
  afterEach(() => office.close());

  const follow = () =>
    followOnce({ relay: office.origin, name: NAME, keeping, crypto, now: Date.now, fetch: globalThis.fetch });
  const checkpoint = async () => (await fetch(`${office.origin}/witness/checkpoint`)).text();

  async function nameWitnesses(witnesses: readonly Witness[], required: number) {
    const client = await office.signedIn(office.ana);
    const body = { kind: 'witnesses.set' as const, witnesses: [...witnesses], required };
    await office.append(client, office.org.sign(body, [office.org.by(office.org.owner)]));
    return client;
  }

  it('cosigns what grows, and everybody is given its line', async () => {
    expect((await follow()).kind).toBe('not-taken');
    expect((await fetch(`${office.origin}/witness/checkpoint`)).status).toBe(404);
    const client = await nameWitnesses([self()], 1);
    expect(await follow()).toEqual({ kind: 'cosigned', size: office.org.state.tree.size });
    const pushed = await client.must('log.since', { size: 0, limit: 10 });
    expect(pushed.checkpoint).toBe(await checkpoint());
    const first = cosignedAt(pushed.checkpoint, [self()], crypto).get(self().key) ?? 0;
    expect(Math.abs(first - Date.now())).toBeLessThan(HOUR);

    await office.hire(client);
    expect(cosignedAt(await checkpoint(), [self()], crypto).size).toBe(0);
    // A new process goes on from what the old one has kept.
    keeping = openKeeping(folder);
    expect(await follow()).toEqual({ kind: 'cosigned', size: office.org.state.tree.size });
    expect(await follow()).toEqual({ kind: 'cosigned', size: office.org.state.tree.size });
    expect((await checkpoint()).split('\n').filter((line) => line.includes(NAME))).toHaveLength(1);
    expect(evidence()).toEqual([]);
  });

  it('is not taken when the log does not name its key, and nobody else can add a line', async () => {
    await nameWitnesses([{ name: NAME, key: encodeBase64url(nodePrimitives.keyPair().publicKey) }], 0);
    expect((await follow()).kind).toBe('not-taken');
    for (const body of ['', 'x', `\u2014 ${NAME} AAAA\n`, `${await checkpoint()}`, 'y'.repeat(10_000)]) {
      const headers = { 'content-type': 'text/plain' };
      const answer = await fetch(`${office.origin}/witness/cosignature`, { method: 'POST', headers, body });
      expect([409, 413]).toContain(answer.status);
    }
    expect(await checkpoint()).not.toContain(NAME);
  });

  it('runs as a command, once, with a code', async () => {
    await nameWitnesses([self()], 1);
    const run = (...args: string[]) =>
      new Promise<{ code: number | null; said: string }>((resolve) => {
        const child = spawn(process.execPath, ['--import', 'tsx', 'witness/main.ts', ...args]);
        let said = '';
        for (const stream of [child.stdout, child.stderr]) stream.on('data', (part) => (said += String(part)));
        child.on('close', (code) => resolve({ code, said }));
      });
    const good = await run('--relay', office.origin, '--name', NAME, '--data', folder, '--once');
    expect([good.code, good.said]).toEqual([0, expect.stringContaining('cosigned')]);
    expect((await run('--name', NAME)).code).toBe(2);
  });
});

/** A relay that tells whatever history it is given, rightly signed. */
class ForkingRelay {
  org: TestOrg;
  /** What it shows, instead of the newest. */
  note: string | undefined;

  constructor(org: TestOrg) {
    this.org = org;
  }

  sign(org: TestOrg = this.org, at = org.now): string {
    const head = { org: org.org, ...headOf(org.state, nodePrimitives), at };
    return signCheckpoint(head, org.relayKey.publicKey, (message) => org.relayKey.sign(message), nodePrimitives);
  }

  readonly fetch: typeof globalThis.fetch = async (input) => {
    const where = new URL(String(input)).pathname;
    const answer = (body: string, status = 200) => new Response(status === 204 ? null : body, { status });
    const { org } = this;
    if (where === '/witness/key') return answer(encodeVerifierKey(org.org, org.relayKey.publicKey, nodePrimitives));
    if (where === '/witness/checkpoint') return answer(this.note ?? this.sign());
    if (where === '/witness/cosignature') return answer('', 204);
    const [from, to] = where.split('/').slice(-2).map(Number) as [number, number];
    if (to > org.state.tree.size) return answer('', 404);
    const proof = consistencyProof(org.state.tree, from, to, nodePrimitives);
    return answer(proof.map((hash) => `${Buffer.from(hash).toString('base64')}\n`).join(''));
  };
}

describe('a witness of a relay that lies', () => {
  const follow = (relay: ForkingRelay): Promise<Outcome> =>
    followOnce({
      relay: 'http://relay.test',
      name: NAME,
      keeping,
      crypto,
      now: () => relay.org.now,
      fetch: relay.fetch,
    });

  function twoHistories(): [TestOrg, TestOrg] {
    const one = new TestOrg(nodePrimitives);
    one.enrol('Ben');
    const other = Object.assign(Object.create(TestOrg.prototype) as TestOrg, one, { envelopes: [...one.envelopes] });
    return [one, other];
  }

  it('refuses another log of the same size, and of a larger one, and keeps both heads once', async () => {
    const [one, other] = twoHistories();
    const relay = new ForkingRelay(one);
    one.enrol('Chloe');
    other.enrol('Mallory');
    expect((await follow(relay)).kind).toBe('cosigned');
    const held = keeping.head;
    relay.org = other;
    expect(await follow(relay)).toMatchObject({ kind: 'refused', evidence: expect.stringContaining('evidence-') });
    other.enrol('Trudy');
    expect(await follow(relay)).toMatchObject({ kind: 'refused', sentence: expect.stringContaining('did not grow') });
    expect(await follow(relay)).toMatchObject({ kind: 'refused', evidence: undefined });
    expect(keeping.head).toEqual(held);
    expect(evidence()).toHaveLength(2);
    for (const name of evidence()) {
      const kept = JSON.parse(readFileSync(path.join(folder, name), 'utf8')) as Record<string, string>;
      expect(kept).toMatchObject({ kind: 'forked', held: held?.note });
      expect(kept.shown).toMatch(/^tacit\//);
    }
    // The relay that comes back to the truth is cosigned again.
    relay.org = one;
    expect((await follow(relay)).kind).toBe('cosigned');
  });

  it('refuses a log that has shrunk, takes an older checkpoint for what it is, and none from the future', async () => {
    const [one] = twoHistories();
    const relay = new ForkingRelay(one);
    const early = relay.sign();
    one.now += HOUR;
    one.enrol('Chloe');
    expect((await follow(relay)).kind).toBe('cosigned');
    relay.note = early;
    expect((await follow(relay)).kind).toBe('not-taken');
    const [small] = [new TestOrg(nodePrimitives)];
    Object.assign(small, { org: one.org, relayKey: one.relayKey, now: one.now + 1 });
    relay.note = relay.sign(small);
    expect(await follow(relay)).toMatchObject({ kind: 'refused', sentence: expect.stringContaining('shrank') });
    relay.note = relay.sign(one, one.now + HOUR);
    expect(await follow(relay)).toMatchObject({ kind: 'refused', evidence: undefined });
  });

  it('believes no other log key than the one that it saw first', async () => {
    const [one] = twoHistories();
    const relay = new ForkingRelay(one);
    expect((await follow(relay)).kind).toBe('cosigned');
    Object.assign(one, { relayKey: nodePrimitives.keyPair() });
    one.now += HOUR;
    expect(await follow(relay)).toMatchObject({ kind: 'refused', sentence: expect.stringContaining('pinned') });
    expect(evidence()).toHaveLength(1);
  });
});

describe('what a witness keeps', () => {
  it('is readable by nobody else, and is not begun anew when it is damaged', () => {
    expect(statSync(path.join(folder, 'key')).mode & 0o777).toBe(0o600);
    expect(openKeeping(folder).key.publicKey).toBe(keeping.key.publicKey);
    chmodSync(path.join(folder, 'key'), 0o644);
    expect(() => openKeeping(folder)).toThrow('chmod 600');
    chmodSync(path.join(folder, 'key'), 0o600);
    writeFileSync(path.join(folder, 'head.json'), '{"log":1}');
    expect(() => openKeeping(folder)).toThrow('damaged');
  });
});

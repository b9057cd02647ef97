import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { GroupId } from '#shared/ids/index.ts';
import { wireLimits } from '#shared/wire/index.ts';
import * as sodium from './crypto/sodium.ts';
import { privateMessage } from './relay/testing/messages.ts';
import { chainStart, judgeLink, parseLine } from './stream/chain.ts';
import { TestClient } from './testing/client.ts';
import { found } from './testing/office.ts';
import { newId, newKey, RelayOrg } from './testing/org.ts';

let folder: string;
const running = new Set<ChildProcess>();
beforeEach(async () => {
  await sodium.ready();
  folder = mkdtempSync(path.join(tmpdir(), 'tacit-main-'));
});
afterEach(() => {
  for (const child of running) child.kill('SIGKILL');
  running.clear();
  rmSync(folder, { recursive: true, force: true });
});

function start(environment: Record<string, string> = {}): ChildProcess {
  const { PATH } = process.env;
  const child = spawn(process.execPath, ['--import', 'tsx', path.join(import.meta.dirname, 'main.ts')], {
    cwd: path.join(import.meta.dirname, '..'),
    env: {
      PATH,
      TACIT_PORT: '0',
      TACIT_DATA_DIR: path.join(folder, 'data'),
      TACIT_LOG_LEVEL: 'silent',
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  child.once('exit', () => running.delete(child));
  return child;
}

/** The address that a relay prints, and the founding link if it prints one. */
async function addressOf(child: ChildProcess, lines: number): Promise<{ origin: string; link: string | null }> {
  const seen: string[] = [];
  if (child.stdout === null) throw new Error('no output');
  for await (const line of createInterface({ input: child.stdout })) {
    seen.push(line);
    if (seen.length === lines) break;
  }
  const urls = seen.map((line) => /(https?:\S+)/.exec(line)?.[1] ?? '');
  return { origin: urls[0] ?? '', link: urls[1] ?? null };
}

it('goes on with a file where it was when it is killed in the middle of it', async () => {
  let child = start();
  const first = await addressOf(child, 2);
  const { device } = await found(first.origin, first.link);
  let client = new TestClient(first.origin);
  await client.connected();
  await client.signIn(device.id, device.key);
  const blob = sodium.randomBytes(wireLimits.blobNameBytes);
  const secret = sodium.randomBytes(wireLimits.blobSecretBytes);
  const PIECES = 24;
  const pieces = Array.from({ length: PIECES }, () => new Uint8Array(randomBytes(wireLimits.blobPieceBytes)));
  const bytes = PIECES * wireLimits.blobPieceBytes;
  const begin = { blob, bytes, pieces: PIECES, erase: sodium.sha256(secret) };
  await client.must('blob.begin', begin);
  const relay = child;
  let acknowledged = 0;
  let next = 0;
  const lane = async (): Promise<void> => {
    for (let piece = next++; piece < PIECES; piece = next++) {
      const result = await client.call('blob.put', { blob, piece, bytes: pieces[piece] ?? blob }).catch(() => null);
      if (result?.ok !== true) return;
      acknowledged = Math.max(acknowledged, result.value.have);
      // With other pieces on their way and being written.
      if (acknowledged === 6) relay.kill('SIGKILL');
    }
  };
  const ended = once(child, 'exit');
  const lanes = [lane(), lane(), lane(), lane()];
  await ended;
  client.close();
  await Promise.all(lanes);
  expect(acknowledged).toBeGreaterThanOrEqual(6);

  child = start();
  const second = await addressOf(child, 1);
  client = new TestClient(second.origin);
  await client.connected();
  await client.signIn(device.id, device.key);
  const { have } = await client.must('blob.begin', begin);
  expect(have).toBeGreaterThanOrEqual(acknowledged);
  for (let piece = have; piece < PIECES; piece += 1) {
    await client.must('blob.put', { blob, piece, bytes: pieces[piece] ?? blob });
  }
  for (const [piece, wanted] of pieces.entries()) {
    const answer = await client.must('blob.get', { blob, piece });
    expect(Buffer.compare(answer.bytes, wanted)).toBe(0);
  }
  client.close();
  child.kill('SIGTERM');
  await once(child, 'exit');
});

it('loses nothing that it acknowledged when it is killed', async () => {
  let child = start({ TACIT_STREAM: 'file' });
  const first = await addressOf(child, 2);
  const { org, device } = await found(first.origin, first.link);
  const client = new TestClient(first.origin);
  await client.connected();
  await client.signIn(device.id, device.key);
  const group = newId<GroupId>();
  await client.must('group.create', { group });

  const acknowledged = new Map<number, number>();
  const sent: Promise<void>[] = [];
  // Heard from the start: it may end while calls are still being made.
  const ended = once(child, 'exit');
  for (let clientSeq = 1; clientSeq <= 300; clientSeq += 1) {
    const message = privateMessage(group, 0n, 'application', Uint8Array.of(clientSeq >> 8, clientSeq & 0xff));
    const call = client.call('group.send', { group, epoch: 0n, message, clientSeq }).then(
      (result) => {
        if (result.ok && result.value.seq !== null) acknowledged.set(clientSeq, result.value.seq);
        // In the middle of the stream, with calls on their way and commits under way.
        if (acknowledged.size === 100) child.kill('SIGKILL');
      },
      () => undefined,
    );
    sent.push(call);
    if (clientSeq % 10 === 0) await new Promise((resolve) => setImmediate(resolve));
  }
  await ended;
  client.close();
  await Promise.all(sent);
  expect(acknowledged.size).toBeGreaterThanOrEqual(100);
  // As a kill in the middle of a record would leave it.
  appendFileSync(path.join(folder, 'data/stream/events-00000001.jsonl'), '{"about":{},"at":17');

  child = start({ TACIT_STREAM: 'file' });
  const second = await addressOf(child, 1);
  const back = new TestClient(second.origin);
  await back.connected();
  const { clientSeq: highest } = await back.signIn(device.id, device.key);
  const { envelopes } = await back.must('group.since', { requests: [{ group, after: 0 }], maxBytes: 1 << 22 });
  const stored = new Map(
    envelopes.map(({ seq, message }) => [seq, ((message.at(-2) ?? 0) << 8) | (message.at(-1) ?? 0)]),
  );
  for (const [clientSeq, seq] of acknowledged) expect(stored.get(seq)).toBe(clientSeq);
  // In order, without a gap, and the guard against a rolled-back device knows all of them.
  expect([...stored.keys()]).toEqual(Array.from({ length: stored.size }, (_, index) => index + 1));
  expect(highest).toBe(Math.max(...stored.values()));
  const { envelopes: log } = await back.must('log.since', { size: 0, limit: 10 });
  expect(log).toHaveLength(org.state.tree.size);
  // What was stored but never acknowledged is not stored again by the retry.
  const message = privateMessage(group, 0n, 'application', Uint8Array.of(highest >> 8, highest & 0xff));
  const retry = await back.must('group.send', { group, epoch: 0n, message, clientSeq: highest });
  expect(retry.duplicate).toBe(true);
  back.close();
  child.kill('SIGTERM');
  await once(child, 'exit');
  // The stream of events goes on as one chain, and tells every entry of the log once.
  let head = chainStart;
  const told: unknown[] = [];
  for (const line of readFileSync(path.join(folder, 'data/stream/events-00000001.jsonl'), 'utf8')
    .trimEnd()
    .split('\n')) {
    const record = parseLine(line);
    if (record === undefined) throw new Error('a line that is no record');
    expect(judgeLink(record, head, sodium.sha256)).toBeUndefined();
    head = { seq: record.seq, hash: record.hash };
    if (record.kind === 'log.admitted') told.push(record.about.index);
  }
  expect(told).toEqual(Array.from({ length: org.state.tree.size }, (_, index) => index));
});

it('drains on SIGTERM, tells its sockets, and ends well', async () => {
  const child = start();
  const { origin, link } = await addressOf(child, 2);
  const { device } = await found(origin, link);
  const client = new TestClient(origin);
  await client.connected();
  await client.signIn(device.id, device.key);
  child.kill('SIGTERM');
  const [code] = await once(child, 'exit');
  expect(code).toBe(0);
  await client.gone();
  expect(client.pushed('session.closed')).toEqual([{ code: 'stopping' }]);
});

it('prints a founding link that works once, and a new one at each start until then', async () => {
  let child = start();
  const first = await addressOf(child, 2);
  child.kill('SIGTERM');
  await once(child, 'exit');
  child = start();
  const second = await addressOf(child, 2);
  expect(second.link).toMatch(/\/#found\/[A-Za-z0-9_-]{32}$/);
  expect(second.link).not.toBe(first.link);
  await expect(found(second.origin, first.link)).rejects.toThrow(/wrong-code/);
  await found(second.origin, second.link);
  await expect(found(second.origin, second.link)).rejects.toThrow(/already-founded/);
});

it.each([
  ['TACIT_PORT', { TACIT_PORT: 'eighty' }],
  ['TACIT_TLS_KEY', { TACIT_TLS_KEY: '/nowhere/key.pem', TACIT_TLS_CERT: '/nowhere/cert.pem' }],
  ['TACIT_HOST', { TACIT_HOST: '203.0.113.7' }],
  ['TACIT_STREAM_DIR', { TACIT_STREAM: 'file', TACIT_STREAM_DIR: '/dev/null/stream' }],
  ['TACIT_STREAM_CA', { TACIT_STREAM: 'json', TACIT_STREAM_TO: 'localhost:1', TACIT_STREAM_CA: '/nowhere/ca.pem' }],
])('does not start with a wrong %s, and says so in one sentence', async (name, environment) => {
  const child = start(environment);
  const chunks: Buffer[] = [];
  child.stderr?.on('data', (chunk: Buffer) => chunks.push(chunk));
  const [code] = await once(child, 'close');
  expect(code).toBe(1);
  expect(Buffer.concat(chunks).toString()).toMatch(new RegExp(`^[^\\n]*${name}[^\\n]*\\.\\n$`));
});

it('does not let another key found what it has not promised to sign', async () => {
  const child = start();
  const { origin, link } = await addressOf(child, 2);
  const client = new TestClient(origin);
  await client.connected();
  const { relayLogKey } = await client.must('session.challenge', {});
  await client.must('session.signIn', { as: 'founder', code: link?.split('/').at(-1) ?? '' });
  const org = new RelayOrg(relayLogKey);
  const { envelopes } = org.founding(newKey().publicKey);
  expect(await client.refusal('log.append', { envelopes })).toBe('refused-entry');
  client.close();
});

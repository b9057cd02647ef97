import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ConfigInput } from '#server/config/config.ts';
import * as sodium from '#server/crypto/sodium.ts';
import { privateMessage } from '#server/relay/testing/messages.ts';
import { selfSigned } from '#server/testing/certificate.ts';
import { TestClient } from '#server/testing/client.ts';
import { TestCollector } from '#server/testing/collector.ts';
import { type Office, openOffice } from '#server/testing/office.ts';
import { newId, newKey } from '#server/testing/org.ts';
import { encodeBase64url, encodeUtf8 } from '#shared/encoding/index.ts';
import type { GroupId } from '#shared/ids/index.ts';
import { cosign } from '#shared/org-log/index.ts';
import { type ChainedRecord, type ChainHead, chainStart, judgeLink, parseLine } from './chain.ts';
import { eventFile, eventFileNumbers } from './files.ts';

let folder: string;
let office: Office;
let collector: TestCollector;
beforeEach(() => {
  collector = new TestCollector();
  folder = mkdtempSync(path.join(tmpdir(), 'tacit-events-'));
});
afterEach(async () => {
  await office.close();
  await collector.close();
  rmSync(folder, { recursive: true, force: true });
});

const streamFolder = () => path.join(office.dataFolder, 'stream');

/** All that was written, of which the chain holds. */
function written(): ChainedRecord[] {
  const lines = eventFileNumbers(streamFolder()).flatMap((file) =>
    readFileSync(eventFile(streamFolder(), file), 'utf8').split('\n').slice(0, -1),
  );
  return linked(lines.flatMap((line) => parseLine(line) ?? []));
}

function linked(records: ChainedRecord[]): ChainedRecord[] {
  let head: ChainHead = chainStart;
  for (const record of records) {
    expect(judgeLink(record, head, sodium.sha256)).toBeUndefined();
    head = { seq: record.seq, hash: record.hash };
  }
  return records;
}

/** What was written, once `holds` does of it. */
async function once(holds: (records: ChainedRecord[]) => boolean): Promise<ChainedRecord[]> {
  return vi.waitUntil(
    () => {
      const records = written();
      return holds(records) && records;
    },
    { timeout: 10_000 },
  );
}

const of = (records: readonly ChainedRecord[], kind: string) =>
  records.filter((record) => record.kind === kind).map(({ about }) => about);

describe('the stream of a relay', () => {
  it('tells who signed in, who did not, what the log admits and refuses, and who was cut off', async () => {
    office = await openOffice({ stream: 'file' });
    const ana = await office.signedIn(office.ana);
    const ben = await office.hire(ana);
    const gone = await office.signedIn(ben.device);
    const stranger = await office.stranger();
    await expect(stranger.signIn(ben.device.id, newKey())).rejects.toThrow('sign-in-refused');
    await stranger.call('log.since', { size: 0, limit: 1 });
    expect(await gone.refusal('log.append', { envelopes: [encodeUtf8('{}')] })).toBe('malformed');
    const owner = [office.org.by(office.org.owner)];
    await office.append(ana, office.org.sign({ kind: 'user.suspend', user: ben.user.id }, owner));
    const foreign = new TestClient(office.origin, { origin: 'https://evil.example' });
    await expect(foreign.connected()).rejects.toThrow();
    foreign.close();
    await gone.gone();
    const records = await once((all) => of(all, 'connection.refused').length > 0);

    const address = '127.0.0.0/24';
    expect(of(records, 'relay.started')).toEqual([
      { entries: 0, settings: expect.objectContaining({ push: 'off', stream: 'file', tls: false }) },
    ]);
    expect(of(records, 'sign-in.accepted')).toEqual(
      [{ as: 'founder' }, { as: 'device', device: office.ana.id }, { as: 'device', device: ben.device.id }].map(
        (about) => ({ ...about, address: expect.any(String) }),
      ),
    );
    const refused = { as: 'device', device: ben.device.id, code: 'sign-in-refused', address: expect.any(String) };
    expect(of(records, 'sign-in.refused')).toEqual([refused]);
    expect(of(records, 'call.denied')).toEqual([
      { call: 'log.since', code: 'not-signed-in', address: expect.any(String) },
    ]);
    expect(of(records, 'log.refused')).toEqual([{ kinds: ['malformed'], code: 'malformed', device: ben.device.id }]);
    const admitted = of(records, 'log.admitted');
    expect(admitted.map(({ index, kind }) => [index, kind])).toEqual([
      [0, 'org.create'],
      [1, 'device.add'],
      [2, 'invite.create'],
      [3, 'user.enrol'],
      [4, 'device.add'],
      [5, 'user.suspend'],
    ]);
    expect(admitted.at(-1)).toMatchObject({
      by: [`user:${office.org.owner.id}`],
      entry: { kind: 'user.suspend', user: ben.user.id },
    });
    expect(of(records, 'device.cut-off')).toEqual([{ device: ben.device.id, user: ben.user.id, reason: 'suspended' }]);
    expect(of(records, 'connection.refused')).toEqual([{ why: 'another-origin', address: expect.any(String) }]);
    const addresses = new Set(records.flatMap(({ about }) => about.address ?? []));
    for (const one of addresses) expect([address, '0:0:0::/48']).toContain(one);
    expect(statSync(eventFile(streamFolder(), 1)).mode & 0o777).toBe(0o600);
  });

  it('has no message, no token and no address in full (T-STREAM-03)', async () => {
    const push = { push: 'on', pushContact: 'mailto:ops@example.org', pushHosts: 'push.example.org' } as const;
    office = await openOffice({ stream: 'file', ...push });
    const ana = await office.signedIn(office.ana);
    await ana.must('push.register', { endpoint: 'https://push.example.org/wake/a-token-that-wakes' });
    const group = newId<GroupId>();
    const words = encodeUtf8('what nobody else may read');
    await ana.must('group.create', { group });
    const message = privateMessage(group, 0n, 'application', words);
    await ana.must('group.send', { group, epoch: 0n, message, clientSeq: 1 });
    const { nonce } = await ana.must('session.challenge', {});
    const code = 'a-code-that-founds-nothing';
    await ana.call('session.signIn', { as: 'founder', code });
    const records = await once((all) => of(all, 'sign-in.refused').length > 0);
    expect(of(records, 'push.registered')).toEqual([{ device: office.ana.id, host: 'push.example.org' }]);
    const text = readFileSync(eventFile(streamFolder(), 1), 'utf8');
    for (const secret of [
      group,
      encodeBase64url(words),
      'nobody else',
      encodeBase64url(nonce),
      code,
      'a-token-that-wakes',
      '127.0.0.1',
    ]) {
      expect(text).not.toContain(secret);
    }
  });

  it('tells whose calls were too many', async () => {
    office = await openOffice({ stream: 'file', callsPerSecond: 1 });
    const ana = await office.signedIn(office.ana);
    for (let number = 0; number < 40; number += 1) await ana.call('session.challenge', {});
    const records = await once((all) => of(all, 'call.rate-limited').length > 0);
    expect(of(records, 'call.rate-limited')[0]).toEqual({ call: 'session.challenge', device: office.ana.id });
  });

  it('goes on over a restart, and tells what the log admitted while no stream was kept', async () => {
    office = await openOffice({ stream: 'file' });
    let ana = await office.signedIn(office.ana);
    await office.restart({ stream: 'off' });
    ana = await office.signedIn(office.ana);
    await office.hire(ana);
    await office.restart({ stream: 'file' });
    ana = await office.signedIn(office.ana);
    await office.hire(ana);
    const records = await once((all) => of(all, 'log.admitted').length === office.org.state.tree.size);
    expect(of(records, 'log.admitted').map(({ index }) => index)).toEqual(
      Array.from({ length: office.org.state.tree.size }, (_, index) => index),
    );
    expect(of(records, 'relay.stopped')).toHaveLength(1);
    expect(of(records, 'file.started')).toHaveLength(1);
  });

  it('keeps what strangers cause from driving out the rest, and says how much there was (T-STREAM-04)', async () => {
    let passed = 0;
    // The middle of a minute, so that the test does not reach over its end.
    const now = () => 1_800_000_030_000 + passed;
    office = await openOffice({ stream: 'file', connectionsPerMinute: 10_000 }, { now });
    const stranger = await office.stranger();
    for (let number = 0; number < 700; number += 1) await stranger.call('log.since', { size: 0, limit: 1 });
    await once((all) => of(all, 'call.denied').length === 600);
    passed = 60_000;
    await stranger.call('log.since', { size: 0, limit: 1 });
    const records = await once((all) => of(all, 'events.suppressed').length > 0);
    expect(of(records, 'events.suppressed')).toEqual([{ counts: { 'call.denied': 100 } }]);
  });

  it('tells which witnesses confirm the log, and once that they no longer do', async () => {
    let passed = 0;
    office = await openOffice({ stream: 'file' }, { now: () => Date.now() + passed });
    const ana = await office.signedIn(office.ana);
    const key = newKey();
    const witness = { name: 'witness.example.org/w1', key: encodeBase64url(key.publicKey) };
    const body = { kind: 'witnesses.set' as const, witnesses: [witness], required: 1 };
    await office.append(ana, office.org.sign(body, [office.org.by(office.org.owner)]));
    const { checkpoint } = await ana.must('log.since', { size: 0, limit: 1 });
    const line = cosign(checkpoint, witness, Date.now(), (message) => key.sign(message), sodium);
    const headers = { 'content-type': 'text/plain' };
    const post = () => fetch(`${office.origin}/witness/cosignature`, { method: 'POST', headers, body: line });
    expect((await post()).status).toBe(204);
    // The first look finds it confirmed; the head is then signed anew, which nobody confirms.
    for (let look = 0; look < 3; look += 1) {
      passed += 600_000;
      await office.relay.maintain();
    }
    const records = await once((all) => of(all, 'witness.lacking').length > 0);
    const { size } = office.org.state.tree;
    expect(of(records, 'witness.cosigned')).toEqual([{ size, witnesses: [witness.name] }]);
    expect(of(records, 'witness.lacking')).toEqual([{ size, required: 1, have: 0 }]);
  });

  it('is not kept unless the settings say so', async () => {
    office = await openOffice();
    expect(() => statSync(streamFolder())).toThrow();
  });
});

describe('a collector', () => {
  const caFile = () => {
    const file = path.join(folder, 'ca.pem');
    writeFileSync(file, collector.ca);
    return file;
  };
  const sending = (changes: ConfigInput = {}): ConfigInput => ({
    stream: 'syslog',
    streamTo: collector.address,
    streamCa: caFile(),
    ...changes,
  });
  const collected = (records: number, form?: 'syslog' | 'json') =>
    vi.waitUntil(() => collector.records(form).length >= records, { timeout: 20_000 });

  it('gets every record over TLS as syslog, and the chain holds there too', async () => {
    await collector.open();
    office = await openOffice(sending());
    const ana = await office.signedIn(office.ana);
    await office.hire(ana);
    const own = await once((all) => of(all, 'log.admitted').length === office.org.state.tree.size);
    await collected(own.length);
    expect(linked(collector.records()).slice(0, own.length)).toEqual(own);
    for (const message of collector.messages()) expect(message).toMatch(/^<10[89]|^<110/);
  });

  it('gets them as JSON Lines where it wants that', async () => {
    await collector.open();
    office = await openOffice(sending({ stream: 'json' }));
    await collected(5, 'json');
    const own = written();
    expect(linked(collector.records('json')).slice(0, own.length)).toEqual(own);
  });

  it('that goes away and comes back misses nothing, also over a restart of the relay', async () => {
    await collector.open();
    office = await openOffice(sending());
    let ana = await office.signedIn(office.ana);
    await collected(4);
    await collector.close();
    await office.hire(ana);
    await office.restart();
    ana = await office.signedIn(office.ana);
    await office.hire(ana);
    await collector.open();
    const own = await once((all) => of(all, 'log.admitted').length === office.org.state.tree.size);
    await collected(own.length);
    expect(linked(collector.records())).toEqual(own);
  });

  it('that nobody vouches for gets nothing (T-STREAM-05)', async () => {
    await collector.open();
    const file = path.join(folder, 'other.pem');
    writeFileSync(file, selfSigned(['localhost']).cert);
    office = await openOffice(sending({ streamCa: file }));
    await office.signedIn(office.ana);
    await once((all) => of(all, 'sign-in.accepted').length > 1);
    await office.restart();
    expect(collector.records()).toEqual([]);
  });

  it('that reads nothing holds nobody up', async () => {
    collector.reads = false;
    await collector.open();
    office = await openOffice(sending({ connectionsPerMinute: 10_000 }));
    await vi.waitUntil(() => collector.connections > 0);
    const ana = await office.signedIn(office.ana);
    for (let number = 0; number < 20; number += 1) await office.hire(ana);
    await once((all) => of(all, 'log.admitted').length === office.org.state.tree.size);
    collector.reads = true;
  });
});

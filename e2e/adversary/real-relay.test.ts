import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { emptyReplica, freshness, offer, type Replica } from '#core/org/replica.ts';
import { createRelay, type Relay } from '#server/app.ts';
import { openLogKey } from '#server/auth/log-key.ts';
import * as crypto from '#server/crypto/sodium.ts';
import { TestClient } from '#server/testing/client.ts';
import { found } from '#server/testing/office.ts';
import type { RelayOrg } from '#server/testing/org.ts';
import { encodeBase64url } from '#shared/encoding/index.ts';
import { policyFor } from '#shared/org-log/index.ts';
import { drop } from './attacks.ts';
import { ForgedLog, serveOlderHead, withholdEntries } from './forged-log.ts';
import { HostileRelay } from './hostile-relay.ts';

let folder: string;
let hostile: HostileRelay;
let relay: Relay;
let org: RelayOrg;
let ana: TestClient;

/** A real relay in the attacker's hands: it lets people in under the attacker's address, and its data are the attacker's. */
beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'tacit-hostile-'));
  hostile = await HostileRelay.start();
  const dataFolder = path.join(folder, 'data');
  let ticks = 0;
  // No two moments are the same, so that of two heads one is always the later.
  const now = () => Date.now() + ticks++;
  relay = await createRelay({ port: 0, dataFolder, logLevel: 'silent', publicOrigin: hostile.url }, { now });
  const { port, foundingLink } = await relay.listen();
  hostile.standBefore(`http://localhost:${port}`);
  const founded = await found(hostile.url, foundingLink);
  org = founded.org;
  ana = new TestClient(hostile.url);
  await ana.connected();
  await ana.signIn(founded.device.id, founded.device.key);
});

afterEach(async () => {
  ana.close();
  await hostile.stop();
  await relay.close();
  rmSync(folder, { recursive: true, force: true });
});

/** What a device that pinned the founders' root key has before it sees anything. */
const nothing = () => emptyReplica(org.id, encodeBase64url(org.root.publicKey));

async function judge(replica: Replica) {
  const { envelopes, checkpoint } = await ana.must('log.since', { size: replica.state.tree.size, limit: 256 });
  return offer(replica, envelopes, checkpoint, crypto);
}

async function accepted(replica: Replica): Promise<Replica> {
  const judged = await judge(replica);
  if (judged.kind !== 'accepted') throw new Error(`not accepted: ${judged.kind}`);
  return judged.replica;
}

it('passes founding, sign-in and the log through a hostile relay that does nothing', async () => {
  expect(await judge(nothing())).toMatchObject({ kind: 'accepted', replica: { head: { size: 2 } } });
  expect(hostile.connections.map(({ identity }) => identity.as)).toEqual(['founder', 'device']);
});

it('T-LOG-04 withholds an entry under a fresh head: a client that has seen it calls that a rollback', async () => {
  const before = await ana.must('log.since', { size: 0, limit: 256 });
  const { envelope } = org.invite();
  await ana.must('log.append', { envelopes: [envelope] });
  const seen = await accepted(nothing());

  const key = openLogKey(path.join(folder, 'data'));
  const soon = () => Date.now() + 1_000;
  const log = new ForgedLog({ org: org.id, key, crypto, now: soon }, [...before.envelopes, envelope]);
  withholdEntries(hostile, log, 2, () => true);
  expect(await judge(seen)).toMatchObject({ kind: 'evidence', evidence: { kind: 'log-shrunk' } });
  // Who has not seen the entry cannot tell yet: the heads inside colleagues' messages will.
  expect(await judge(nothing())).toMatchObject({ kind: 'accepted', replica: { head: { size: 2 } } });
});

it('T-LOG-05 serves an older head: it takes nothing away and makes nothing fresher, so the leash still ends', async () => {
  const before = await ana.must('log.since', { size: 0, limit: 256 });
  await ana.must('log.append', { envelopes: [org.invite().envelope] });
  const seen = await accepted(nothing());
  serveOlderHead(hostile, before.checkpoint, 2, () => true);
  expect(await accepted(seen)).toEqual(seen);
  const at = seen.head?.at ?? 0;
  const leash = policyFor(seen.state, org.owner.id, at).freshnessHours * 3_600_000;
  expect(freshness(seen, org.owner.id, at + leash).kind).toBe('fresh');
  expect(freshness(seen, org.owner.id, at + leash + 1).kind).toBe('stale');
});

it('T-DROP-01 leaves a dropped append undone, and it can be made again', async () => {
  const { envelope } = org.invite();
  const dropped = drop(hostile, 'log.append');
  const unanswered = ana.call('log.append', { envelopes: [envelope] }).catch(() => 'no answer');
  await hostile.until(() => dropped.times === 1);
  expect(await judge(nothing())).toMatchObject({ replica: { head: { size: 2 } } });
  dropped.end();
  await ana.must('log.append', { envelopes: [envelope] });
  expect(await judge(nothing())).toMatchObject({ replica: { head: { size: 3 } } });
  hostile.connections.at(-1)?.cut();
  expect(await unanswered).toBe('no answer');
});

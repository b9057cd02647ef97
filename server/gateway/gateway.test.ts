import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { privateMessage, welcome } from '#server/relay/testing/messages.ts';
import type { TestClient } from '#server/testing/client.ts';
import { type Office, openOffice } from '#server/testing/office.ts';
import { newId, newKey, type TestDevice } from '#server/testing/org.ts';
import { equalBytes } from '#shared/encoding/index.ts';
import type { GroupId } from '#shared/ids/index.ts';
import { openCheckpoint } from '#shared/org-log/index.ts';
import { signInMessage } from '#shared/wire/index.ts';
import * as sodium from '../crypto/sodium.ts';

let office: Office;
let ana: TestClient;
let ben: TestDevice;
let benUser: Awaited<ReturnType<Office['hire']>>['user'];
let group: GroupId;

beforeEach(async () => {
  office = await openOffice();
  ana = await office.signedIn(office.ana);
  ({ device: ben, user: benUser } = await office.hire(ana));
  group = newId<GroupId>();
});
afterEach(() => office.close());

function commit(
  epoch: bigint,
  clientSeq: number,
  changes: { add?: TestDevice[]; remove?: TestDevice[]; mark?: number },
) {
  const add = (changes.add ?? []).map(({ id }) => id);
  return {
    group,
    epoch,
    message: privateMessage(group, epoch, 'commit', Uint8Array.of(changes.mark ?? 1)),
    clientSeq,
    ...(add.length > 0 ? { welcome: welcome() } : {}),
    welcomeTo: add,
    rosterAdd: add,
    rosterRemove: (changes.remove ?? []).map(({ id }) => id),
  };
}
const text = (epoch: bigint, clientSeq: number, mark = clientSeq) => ({
  group,
  epoch,
  message: privateMessage(group, epoch, 'application', Uint8Array.of(mark)),
  clientSeq,
});

/** A room of Ana and Ben at epoch 1, both connected. */
async function room(): Promise<TestClient> {
  const client = await office.signedIn(ben);
  await ana.must('group.create', { group });
  expect(await ana.must('group.commit', commit(0n, 1, { add: [ben] }))).toMatchObject({ seq: 1, duplicate: false });
  return client;
}

describe('a room', () => {
  it('welcomes a device, orders what is sent, and delivers it to everybody once', async () => {
    const client = await room();
    await client.until(() => client.pushed('welcome').length > 0);
    const { welcomes } = await client.must('welcome.pending', {});
    expect(welcomes).toEqual([{ id: expect.any(Number), group, seq: 1, message: welcome() }]);
    await client.must('welcome.ack', { ids: welcomes.map(({ id }) => id) });
    expect((await client.must('welcome.pending', {})).welcomes).toEqual([]);

    const answers = await Promise.all([2, 3, 4].map((seq) => ana.must('group.send', text(1n, seq))));
    expect(answers.map(({ seq }) => seq)).toEqual([2, 3, 4]);
    await client.until(() => client.pushed('deliver').flat().length >= 3);
    // The commit that added Ben came before his time.
    expect(
      client
        .pushed('deliver')
        .flat()
        .map(({ seq, kind }) => [seq, kind]),
    ).toEqual([
      [2, 'application'],
      [3, 'application'],
      [4, 'application'],
    ]);
    await ana.until(() => ana.pushed('deliver').flat().length >= 4);
    expect(
      ana
        .pushed('deliver')
        .flat()
        .map(({ seq }) => seq),
    ).toEqual([1, 2, 3, 4]);
  });

  it('keeps for one who is away what it missed, and forgets it when everybody has it', async () => {
    const client = await room();
    client.close();
    for (const seq of [2, 3, 4]) await ana.must('group.send', text(1n, seq));
    const back = await office.stranger();
    const { groups, welcomes } = await back.signIn(ben.id, ben.key);
    expect(groups).toEqual([{ group, head: 4, cursor: 1, epoch: 1n }]);
    expect(welcomes).toBe(1);
    const page = await back.must('group.since', { requests: [{ group, after: 1 }], maxBytes: 1 });
    expect(page.envelopes.map(({ seq }) => seq)).toEqual([2]);
    expect(page.more).toBe(true);
    const rest = await back.must('group.since', { requests: [{ group, after: 2 }], maxBytes: 1 << 20 });
    expect(rest.envelopes.map(({ seq }) => seq)).toEqual([3, 4]);
    expect(rest.more).toBe(false);

    await back.must('group.ack', { cursors: [{ group, seq: 4 }] });
    await office.relay.maintain();
    const still = await ana.must('group.since', { requests: [{ group, after: 0 }], maxBytes: 1 << 20 });
    expect(still.envelopes.map(({ seq }) => seq)).toEqual([1, 2, 3, 4]);
    await ana.must('group.ack', { cursors: [{ group, seq: 3 }] });
    await office.relay.maintain();
    const gap = await ana.must('group.since', { requests: [{ group, after: 0 }], maxBytes: 1 << 20 });
    expect(gap.envelopes.map(({ seq }) => seq)).toEqual([4]);
  });

  it('takes one commit per epoch: the loser hears what it missed, and neither Welcome nor roster of it remains', async () => {
    const client = await room();
    const { device: chloe } = await office.hire(ana);
    const { device: dan } = await office.hire(ana);
    const [first, second] = await Promise.all([
      ana.call('group.commit', commit(1n, 2, { add: [chloe], mark: 2 })),
      client.call('group.commit', commit(1n, 1, { add: [dan], mark: 3 })),
    ]);
    const lost = [first, second].find((result) => !result.ok);
    expect([first, second].filter((result) => result.ok)).toHaveLength(1);
    const { error } = lost?.ok === false ? lost : { error: undefined };
    expect(error?.code).toBe('stale-epoch');
    expect(error?.missed?.map(({ seq, kind }) => [seq, kind]).at(-1)).toEqual([2, 'commit']);
    const [winner, loser] = first.ok ? [chloe, dan] : [dan, chloe];
    const [won, out] = [await office.signedIn(winner), await office.stranger()];
    expect((await won.must('welcome.pending', {})).welcomes).toHaveLength(1);
    expect(await out.signIn(loser.id, loser.key)).toMatchObject({ groups: [], welcomes: 0 });
  });

  it('lets one who is removed read up to the removal, and nothing after it', async () => {
    const client = await room();
    await ana.must('group.send', text(1n, 2));
    await ana.must('group.commit', commit(1n, 3, { remove: [ben], mark: 9 }));
    await ana.must('group.send', text(2n, 4));
    await ana.until(() => ana.pushed('deliver').flat().length >= 4);
    const page = await client.must('group.since', { requests: [{ group, after: 0 }], maxBytes: 1 << 20 });
    expect(page.envelopes.map(({ seq }) => seq)).toEqual([2, 3]);
    expect(
      client
        .pushed('deliver')
        .flat()
        .map(({ seq }) => seq),
    ).toEqual([2, 3]);
    expect(await client.refusal('group.send', text(2n, 1))).toBe('not-in-roster');
    expect(await client.refusal('signal', { group, bytes: Uint8Array.of(1) })).toBe('not-in-roster');
  });

  it('does a repeated call once, also after a restart', async () => {
    await room();
    const first = await ana.must('group.send', text(1n, 2));
    expect(await ana.must('group.send', text(1n, 2))).toEqual({ seq: first.seq, duplicate: true });
    // A commit that had been accepted is not told that it came too late.
    expect(await ana.must('group.commit', commit(0n, 1, { add: [ben] }))).toEqual({ seq: 1, duplicate: true });
    await office.restart();
    ana = await office.stranger();
    expect(await ana.signIn(office.ana.id, office.ana.key)).toMatchObject({ clientSeq: 2 });
    expect(await ana.must('group.send', text(1n, 2))).toEqual({ seq: 2, duplicate: true });
    const page = await ana.must('group.since', { requests: [{ group, after: 0 }], maxBytes: 1 << 20 });
    expect(page.envelopes.map(({ seq }) => seq)).toEqual([1, 2]);
  });

  it('refuses what is not for it', async () => {
    const client = await room();
    const good = text(1n, 2);
    expect(await ana.refusal('group.send', { ...good, message: good.message.with(3, 1) })).toBe('malformed');
    expect(await ana.refusal('group.send', { ...good, epoch: 2n })).toBe('malformed');
    expect(await ana.refusal('group.send', { ...good, group: newId<GroupId>() })).toBe('malformed');
    expect(await ana.refusal('group.send', text(9n, 2))).toBe('epoch-ahead');
    expect(await ana.refusal('group.send', { ...good, message: commit(1n, 2, {}).message })).toBe('malformed');
    expect(await ana.refusal('group.commit', { ...commit(1n, 2, {}), message: good.message })).toBe('malformed');
    const unknown = { id: newId<TestDevice['id']>(), key: newKey() };
    expect(await ana.refusal('group.commit', commit(1n, 2, { add: [unknown] }))).toBe('unknown-device');
    const { welcome: _welcome, ...without } = commit(1n, 2, { add: [ben] });
    expect(await ana.refusal('group.commit', without)).toBe('malformed');
    expect(await client.refusal('group.create', { group })).toBe('group-exists');
    // None of this has moved the group or used up the sequence number.
    expect(await ana.must('group.send', good)).toMatchObject({ seq: 2, duplicate: false });
  });

  it('refuses a message for an epoch that ended long ago, and says what was missed', async () => {
    await room();
    for (let epoch = 1n; epoch < 6n; epoch += 1n) {
      await ana.must('group.commit', commit(epoch, Number(epoch) + 1, { mark: 9 }));
    }
    expect(await ana.must('group.send', text(3n, 50))).toMatchObject({ seq: 7, duplicate: false });
    const late = await ana.call('group.send', text(2n, 51));
    expect(late).toMatchObject({ ok: false, error: { code: 'stale-epoch' } });
    expect(late.ok ? 0 : late.error.missed?.length).toBe(7);
  });

  it('carries signals to the others that are there, and stores none', async () => {
    const client = await room();
    await ana.must('signal', { group, bytes: Uint8Array.of(5) });
    await client.until(() => client.pushed('signal').length > 0);
    expect(client.pushed('signal')).toEqual([{ group, bytes: Uint8Array.of(5) }]);
    expect(ana.pushed('signal')).toEqual([]);
    const page = await client.must('group.since', { requests: [{ group, after: 0 }], maxBytes: 1 << 20 });
    expect(page.envelopes).toEqual([]);
  });

  it('passes on that a device asks to be added again', async () => {
    const client = await room();
    await client.must('group.readd', { group, request: Uint8Array.of(1, 2), clientSeq: 1 });
    await ana.until(() => ana.pushed('deliver').flat().length >= 2);
    expect(ana.pushed('deliver').flat().at(-1)).toMatchObject({ kind: 're-add-request', message: Uint8Array.of(1, 2) });
    // Removed and added in one commit: it reads on after it.
    await ana.must('group.commit', commit(1n, 2, { add: [ben], remove: [ben] }));
    await ana.must('group.send', text(2n, 3));
    await client.until(() =>
      client
        .pushed('deliver')
        .flat()
        .some(({ seq }) => seq === 4),
    );
    const page = await client.must('group.since', { requests: [{ group, after: 0 }], maxBytes: 1 << 20 });
    expect(page.envelopes.map(({ seq }) => seq)).toEqual([4]);
  });
});

describe('key packages', () => {
  const keyPackage = (mark: number, lastResort = false) => ({
    bytes: new Uint8Array(64).fill(mark),
    ref: new Uint8Array(32).fill(mark),
    notAfter: Date.now() + 1_000_000,
    lastResort,
  });

  it('are each claimed once, also by many at a time; then the last-resort one is given, and marked', async () => {
    const client = await office.signedIn(ben);
    const packages = [keyPackage(1), keyPackage(2), keyPackage(3, true)];
    expect(await client.must('keyPackages.publish', { packages })).toEqual({ available: 2 });
    const claims = await Promise.all(
      Array.from({ length: 4 }, () => ana.must('keyPackages.claim', { devices: [ben.id, ben.id] })),
    );
    const marks = claims.map(({ claimed }) => claimed.map(({ bytes, lastResort }) => [bytes[0], lastResort]));
    expect(marks).toEqual([[[1, false]], [[2, false]], [[3, true]], [[3, true]]]);
    // Publishing a claimed one again, as a retry would, does not bring it back.
    expect(await client.must('keyPackages.publish', { packages: [keyPackage(1)] })).toEqual({ available: 0 });
    expect((await ana.must('keyPackages.claim', { devices: [office.ana.id] })).missing).toEqual([office.ana.id]);
  });

  it('are given to nobody any more once their owner has replaced them', async () => {
    const client = await office.signedIn(ben);
    await client.must('keyPackages.publish', { packages: [keyPackage(1), keyPackage(2, true)] });
    await client.must('keyPackages.publish', { packages: [keyPackage(3)], replace: true });
    const claim = async () => (await ana.must('keyPackages.claim', { devices: [ben.id] })).claimed[0]?.bytes[0];
    expect([await claim(), await claim()]).toEqual([3, undefined]);
  });

  it('cannot be drained quickly', async () => {
    await office.close();
    office = await openOffice({ claimsPerMinute: 3 });
    ana = await office.signedIn(office.ana);
    const devices = [office.ana.id];
    for (let turn = 0; turn < 3; turn += 1) await ana.must('keyPackages.claim', { devices });
    const refused = await ana.call('keyPackages.claim', { devices });
    expect(refused).toMatchObject({ ok: false, error: { code: 'rate-limited', retryAfterMs: expect.any(Number) } });
  });
});

describe('the log', () => {
  it('is founded once, and by the printed code only', async () => {
    const stranger = await office.stranger();
    await stranger.must('session.challenge', {});
    expect(await stranger.refusal('session.signIn', { as: 'founder', code: 'x' })).toBe('already-founded');
    expect(await stranger.refusal('log.since', { size: 0, limit: 1 })).toBe('not-signed-in');
  });

  it('goes to every device with a checkpoint that its key has signed', async () => {
    const client = await office.signedIn(ben);
    const { relayLogKey } = await client.must('session.challenge', {});
    const { envelopes, checkpoint } = await client.must('log.since', { size: 0, limit: 256 });
    expect(envelopes).toHaveLength(office.org.state.tree.size);
    expect(openCheckpoint(checkpoint, office.org.id, relayLogKey, sodium).size).toBe(envelopes.length);
    const { envelope } = office.org.invite();
    await office.append(ana, envelope);
    await client.until(() => client.pushed('log.head').length >= 2);
    const heads = client
      .pushed('log.head')
      .map((head) => openCheckpoint(head.checkpoint, office.org.id, relayLogKey, sodium));
    expect(heads.map(({ size }) => size)).toEqual([envelopes.length, envelopes.length + 1]);
    const next = await client.must('log.since', { size: envelopes.length, limit: 10 });
    expect(next.envelopes.length === 1 && equalBytes(next.envelopes[0] ?? new Uint8Array(), envelope)).toBe(true);
  });

  it('admits all of a batch or nothing, and one of two that contradict each other', async () => {
    const { size } = office.org.state.tree;
    const { envelope: good } = office.org.invite();
    const forged = good.with(good.length - 20, 0x41);
    expect((await ana.call('log.append', { envelopes: [good, forged] })).ok).toBe(false);
    expect((await ana.must('log.since', { size, limit: 5 })).envelopes).toEqual([]);
    const remove = office.org.sign({ kind: 'user.remove', user: benUser.id }, [office.org.by(office.org.owner)]);
    const suspend = office.org.sign({ kind: 'user.suspend', user: benUser.id }, [office.org.by(office.org.owner)]);
    const results = await Promise.all([remove, suspend].map((one) => ana.call('log.append', { envelopes: [one] })));
    expect(results.filter(({ ok }) => ok)).toHaveLength(1);
  });

  it('refuses an entry from the future, which would make all later ones look backdated', async () => {
    const later = Date.now() + 3_600_000;
    const entry = office.org.sign({ kind: 'user.suspend', user: benUser.id }, [office.org.by(office.org.owner)], later);
    expect(await ana.refusal('log.append', { envelopes: [entry] })).toBe('clock');
  });

  it('lets an invitation enrol its own person, nothing else, and once', async () => {
    const { invitation, envelope } = office.org.invite();
    await office.append(ana, envelope);
    const guest = await office.stranger();
    expect(await guest.signInInvited(invitation.id, newKey())).toMatchObject({ error: { code: 'sign-in-refused' } });
    expect((await guest.signInInvited(invitation.id, invitation.key)).ok).toBe(true);
    expect(await guest.refusal('group.create', { group })).toBe('forbidden');
    const { envelope: foreign } = office.org.invite();
    expect(await guest.refusal('log.append', { envelopes: [foreign] })).toBe('forbidden');
    const { envelopes, device } = office.org.enrolment(invitation);
    await guest.must('log.append', { envelopes });
    await guest.signIn(device.id, device.key);
    await guest.must('group.create', { group });
    const second = await office.stranger();
    expect(await second.signInInvited(invitation.id, invitation.key)).toMatchObject({
      error: { code: 'already-used' },
    });
  });
});

describe('whoever is put out', () => {
  it.each([
    ['user.suspend', 'suspended'],
    ['user.remove', 'revoked'],
  ] as const)('by %s loses socket, sign-in and key packages at once', async (kind, code) => {
    const client = await room();
    const packages = [
      { bytes: new Uint8Array(64), ref: new Uint8Array(32), notAfter: Date.now() + 1e6, lastResort: true },
    ];
    await client.must('keyPackages.publish', { packages });
    const entry = office.org.sign({ kind, user: benUser.id }, [office.org.by(office.org.owner)]);
    await office.append(ana, entry);
    await client.gone();
    expect(client.pushed('session.closed')).toEqual([{ code }]);
    expect((await ana.must('keyPackages.claim', { devices: [ben.id] })).missing).toEqual([ben.id]);
    await expect((await office.stranger()).signIn(ben.id, ben.key)).rejects.toThrow(new RegExp(code));
    expect(await ana.refusal('group.commit', commit(1n, 9, { add: [ben] }))).toBe('unknown-device');
  });

  it('for a while may come back and finds its places', async () => {
    (await room()).close();
    const owner = [office.org.by(office.org.owner)];
    await office.append(ana, office.org.sign({ kind: 'user.suspend', user: benUser.id }, owner));
    await ana.must('group.send', text(1n, 2));
    await office.append(ana, office.org.sign({ kind: 'user.restore', user: benUser.id }, owner));
    const back = await office.stranger();
    expect((await back.signIn(ben.id, ben.key)).groups).toEqual([{ group, head: 2, cursor: 1, epoch: 1n }]);
  });
});

describe('a sign-in', () => {
  it('is refused alike for a wrong key, an unknown device, another origin, and a nonce used twice', async () => {
    const wrong = await office.stranger();
    await expect(wrong.signIn(ben.id, newKey())).rejects.toThrow(/sign-in-refused/);
    await expect(wrong.signIn(newId<TestDevice['id']>(), ben.key)).rejects.toThrow(/sign-in-refused/);
    const { nonce } = await wrong.must('session.challenge', {});
    const sign = (origin: string) => ben.key.sign(signInMessage({ as: 'device', id: ben.id, nonce, origin }));
    const elsewhere = { as: 'device' as const, device: ben.id, signature: sign('https://elsewhere.example') };
    expect(await wrong.refusal('session.signIn', elsewhere)).toBe('sign-in-refused');
    // The nonce had its one chance.
    expect(await wrong.refusal('session.signIn', { ...elsewhere, signature: sign(office.origin) })).toBe(
      'sign-in-refused',
    );
  });

  it('takes the place of an earlier one of the same device', async () => {
    const first = await office.signedIn(ben);
    await office.signedIn(ben);
    await first.gone();
    expect(first.pushed('session.closed')).toEqual([{ code: 'signed-in-elsewhere' }]);
  });
});

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { compareGossip, emptyReplica, gossipOf, offer, type Replica } from '#core/org/replica.ts';
import { encodeBase64url } from '#shared/encoding/index.ts';
import type { DeviceId, InvitationId, UserId } from '#shared/ids/index.ts';
import { openCheckpoint, replay } from '#shared/org-log/index.ts';
import { nodePrimitives as crypto } from '#shared/org-log/testing/node-primitives.ts';
import { HOUR, TestOrg } from '#shared/org-log/testing/org.ts';
import { ForgedLog, serveOlderHead, showLog, withholdEntries } from './forged-log.ts';
import { HostileRelay } from './hostile-relay.ts';
import { Client, FarEnd, idOf } from './testing.ts';

function forge(org: TestOrg, envelopes: readonly Uint8Array[] = org.envelopes): ForgedLog {
  return new ForgedLog({ org: org.org, key: org.relayKey, crypto, now: () => org.now }, envelopes);
}

/** A client's copy of the honest log as it is now. */
function replicaOf(org: TestOrg): Replica {
  const log = forge(org);
  const offered = offer(
    emptyReplica(org.org, encodeBase64url(org.root.publicKey)),
    log.envelopes,
    log.checkpoint(),
    crypto,
  );
  if (offered.kind !== 'accepted') throw new Error('the honest log was not taken');
  return offered.replica;
}

describe('T-LOG: a relay with its own log key', () => {
  it('T-LOG-01 cannot invent a device of somebody, or a person', () => {
    const org = new TestOrg(crypto);
    const ben = org.enrol('Ben');
    const attacker = crypto.keyPair();
    const log = forge(org);
    const inventions = [
      log.inventDevice(ben.id, org.id<DeviceId>(), attacker.publicKey, attacker),
      log.inventUser(org.id<UserId>(), 'Ben', org.id<InvitationId>(), attacker),
      // With an invitation that is really open, whose private half only its link has.
      log.inventUser(org.id<UserId>(), 'Ben', org.invite('member').id, attacker),
    ];
    const honest = replicaOf(org);
    for (const invention of inventions) {
      const forged = forge(org);
      forged.append(invention);
      // The head is rightly signed: only the entry gives it away.
      expect(openCheckpoint(forged.checkpoint(), org.org, org.relayKey.publicKey, crypto).size).toBe(forged.size);
      const offered = offer(honest, [invention], forged.checkpoint(), crypto);
      expect(offered).toMatchObject({ kind: 'evidence', evidence: { kind: 'log-refused' } });
      expect(replay([...org.envelopes, invention], crypto).ok).toBe(false);
    }
  });

  it('T-PROFILE-01 in league with a member cannot have them pose as somebody, whatever else stands in the entry', () => {
    const org = new TestOrg(crypto);
    const mallory = org.enrol('Mallory');
    const chief = org.enrol('Chief', 'admin');
    const update = { kind: 'user.update', user: mallory.id, details: { title: 'Chief of Security' } } as const;
    const kept = org.sign(update, org.ana.signer);
    org.must(kept);
    org.must(org.sign({ ...update, details: { title: '' } }, org.ana.signer));
    for (const lie of [
      org.sign(update, mallory.signer),
      org.sign({ ...update, name: 'Mallory' }, mallory.signer),
      org.sign({ ...update, user: chief.id, details: { contact: 'ask Mallory' } }, mallory.signer),
      // What an admin has said before, once more: it was taken back since.
      kept,
    ]) {
      const forged = forge(org);
      forged.append(lie);
      const offered = offer(replicaOf(org), [lie], forged.checkpoint(), crypto);
      expect(offered).toMatchObject({ kind: 'evidence', evidence: { kind: 'log-refused' } });
    }
  });

  it('T-RESET-01 in league with one admin cannot give somebody another identity, by any entry', () => {
    const org = new TestOrg(crypto);
    const ben = org.enrol('Ben');
    const mallory = org.enrol('Mallory', 'admin');
    const attacker = crypto.keyPair();
    const itself = org.signer({ role: 'user', id: ben.id }, attacker);
    const key = encodeBase64url(attacker.publicKey);
    const link = { id: org.id<InvitationId>(), key: crypto.keyPair() };
    const matter = {
      kind: 'invite.create' as const,
      invitation: link.id,
      key: encodeBase64url(link.key.publicKey),
      role: 'member' as const,
      group: org.group,
      name: 'Ben',
      expiresAt: org.now + HOUR,
      resets: ben.id,
    };
    const place = org.state.tree.size;
    const expiresAt = org.now + HOUR;
    org.must(org.sign({ kind: 'decision.propose', matter, expiresAt }, mallory.signer));
    const plain = org.invite('member', mallory);
    const byLink = (one: { id: InvitationId; key: typeof attacker }) =>
      org.sign(
        { kind: 'identity.reset', user: ben.id, key, invitation: one.id },
        org.signer({ role: 'invitation', id: one.id }, one.key),
        itself,
      );
    const attempts = [
      org.sign({ kind: 'identity.reset', user: ben.id, key }, mallory.signer, itself),
      org.sign(matter, mallory.signer),
      org.sign({ kind: 'decision.enact', proposal: place, matter }, mallory.signer),
      byLink(link),
      byLink(plain),
    ];
    const honest = replicaOf(org);
    for (const attempt of attempts) {
      const forged = forge(org);
      forged.append(attempt);
      const offered = offer(honest, [attempt], forged.checkpoint(), crypto);
      expect(offered).toMatchObject({ kind: 'evidence', evidence: { kind: 'log-refused' } });
    }
  });

  it('T-LOG-02 cannot take back what a client has seen, nor show it another past', () => {
    const org = new TestOrg(crypto);
    const before = forge(org);
    org.enrol('Ben');
    const honest = replicaOf(org);
    expect(offer(honest, [], before.checkpoint(), crypto)).toMatchObject({ evidence: { kind: 'log-shrunk' } });

    // Another history of the same organisation, as long as the true one: made from the same founding, with other people.
    const fork = forge(org, org.envelopes.slice(0, -1));
    fork.append(org.envelopes[0] ?? new Uint8Array(1));
    expect(fork.size).toBe(org.envelopes.length);
    expect(offer(honest, [], fork.checkpoint(), crypto)).toMatchObject({ evidence: { kind: 'log-fork' } });
  });

  it('T-LOG-03 cannot show two people two logs once one of them reads a message of the other', () => {
    const org = new TestOrg(crypto);
    org.enrol('Ben');
    const common = org.envelopes.length;
    const left = forge(org);
    const right = forge(org);
    const [anaSees, benSees] = [replicaOf(org), replicaOf(org)];
    // Each side gets a different, valid entry on top of the same past.
    const invitation = (name: string) =>
      org.sign(
        {
          kind: 'invite.create',
          invitation: org.id<InvitationId>(),
          key: encodeBase64url(crypto.keyPair().publicKey),
          role: 'member',
          group: org.group,
          name,
          expiresAt: org.now + HOUR,
        },
        org.ana.signer,
      );
    left.append(invitation('One'));
    right.append(invitation('Two'));
    const ana = offer(anaSees, left.envelopes.slice(common), left.checkpoint(), crypto);
    const ben = offer(benSees, right.envelopes.slice(common), right.checkpoint(), crypto);
    if (ana.kind !== 'accepted' || ben.kind !== 'accepted') throw new Error('each log is valid by itself');
    // Both checkpoints are rightly signed, so nothing but the gossip inside messages can tell.
    const verdict = compareGossip(ben.replica, gossipOf(ana.replica, crypto), crypto);
    expect(verdict).toMatchObject({ kind: 'evidence', evidence: { kind: 'log-fork' } });
    expect(compareGossip(ana.replica, gossipOf(ana.replica, crypto), crypto).kind).toBe('agrees');
  });
});

describe('the ways to show a false log', () => {
  let far: FarEnd;
  let relay: HostileRelay;
  const clients: Client[] = [];
  const ana = idOf<DeviceId>(11);
  const ben = idOf<DeviceId>(12);

  beforeEach(async () => {
    far = new FarEnd();
    await far.start();
    relay = await HostileRelay.start();
    relay.standBefore(far.url);
  });
  afterEach(async () => {
    for (const client of clients.splice(0)) client.transport.close();
    await relay.stop();
    await far.stop();
  });

  async function connect(device: DeviceId): Promise<Client> {
    const client = new Client(relay.url);
    clients.push(client);
    await client.signIn(device);
    return client;
  }

  it('reach their victims, by answer and by push, and nobody else', async () => {
    const org = new TestOrg(crypto);
    org.enrol('Ben');
    const honest = forge(org);
    const page = { envelopes: [...honest.envelopes], checkpoint: honest.checkpoint() };
    far.answers.set('log.since', (request) => ({
      ...page,
      envelopes: page.envelopes.slice((request as { size: number }).size),
    }));
    const [one, other] = [await connect(ana), await connect(ben)];
    const isAna = (connection: { identity: { as: string; id?: string } }) => connection.identity.id === ana;
    const since = (client: Client, size: number) => client.transport.call('log.since', { size, limit: 256 });

    const fork = forge(org, org.envelopes.slice(0, 1));
    const endings = [
      [() => showLog(relay, fork, isAna), 1, fork.checkpoint()],
      [() => withholdEntries(relay, honest, 2, isAna), 2, honest.checkpoint(2)],
      [() => serveOlderHead(relay, honest.checkpoint(1), 1, isAna), 1, honest.checkpoint(1)],
    ] as const;
    for (const [attack, size, head] of endings) {
      const end = attack();
      one.heads.length = 0;
      expect(await since(one, 0)).toEqual({ envelopes: org.envelopes.slice(0, size), checkpoint: head });
      expect(await since(other, 0)).toEqual(page);
      for (const socket of far.sockets) socket.emit('log.head', { checkpoint: page.checkpoint });
      await one.until(() => one.heads.length === 1);
      expect(one.heads).toEqual([head]);
      end();
      expect(await since(one, 1)).toEqual({ ...page, envelopes: org.envelopes.slice(1) });
    }
    await other.until(() => other.heads.length === endings.length);
    expect(new Set(other.heads)).toEqual(new Set([page.checkpoint]));
  });
});

import { beforeAll, describe, expect, it } from 'vitest';
import { encodeBase64url } from '#shared/encoding/index.ts';
import { cosign, headOf, signCheckpoint } from '#shared/org-log/index.ts';
import { HOUR, TestOrg } from '#shared/org-log/testing/org.ts';
import { randomBytes, ready, sha256, sign, signKeyPair, verify } from '../crypto/primitives.ts';
import {
  CLOCK_TOLERANCE,
  clockError,
  compareGossip,
  emptyReplica,
  freshness,
  gossipOf,
  judgeAhead,
  offer,
  openHead,
  type Replica,
} from './replica.ts';

beforeAll(ready);

const crypto = {
  sha256,
  verify,
  randomBytes,
  keyPair() {
    const pair = signKeyPair();
    return { publicKey: pair.publicKey, sign: (message: Uint8Array) => sign(pair.privateKey, message) };
  },
};

const rootKeyOf = (org: TestOrg) => encodeBase64url(org.root.publicKey);

function noteOf(org: TestOrg, at = org.now): string {
  return signCheckpoint(
    { org: org.org, ...headOf(org.state, crypto), at },
    org.relayKey.publicKey,
    (message) => org.relayKey.sign(message),
    crypto,
  );
}

function caughtUp(org: TestOrg, replica: Replica = emptyReplica(org.org, rootKeyOf(org))): Replica {
  const result = offer(replica, org.envelopes.slice(replica.state.tree.size), noteOf(org), crypto);
  if (result.kind !== 'accepted') throw new Error(result.kind);
  return result.replica;
}

/** A relay that shows one history to some and another to others: both begin alike and are signed by its real key. */
function forked(): { one: TestOrg; other: TestOrg } {
  const one = new TestOrg(crypto);
  const other = Object.assign(Object.create(TestOrg.prototype) as TestOrg, one, { envelopes: [...one.envelopes] });
  one.enrol('Ben');
  other.enrol('Mallory');
  return { one, other };
}

describe('the replicated log', () => {
  it('follows the relay, entry by entry', () => {
    const org = new TestOrg(crypto);
    const first = caughtUp(org);
    org.enrol('Ben');
    const second = caughtUp(org, first);
    expect(second.state.users.size).toBe(2);
    expect(second.head?.size).toBe(org.envelopes.length);
    expect(first.state.users.size).toBe(1);
  });

  it('asks for more when the signed head is ahead of the entries', () => {
    const org = new TestOrg(crypto);
    org.enrol('Ben');
    const result = offer(emptyReplica(org.org, rootKeyOf(org)), org.envelopes.slice(0, 1), noteOf(org), crypto);
    expect(result).toEqual({ kind: 'behind', size: org.envelopes.length });
  });

  it('never accepts a shorter log, and keeps both heads (rollback, AT-31)', () => {
    const org = new TestOrg(crypto);
    const old = noteOf(org);
    org.enrol('Ben');
    const replica = caughtUp(org);
    const result = offer(replica, [], old, crypto);
    expect(result).toMatchObject({
      kind: 'evidence',
      evidence: { kind: 'log-shrunk', shown: old, held: replica.head },
    });
  });

  it('takes a head that was overtaken on its way for what it is, and goes nowhere with it', () => {
    const org = new TestOrg(crypto);
    const old = noteOf(org, org.now - 1);
    org.enrol('Ben');
    const replica = caughtUp(org);
    expect(offer(replica, [], old, crypto)).toEqual({ kind: 'accepted', replica, added: [] });
  });

  it('takes entries that it holds already for nothing new, and others in their place for a fork', () => {
    const org = new TestOrg(crypto);
    org.enrol('Ben');
    const replica = caughtUp(org);
    org.enrol('Chloe');
    const result = offer(replica, org.envelopes.slice(1), noteOf(org), crypto, 1);
    expect(result).toMatchObject({ kind: 'accepted', added: org.envelopes.slice(3) });
    expect(offer(replica, org.envelopes.slice(2), noteOf(org), crypto, 1)).toMatchObject({
      kind: 'evidence',
      evidence: { kind: 'log-fork' },
    });
    expect(offer(replica, [], noteOf(org), crypto, 9)).toEqual({ kind: 'behind', size: 9 });
  });

  it('never accepts a conflicting head (fork)', () => {
    const { one, other } = forked();
    const replica = caughtUp(one);
    expect(offer(replica, [], noteOf(other), crypto)).toMatchObject({
      kind: 'evidence',
      evidence: { kind: 'log-fork' },
    });
  });

  it('never accepts an invented person or another founder', () => {
    const org = new TestOrg(crypto);
    const replica = caughtUp(org);
    const stranger = org.person();
    const forged = org.sign({ kind: 'user.update', user: org.ana.id, name: 'Eve' }, stranger.signer);
    expect(offer(replica, [forged], noteOf(org), crypto)).toMatchObject({
      kind: 'evidence',
      evidence: { kind: 'log-refused', refusal: { code: 'bad-signature' } },
    });
    const other = new TestOrg(crypto);
    const joined = emptyReplica(org.org, rootKeyOf(org));
    expect(offer(joined, other.envelopes, noteOf(other), crypto)).toMatchObject({
      kind: 'evidence',
      evidence: { kind: 'other-organisation' },
    });
  });

  it('takes a note that is not signed by the log key for noise', () => {
    const org = new TestOrg(crypto);
    const replica = caughtUp(org);
    const note = noteOf(
      Object.assign(Object.create(TestOrg.prototype) as TestOrg, org, { relayKey: crypto.keyPair() }),
    );
    expect(offer(replica, [], note, crypto)).toEqual({ kind: 'unsigned' });
    expect(offer(replica, [], 'noise', crypto)).toEqual({ kind: 'unsigned' });
  });

  it('is not stopped by entries that come without a head which the relay has signed', () => {
    const org = new TestOrg(crypto);
    const replica = caughtUp(org);
    const forged = org.sign({ kind: 'user.update', user: org.ana.id, name: 'Eve' }, org.person().signer);
    expect(offer(replica, [forged], 'noise', crypto)).toEqual({ kind: 'unsigned' });
    expect(offer(replica, [forged], 'noise', crypto, 0)).toEqual({ kind: 'unsigned' });
    expect(offer(replica, [forged], noteOf(org), crypto, 0)).toMatchObject({
      kind: 'evidence',
      evidence: { kind: 'log-fork', entries: { from: 0, envelopes: [forged] } },
    });
  });
});

describe('a head that a colleague was shown', () => {
  it('convicts a relay that signs a shorter log for us later', () => {
    const org = new TestOrg(crypto);
    const short = new TestOrg(crypto);
    Object.assign(short, org, { envelopes: [...org.envelopes] });
    org.enrol('Ben');
    const shown = noteOf(org);
    const replica = caughtUp(short);
    const ahead = openHead(replica, shown, crypto);
    if (ahead === undefined) throw new Error('it is signed');
    expect(judgeAhead(replica, ahead)).toEqual({ kind: 'withheld' });
    const later = offer(replica, [], noteOf(short, org.now + 1), crypto);
    if (later.kind !== 'accepted') throw new Error(later.kind);
    expect(judgeAhead(later.replica, ahead)).toMatchObject({
      kind: 'evidence',
      evidence: { kind: 'log-shrunk', held: { size: ahead.size, note: shown } },
    });
    expect(judgeAhead(caughtUp(org), ahead)).toEqual({ kind: 'reached' });
    expect(openHead(replica, shown.replace(/.$/m, 'x'), crypto)).toBeUndefined();
  });
});

describe('gossip', () => {
  it('agrees on one history, whoever is ahead', () => {
    const org = new TestOrg(crypto);
    const behind = caughtUp(org);
    org.enrol('Ben');
    const ahead = caughtUp(org, behind);
    expect(compareGossip(ahead, gossipOf(behind, crypto), crypto)).toEqual({ kind: 'agrees' });
    expect(compareGossip(behind, gossipOf(ahead, crypto), crypto)).toEqual({ kind: 'ahead', size: 3 });
  });

  it('finds a relay that shows two people two logs by the first message between them', () => {
    const { one, other } = forked();
    const verdict = compareGossip(caughtUp(one), gossipOf(caughtUp(other), crypto), crypto);
    expect(verdict).toMatchObject({ kind: 'evidence', evidence: { kind: 'log-fork' } });
  });
});

describe('freshness', () => {
  it('stops sending when the newest checkpoint is older than the policy allows (AT-33)', () => {
    const org = new TestOrg(crypto);
    const replica = caughtUp(org);
    expect(freshness(replica, org.ana.id, org.now + 23 * HOUR)).toEqual({ kind: 'fresh' });
    expect(freshness(replica, org.ana.id, org.now + 25 * HOUR)).toEqual({ kind: 'stale', since: org.now });
    expect(freshness(emptyReplica(org.org, rootKeyOf(org)), org.ana.id, org.now).kind).toBe('stale');
  });

  it('stops sending when the witnesses that the log asks for have not cosigned lately, and a relay cannot do it for them', () => {
    const org = new TestOrg(crypto);
    const keys = [crypto.keyPair(), crypto.keyPair(), crypto.keyPair()];
    const witnesses = keys.map(({ publicKey }, index) => ({ name: `w${index}`, key: encodeBase64url(publicKey) }));
    const cosigned = (note: string, by: readonly number[], at = org.now) =>
      by.reduce((text, index) => {
        const [witness, key] = [witnesses[index], keys[index]];
        return witness && key ? text + cosign(note, witness, at, (message) => key.sign(message), crypto) : text;
      }, note);
    const shown = (replica: Replica, note: string) => {
      const result = offer(replica, [], note, crypto);
      return result.kind === 'accepted' ? result.replica : replica;
    };
    const kind = (replica: Replica, hours = 0) => freshness(replica, org.ana.id, org.now + hours * HOUR).kind;
    org.must(org.sign({ kind: 'witnesses.set', witnesses, required: 2 }, org.ana.signer));
    const alone = caughtUp(org);
    expect(kind(alone)).toBe('unwitnessed');
    expect(kind(shown(alone, cosigned(noteOf(org), [0])))).toBe('unwitnessed');
    // The same witness twice, and a line that the relay has signed itself.
    expect(kind(shown(alone, cosigned(noteOf(org), [0, 0])))).toBe('unwitnessed');
    const own =
      witnesses[1] && cosign(noteOf(org), witnesses[1], org.now, (message) => org.relayKey.sign(message), crypto);
    expect(kind(shown(alone, cosigned(noteOf(org), [0]) + own))).toBe('unwitnessed');

    const both = shown(alone, cosigned(noteOf(org), [0, 2]));
    expect([kind(both), kind(both, 24), kind(both, 25)]).toEqual(['fresh', 'fresh', 'stale']);
    // The relay goes on to sign heads; without the witnesses they keep nobody sending.
    org.now += 25 * HOUR;
    const later = shown(both, noteOf(org));
    expect(kind(later)).toBe('unwitnessed');
    expect(later.witnessed).toEqual(both.witnessed);
    // Cosigned of old, and shown now; or by a witness whose clock is ahead.
    expect(kind(shown(later, cosigned(noteOf(org), [0, 1], org.now - 25 * HOUR)))).toBe('unwitnessed');
    const ahead = shown(later, cosigned(noteOf(org), [0, 1], org.now + 99 * HOUR));
    expect([kind(ahead), ahead.witnessed?.at]).toEqual(['fresh', org.now]);
    // More are asked for than have cosigned: what was held counts no longer.
    org.must(org.sign({ kind: 'witnesses.set', witnesses, required: 3 }, org.ana.signer));
    expect(kind(caughtUp(org, ahead))).toBe('unwitnessed');
    org.must(org.sign({ kind: 'witnesses.set', witnesses: [], required: 0 }, org.ana.signer));
    expect(kind(caughtUp(org, ahead))).toBe('fresh');
  });

  it('is not prolonged by showing an older checkpoint again', () => {
    const org = new TestOrg(crypto);
    const replica = caughtUp(org);
    const result = offer(replica, [], noteOf(org, org.now - HOUR), crypto);
    expect(result.kind === 'accepted' && result.replica.head?.at).toBe(org.now);
  });

  it('says that the clock is wrong when it lies before the relay’s signed time', () => {
    const org = new TestOrg(crypto);
    const replica = caughtUp(org);
    expect(freshness(replica, org.ana.id, org.now - 3 * HOUR)).toEqual({ kind: 'clock-wrong', relayTime: org.now });
  });

  it('tells by how much the clock is off the relay’s, in both directions', () => {
    expect(clockError(1_000_000, 1_000_000 + CLOCK_TOLERANCE)).toBeUndefined();
    expect(clockError(1_000_000, 1_000_000 + 3 * HOUR)).toBe(3 * HOUR);
    expect(clockError(1_000_000 + 3 * HOUR, 1_000_000)).toBe(-3 * HOUR);
  });
});

import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { ready } from '../crypto/primitives.ts';
import {
  beginAsExisting,
  beginAsNew,
  type LinkingChannel,
  LinkingError,
  newLinkingCode,
  parseLinkingCode,
  rendezvousName,
  shownLinkingCode,
} from './linking.ts';

beforeAll(ready);

/** Both sides, with the bytes that `relay` makes of what they send. */
function linked(
  code = newLinkingCode(),
  relay: (what: 'commitment' | 'key' | 'reveal', bytes: Uint8Array) => Uint8Array = (_what, bytes) => bytes,
  typed = code,
): { fresh: LinkingChannel; existing: LinkingChannel } {
  const fresh = beginAsNew(code);
  const existing = beginAsExisting(typed, relay('commitment', fresh.commitment));
  const { reveal, channel } = fresh.answer(relay('key', existing.publicKey));
  return { fresh: channel, existing: existing.take(relay('reveal', reveal)) };
}

const flipped = (bytes: Uint8Array, at: number) => {
  const changed = bytes.slice();
  changed[at % changed.length] = (changed[at % changed.length] ?? 0) ^ 1;
  return changed;
};

describe('a linking code', () => {
  it('is read however a person types it, and nothing else is', () => {
    const code = newLinkingCode();
    expect(shownLinkingCode(code)).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}$/);
    for (const typed of [code, shownLinkingCode(code), ` ${code.toLowerCase()} `, [...code].join(' ')]) {
      expect(parseLinkingCode(typed)).toBe(code);
    }
    expect(parseLinkingCode('o1il-0000-0000')).toBe('011100000000');
    for (const typed of ['', code.slice(1), `${code}0`, `${code.slice(1)}U`, 'https://tacit.example/#link/x']) {
      expect(parseLinkingCode(typed)).toBeUndefined();
    }
  });

  it('is not given away by the name of its rendezvous, and is another each time', () => {
    const codes = Array.from({ length: 200 }, newLinkingCode);
    expect(new Set(codes).size).toBe(200);
    expect(rendezvousName('0123456789AB')).toHaveLength(16);
    expect(rendezvousName('0123456789AB')).not.toEqual(rendezvousName('0123456789AC'));
  });
});

describe('agreeing on a key', () => {
  it('gives both sides the same digits, and a channel that keeps order', () => {
    const { fresh, existing } = linked();
    expect(fresh.digits).toMatch(/^\d{8}$/);
    expect(existing.digits).toBe(fresh.digits);
    expect(existing.transcript).toEqual(fresh.transcript);
    const [first, second] = [fresh.seal({ nth: 1 }), fresh.seal({ nth: 2 })];
    expect(() => existing.open(second)).toThrow(LinkingError);
    expect(existing.open(first)).toEqual({ nth: 1 });
    expect(() => existing.open(first)).toThrow(LinkingError);
    expect(existing.open(second)).toEqual({ nth: 2 });
    expect(fresh.open(existing.seal({ back: true }))).toEqual({ back: true });
    // What one side has said is not taken for what the other says.
    expect(() => fresh.open(fresh.seal({ nth: 3 }))).toThrow(LinkingError);
  });

  it('shows other digits when somebody in the middle has put keys of their own in, though they know the code', () => {
    fc.assert(
      fc.property(fc.constant(0), () => {
        const code = newLinkingCode();
        const [fresh, victim] = [beginAsNew(code), beginAsNew(code)];
        const existing = beginAsExisting(code, victim.commitment);
        const middle = beginAsExisting(code, fresh.commitment);
        const toFresh = fresh.answer(middle.publicKey);
        const toExisting = victim.answer(existing.publicKey);
        const seen = existing.take(toExisting.reveal);
        // Each half of it works; the two screens differ.
        expect(middle.take(toFresh.reveal).digits).toBe(toFresh.channel.digits);
        expect(seen.digits).not.toBe(toFresh.channel.digits);
      }),
      { numRuns: 50 },
    );
  });

  it('opens nothing for whoever stands in the middle without the code', () => {
    const code = newLinkingCode();
    const fresh = beginAsNew(code);
    const middle = beginAsExisting(newLinkingCode(), fresh.commitment);
    const { reveal, channel } = fresh.answer(middle.publicKey);
    expect(() => middle.take(reveal)).toThrow(LinkingError);
    expect(channel.seal('secret')).toBeInstanceOf(Uint8Array);
  });

  it('refuses a key that was not committed to, and a second try', () => {
    const code = newLinkingCode();
    const other = beginAsNew(code).answer(beginAsExisting(code, new Uint8Array(32)).publicKey);
    expect(() => linked(code, (what, bytes) => (what === 'reveal' ? other.reveal : bytes))).toThrow(LinkingError);
    const fresh = beginAsNew(code);
    const existing = beginAsExisting(code, fresh.commitment);
    const { reveal } = fresh.answer(existing.publicKey);
    expect(() => fresh.answer(existing.publicKey)).toThrow(LinkingError);
    existing.take(reveal);
    expect(() => existing.take(reveal)).toThrow(LinkingError);
  });

  it('takes nothing of an earlier linking for this one', () => {
    const code = newLinkingCode();
    const before = linked(code);
    const sealed = before.fresh.seal({ kind: 'device' });
    expect(() => linked(code).existing.open(sealed)).toThrow(LinkingError);
  });

  it('refuses, or shows other digits, when any byte is another', () => {
    for (const what of ['commitment', 'key', 'reveal'] as const) {
      for (let at = 0; at < 64; at += 5) {
        const code = newLinkingCode();
        let sides: ReturnType<typeof linked>;
        try {
          sides = linked(code, (one, bytes) => (one === what ? flipped(bytes, at) : bytes));
        } catch (error) {
          expect(error).toBeInstanceOf(LinkingError);
          continue;
        }
        expect(sides.fresh.digits).not.toBe(sides.existing.digits);
        expect(() => sides.existing.open(sides.fresh.seal(1))).toThrow(LinkingError);
      }
    }
    const { fresh, existing } = linked();
    const sealed = fresh.seal({ a: 1 });
    for (let at = 0; at < sealed.length; at += 3)
      expect(() => existing.open(flipped(sealed, at))).toThrow(LinkingError);
    expect(existing.open(sealed)).toEqual({ a: 1 });
  });

  it('refuses a key of small order, whose secret everybody knows', () => {
    const fresh = beginAsNew(newLinkingCode());
    expect(() => fresh.answer(new Uint8Array(32))).toThrow(LinkingError);
  });
});

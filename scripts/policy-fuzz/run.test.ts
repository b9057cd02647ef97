import { beforeAll, describe, expect, it } from 'vitest';
import { ready } from '#core/crypto/primitives.ts';
import { admit, type RefusalCode } from '#shared/org-log/index.ts';
import { fuzz } from './run.ts';

const CASES = 3_000;

beforeAll(ready);

describe('the fuzz of log and policy', () => {
  it('gives the same cases again for a seed, and finds nothing', () => {
    const [first, again] = [fuzz({ seed: 5, cases: 400 }), fuzz({ seed: 5, cases: 400 })];
    expect(first.failure).toBeUndefined();
    expect(first.cases).toBe(400);
    expect(first.withRealKeys).toBeGreaterThan(0);
    expect(again.tally).toEqual(first.tally);
    expect(fuzz({ seed: 6, cases: 400 }).tally).not.toEqual(first.tally);
  });

  const codes: RefusalCode[] = [
    ...(['malformed', 'wrong-organisation', 'other-history', 'out-of-date', 'bad-signature', 'clock'] as const),
    ...(['not-authorised', 'too-few-signatures', 'unknown-subject', 'key-reused', 'bad-policy', 'last-owner'] as const),
    ...(['invitation-used', 'invitation-expired', 'bad-certificate', 'already-exists', 'already-founded'] as const),
  ];
  it.each(codes)('finds a judge that lets through what is to be refused as %s', (code) => {
    const { failure } = fuzz({
      seed: 1,
      cases: CASES,
      judge(state, envelope, crypto) {
        const result = admit(state, envelope, crypto);
        return result.ok || result.refusal.code !== code ? result : { ok: true, state };
      },
    });
    expect(failure?.kind).toBe('wrong acceptance');
    expect(failure?.offered).toHaveLength(1);
  });

  it('finds a judge that refuses too much, and plays the chain again by its number', () => {
    const judge: typeof admit = (state, envelope, crypto) => {
      const result = admit(state, envelope, crypto);
      if (state.tree.size < 9 || !result.ok) return result;
      return { ok: false, refusal: { code: 'malformed', sentence: '' } };
    };
    const { failure } = fuzz({ seed: 1, cases: CASES, judge });
    expect(failure?.kind).toBe('wrong refusal');
    expect(fuzz({ seed: 1, cases: CASES, judge, chain: failure?.chain ?? 0 }).failure).toEqual(failure);
  });

  it('finds a judge that keeps the old policy, or brings a weakening forward', () => {
    const old = fuzz({
      seed: 1,
      cases: CASES,
      judge(state, envelope, crypto) {
        const result = admit(state, envelope, crypto);
        if (!result.ok || state.org === undefined) return result;
        return { ok: true, state: { ...result.state, groups: new Map([...result.state.groups, ...state.groups]) } };
      },
    });
    expect(old.failure?.kind).toBe('wrong state');
    const early = fuzz({
      seed: 1,
      cases: CASES,
      judge(state, envelope, crypto) {
        const result = admit(state, envelope, crypto);
        if (!result.ok) return result;
        const groups = [...result.state.groups.values()].map((group) => ({
          ...group,
          pending: group.pending && { ...group.pending, effectiveAt: group.pending.effectiveAt - 3_600_000 },
        }));
        return { ok: true, state: { ...result.state, groups: new Map(groups.map((group) => [group.id, group])) } };
      },
    });
    expect(early.failure?.kind).toBe('wrong acceptance');
    expect(early.failure?.what).toContain('is weakened');
  });
});

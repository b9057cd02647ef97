import { beforeAll, describe, expect, it } from 'vitest';
import { randomBytes, ready } from '../crypto/primitives.ts';
import { countFailure, noAttempts, parseAttempts, pausedUntil } from './attempts.ts';
import { StorageError } from './errors.ts';
import { COSTS_FLOOR, type PassphraseSlot, unwrapWithPassphrase, VAULT_COSTS, wrapWithPassphrase } from './vault.ts';

const cheapest = { ...VAULT_COSTS, slot: COSTS_FLOOR };

const MIB = 1024 * 1024;

function refusal(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof StorageError) return error.code;
    throw error;
  }
  return 'nothing was refused';
}

describe('the passphrase slot', () => {
  let key: Uint8Array;
  let slot: PassphraseSlot;

  beforeAll(async () => {
    await ready();
    key = randomBytes(32);
    slot = wrapWithPassphrase(key, 'correct horse', cheapest);
  });

  it('gives the key back for the passphrase, however its letters are composed', () => {
    expect(unwrapWithPassphrase(slot, 'correct horse')).toEqual(key);
    const composed = wrapWithPassphrase(key, 'caf\u00e9', cheapest);
    expect(unwrapWithPassphrase(composed, 'cafe\u0301')).toEqual(key);
  });

  it('calls a wrong passphrase wrong', () => {
    expect(refusal(() => unwrapWithPassphrase(slot, 'correct horsE'))).toBe('wrong-passphrase');
  });

  it('calls a damaged record damaged, whatever the passphrase (bit rot, truncation)', () => {
    for (const field of ['salt', 'nonce', 'wrapped', 'checksum'] as const) {
      const damaged = structuredClone(slot);
      damaged[field][0] = (damaged[field][0] ?? 0) ^ 1;
      expect(refusal(() => unwrapWithPassphrase(damaged, 'correct horse'))).toBe('vault-corrupted');
      const truncated = { ...slot, [field]: slot[field].slice(1) };
      expect(refusal(() => unwrapWithPassphrase(truncated, 'correct horse'))).toBe('vault-corrupted');
    }
    for (const record of [undefined, null, 7, 'slot', {}, { ...slot, v: 2 }, { ...slot, extra: 1 }]) {
      expect(refusal(() => unwrapWithPassphrase(record, 'correct horse'))).toBe('vault-corrupted');
    }
  });

  it('AT-40: refuses a record with lowered costs before it derives a key, even with a recomputed checksum', async () => {
    const { sha256 } = await import('../crypto/primitives.ts');
    const { canonicalJson, concatBytes, encodeUtf8, labelled, labels } = await import('#shared/encoding/index.ts');
    const edited = (costs: { opsLimit: number; memLimitBytes: number }) => {
      const head = { v: 1, slot: 'passphrase', ...costs };
      const aad = labelled(labels.vaultSlot, encodeUtf8(canonicalJson(head)));
      return { ...slot, ...costs, checksum: sha256(concatBytes(aad, slot.salt, slot.nonce, slot.wrapped)) };
    };
    // The forged checksum is right: with the true costs the record opens.
    const { opsLimit, memLimitBytes } = slot;
    expect(unwrapWithPassphrase(edited({ opsLimit, memLimitBytes }), 'correct horse')).toEqual(key);
    for (const costs of [
      { opsLimit: 1, memLimitBytes: 8192 },
      { opsLimit: 2, memLimitBytes: 64 * MIB },
      { opsLimit: 3, memLimitBytes: 64 * MIB - 1 },
      { opsLimit: 3, memLimitBytes: 64 * 1024 * MIB },
      { opsLimit: 4_000_000, memLimitBytes: 64 * MIB },
    ]) {
      expect(refusal(() => unwrapWithPassphrase(edited(costs), 'correct horse'))).toBe('vault-corrupted');
    }
    // Costs within the allowed range are bound as associated data and change the key: nothing opens.
    expect(refusal(() => unwrapWithPassphrase(edited({ opsLimit: 4, memLimitBytes }), 'correct horse'))).toBe(
      'wrong-passphrase',
    );
  });

  it('makes no slot below the floor', () => {
    expect(() =>
      wrapWithPassphrase(key, 'p', { ...VAULT_COSTS, slot: { opsLimit: 2, memLimitBytes: 64 * MIB } }),
    ).toThrow(RangeError);
    expect(() =>
      wrapWithPassphrase(key, 'p', { ...VAULT_COSTS, slot: { opsLimit: 3, memLimitBytes: 63 * MIB } }),
    ).toThrow(RangeError);
  });
});

describe('the pause after failures', () => {
  it('begins at the fifth failure, doubles, and ends at an hour', () => {
    let attempts = noAttempts;
    const pauses: number[] = [];
    for (let failure = 1; failure <= 14; failure += 1) {
      attempts = countFailure(attempts, 1000);
      pauses.push((pausedUntil(attempts, 1000) ?? 1000) - 1000);
    }
    expect(pauses.slice(0, 8)).toEqual([0, 0, 0, 0, 30_000, 60_000, 120_000, 240_000]);
    expect(Math.max(...pauses)).toBe(3_600_000);
    expect(pausedUntil(attempts, 1000 + 3_600_000)).toBeUndefined();
  });

  it('takes an unreadable record as many failures, and a future one as now', () => {
    expect(pausedUntil(parseAttempts({ v: 1, failures: -3, lastAt: 0 }, 50), 50)).toBe(50 + 3_600_000);
    expect(parseAttempts({ v: 1, failures: 9, lastAt: 10_000 }, 50)).toEqual({ v: 1, failures: 9, lastAt: 50 });
    expect(parseAttempts(undefined, 50)).toEqual(noAttempts);
  });
});

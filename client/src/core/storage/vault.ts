/**
 * The vault: how the vault master key (VMK) lies on the disk. Pure functions; `locked-storage.ts` keeps the records.
 *
 * The VMK is random and wrapped once per slot; here the slot of the passphrase, by Argon2id (RFC 9106) and
 * XChaCha20-Poly1305. A slot's id, version and costs are its associated data.
 */
import { z } from 'zod/mini';
import { canonicalJson, concatBytes, encodeUtf8, equalBytes, labelled, labels } from '#shared/encoding/index.ts';
import {
  AEAD_KEY_BYTES,
  AEAD_NONCE_BYTES,
  ARGON2_SALT_BYTES,
  type Argon2Costs,
  aeadOpen,
  aeadSeal,
  argon2id,
  CryptoError,
  randomBytes,
  sha256,
  wipe,
} from '../crypto/primitives.ts';
import { StorageError } from './errors.ts';

const MIB = 1024 * 1024;
export const COSTS_FLOOR: Argon2Costs = { opsLimit: 3, memLimitBytes: 64 * MIB };
export const COSTS_DEFAULT: Argon2Costs = { opsLimit: 3, memLimitBytes: 128 * MIB };

/** How costly passphrases are to guess. */
export interface VaultCosts {
  /** What new slots are made with. */
  readonly slot: Argon2Costs;
  /** No slot with lower costs is made or opened. */
  readonly floor: Argon2Costs;
}
/** Of every vault of a person. Tests whose passphrases guard nothing pay less. */
export const VAULT_COSTS: VaultCosts = { slot: COSTS_DEFAULT, floor: COSTS_FLOOR };
/** An edited record must not be able to stop the machine. */
const COSTS_CEILING: Argon2Costs = { opsLimit: 16, memLimitBytes: 1024 * MIB };
const TAG_BYTES = 16;

const sized = (length: number) =>
  z.instanceof(Uint8Array<ArrayBufferLike>).check(z.refine((bytes) => bytes.length === length));

const slotSchema = z.strictObject({
  v: z.literal(1),
  slot: z.literal('passphrase'),
  opsLimit: z.int().check(z.maximum(COSTS_CEILING.opsLimit)),
  memLimitBytes: z.int().check(z.maximum(COSTS_CEILING.memLimitBytes)),
  salt: sized(ARGON2_SALT_BYTES),
  nonce: sized(AEAD_NONCE_BYTES),
  wrapped: sized(AEAD_KEY_BYTES + TAG_BYTES),
  checksum: sized(32),
});

/** The passphrase slot as stored. */
export type PassphraseSlot = z.infer<typeof slotSchema>;

/** 256 random bits. The caller wipes them. */
export function createVaultMasterKey(): Uint8Array {
  return randomBytes(AEAD_KEY_BYTES);
}

/** Wraps `vaultMasterKey` under `passphrase`. Takes about a second. @throws RangeError for costs below the floor. */
export function wrapWithPassphrase(
  vaultMasterKey: Uint8Array,
  passphrase: string,
  costs: VaultCosts = VAULT_COSTS,
): PassphraseSlot {
  if (isBelow(costs.slot, costs.floor)) throw new RangeError('Argon2id costs are below the floor');
  const { opsLimit, memLimitBytes } = costs.slot;
  const salt = randomBytes(ARGON2_SALT_BYTES);
  const nonce = randomBytes(AEAD_NONCE_BYTES);
  const key = deriveKey(passphrase, salt, costs.slot);
  const head = { v: 1, slot: 'passphrase', opsLimit, memLimitBytes } as const;
  const wrapped = aeadSeal(key, nonce, vaultMasterKey, associatedData(head));
  wipe(key);
  const slot = { ...head, salt, nonce, wrapped };
  return { ...slot, checksum: checksumOf(slot) };
}

/**
 * The VMK in a stored slot. The caller wipes it.
 *
 * A wrong passphrase and a changed ciphertext look the same to the cipher. So the slot carries a plain checksum: damage by
 * accident breaks it and is told as damage. Who edits the slot on purpose can correct the checksum too, and is told as a
 * wrong passphrase; neither way does anything open.
 *
 * @throws StorageError `vault-corrupted` before any key is derived, when the record is damaged or weaker than the floor;
 *   `wrong-passphrase`.
 */
export function unwrapWithPassphrase(stored: unknown, passphrase: string, costs: VaultCosts = VAULT_COSTS): Uint8Array {
  const slot = parseSlot(stored, costs);
  const key = deriveKey(passphrase, slot.salt, slot);
  try {
    return aeadOpen(key, slot.nonce, slot.wrapped, associatedData(slot));
  } catch (cause) {
    if (cause instanceof CryptoError) throw new StorageError('wrong-passphrase', { cause });
    throw cause;
  } finally {
    wipe(key);
  }
}

/** @throws StorageError `vault-corrupted`. */
export function parseSlot(stored: unknown, { floor }: VaultCosts = VAULT_COSTS): PassphraseSlot {
  const parsed = slotSchema.safeParse(stored);
  if (!parsed.success) throw new StorageError('vault-corrupted', { cause: parsed.error });
  // An edited record with cheap costs would turn the next unlock into a fast guess for whoever copies the disk later.
  if (isBelow(parsed.data, floor)) throw new StorageError('vault-corrupted');
  if (!equalBytes(checksumOf(parsed.data), parsed.data.checksum)) throw new StorageError('vault-corrupted');
  return parsed.data;
}

function isBelow(costs: Argon2Costs, floor: Argon2Costs): boolean {
  return costs.opsLimit < floor.opsLimit || costs.memLimitBytes < floor.memLimitBytes;
}

function deriveKey(passphrase: string, salt: Uint8Array, costs: Argon2Costs): Uint8Array {
  // One person types é as one code point, another keyboard as two: the same passphrase must open.
  const bytes = encodeUtf8(passphrase.normalize('NFKC'));
  const { opsLimit, memLimitBytes } = costs;
  const key = argon2id(bytes, salt, { opsLimit, memLimitBytes }, AEAD_KEY_BYTES);
  wipe(bytes);
  return key;
}

type SlotHead = Pick<PassphraseSlot, 'v' | 'slot' | 'opsLimit' | 'memLimitBytes'>;

function associatedData({ v, slot, opsLimit, memLimitBytes }: SlotHead): Uint8Array {
  return labelled(labels.vaultSlot, encodeUtf8(canonicalJson({ v, slot, opsLimit, memLimitBytes })));
}

function checksumOf(slot: Omit<PassphraseSlot, 'checksum'>): Uint8Array {
  return sha256(concatBytes(associatedData(slot), slot.salt, slot.nonce, slot.wrapped));
}

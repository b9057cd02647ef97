/**
 * The outside of MLS messages (RFC 9420 §6): all that a delivery service reads of them. Nothing here decrypts or judges.
 */
import { decodeBase64url, equalBytes } from '#shared/encoding/index.ts';
import type { GroupId } from '#shared/ids/index.ts';

const MLS10 = 0x0001;
const wireFormat = { privateMessage: 0x0002, welcome: 0x0003 } as const;
const contentTypes = { application: 1, commit: 3 } as const;

/** A cursor over bytes whose sender may have meant harm; every read answers null past the end. */
class Reader {
  readonly #bytes: Uint8Array;
  #offset = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get atEnd(): boolean {
    return this.#offset === this.#bytes.length;
  }

  take(length: number): Uint8Array | null {
    if (length > this.#bytes.length - this.#offset) return null;
    this.#offset += length;
    return this.#bytes.subarray(this.#offset - length, this.#offset);
  }

  uint(length: number): bigint | null {
    const bytes = this.take(length);
    return bytes ? bytes.reduce((value, byte) => (value << 8n) | BigInt(byte), 0n) : null;
  }

  /** A vector with the variable-size length of RFC 9420 §2.1.2, which must be in its shortest form. */
  vector(): Uint8Array | null {
    const first = this.take(1)?.[0];
    if (first === undefined) return null;
    const prefix = first >> 6;
    if (prefix === 3) return null;
    let length = first & 0x3f;
    for (const byte of this.take((1 << prefix) - 1) ?? []) length = length * 256 + byte;
    if ((prefix === 1 && length < 64) || (prefix === 2 && length < 16_384)) return null;
    return this.take(length);
  }
}

/**
 * Whether `message` is one whole PrivateMessage of `group` and `epoch` with this content. A PublicMessage would show the
 * relay who commits what, a message of another group or epoch would be ordered where it does not belong, and a commit sent
 * as an application message would get around the compare-and-swap.
 */
export function isPrivateMessage(
  message: Uint8Array,
  group: GroupId,
  epoch: bigint,
  content: keyof typeof contentTypes,
): boolean {
  const reader = new Reader(message);
  if (reader.uint(2) !== BigInt(MLS10) || reader.uint(2) !== BigInt(wireFormat.privateMessage)) return false;
  const groupId = reader.vector();
  if (groupId === null || !equalBytes(groupId, decodeBase64url(group))) return false;
  if (reader.uint(8) !== epoch || reader.uint(1) !== BigInt(contentTypes[content])) return false;
  // authenticated_data, encrypted_sender_data, ciphertext
  return reader.vector() !== null && reader.vector() !== null && reader.vector() !== null && reader.atEnd;
}

/** Whether `message` is one whole Welcome (RFC 9420 §12.4.3.1). */
export function isWelcome(message: Uint8Array): boolean {
  const reader = new Reader(message);
  if (reader.uint(2) !== BigInt(MLS10) || reader.uint(2) !== BigInt(wireFormat.welcome)) return false;
  // cipher_suite, secrets, encrypted_group_info
  return reader.uint(2) !== null && reader.vector() !== null && reader.vector() !== null && reader.atEnd;
}

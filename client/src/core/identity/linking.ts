/**
 * Linking a device: how a new browser and one that a person has already agree on a key, though the relay between them may
 * be hostile. A code is carried by the person from the new browser to the other one; the new browser commits to its key
 * before it sees the other's, and shows it after (commit-then-reveal); both then show digits of all that was said, which the
 * person compares. Whoever stands in the middle lacks the code, and with the code still has one guess in a hundred million.
 *
 * No clock, no network: bytes in, bytes out. `docs/protocol/linking.md` has the messages and what each stops.
 */
import {
  canonicalJson,
  concatBytes,
  encodeUtf8,
  equalBytes,
  labelled,
  labels,
  parseCanonicalJson,
} from '#shared/encoding/index.ts';
import { hkdfSha256 } from '../crypto/hkdf.ts';
import {
  AEAD_NONCE_BYTES,
  aeadOpen,
  aeadSeal,
  CryptoError,
  randomBytes,
  sha256,
  wipe,
  x25519,
  x25519Public,
} from '../crypto/primitives.ts';

/** Letters and digits that nobody takes for one another. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
/** 60 bits: nobody comes to a code by guessing while it holds. */
const CODE_LENGTH = 12;
const NAME_BYTES = 16;
const KEY_BYTES = 32;
const NONCE_BYTES = 32;
const DIGITS = 8;
/** Messages that one side may seal: more than any linking needs. */
const MESSAGES_MAX = 16;

/** What came is not what the other browser sent, or not for this linking. */
export class LinkingError extends Error {
  readonly code = 'tampered';

  constructor() {
    super('what came over the rendezvous is not what the other device sent');
    this.name = 'LinkingError';
  }
}

/** A fresh code, which serves once. */
export function newLinkingCode(): string {
  // 32 letters: five bits of each byte, without a bias.
  return [...randomBytes(CODE_LENGTH)].map((byte) => ALPHABET[byte & 31]).join('');
}

/** The code as a person reads it: in groups of four. */
export function shownLinkingCode(code: string): string {
  return code.replace(/(.{4})(?=.)/g, '$1-');
}

/** The code that a person typed, whatever they put between its letters; undefined: it can be none. */
export function parseLinkingCode(typed: string): string | undefined {
  if (typed.length > 64) return undefined;
  const code = typed.toUpperCase().replace(/[\s-]/g, '').replaceAll('O', '0').replace(/[IL]/g, '1');
  const isCode = code.length === CODE_LENGTH && [...code].every((letter) => ALPHABET.includes(letter));
  return isCode ? code : undefined;
}

/** By what the relay knows the rendezvous: it shows who holds the code, and does not give the code away. */
export function rendezvousName(code: string): Uint8Array {
  return sha256(labelled(labels.linkingName, encodeUtf8(code))).subarray(0, NAME_BYTES);
}

/** What the two have agreed on. */
export interface LinkingChannel {
  /** All that was said in the clear, as a hash: what the digits are of, and what the new device signs. */
  readonly transcript: Uint8Array;
  /** For the person: equal on both screens, or somebody stands in the middle. */
  readonly digits: string;
  /** @throws RangeError after more messages than a linking has. */
  seal(message: unknown): Uint8Array;
  /** The next message of the other side. @throws LinkingError: it was changed, left out, shown twice, or is another's. */
  open(bytes: Uint8Array): unknown;
  wipe(): void;
}

/** The side of the new device. */
export interface NewSide {
  readonly name: Uint8Array;
  /** To be sent first: binds the new side to its key before it knows the other's. */
  readonly commitment: Uint8Array;
  /** Answers the other's key by showing what was committed to. Once. @throws LinkingError. */
  answer(otherKey: Uint8Array): { readonly reveal: Uint8Array; readonly channel: LinkingChannel };
  wipe(): void;
}

export function beginAsNew(code: string): NewSide {
  const name = rendezvousName(code);
  const privateKey = randomBytes(KEY_BYTES);
  const reveal = concatBytes(x25519Public(privateKey), randomBytes(NONCE_BYTES));
  const commitment = commitmentTo(name, reveal);
  let answered = false;
  return {
    name,
    commitment,
    answer(otherKey) {
      // A second key would let somebody in the middle try digits until they are equal.
      if (answered || otherKey.length !== KEY_BYTES) throw new LinkingError();
      answered = true;
      const said = concatBytes(name, commitment, otherKey, reveal);
      return { reveal, channel: agree(code, said, privateKey, otherKey, 'new') };
    },
    wipe: () => wipe(privateKey),
  };
}

/** The side of the device that the person has already. */
export interface ExistingSide {
  readonly name: Uint8Array;
  readonly publicKey: Uint8Array;
  /** Takes what the new side shows. Once. @throws LinkingError: it is not what was committed to. */
  take(reveal: Uint8Array): LinkingChannel;
  wipe(): void;
}

export function beginAsExisting(code: string, commitment: Uint8Array): ExistingSide {
  const name = rendezvousName(code);
  const privateKey = randomBytes(KEY_BYTES);
  const publicKey = x25519Public(privateKey);
  let taken = false;
  return {
    name,
    publicKey,
    take(reveal) {
      if (taken || reveal.length !== KEY_BYTES + NONCE_BYTES) throw new LinkingError();
      taken = true;
      // Another key than the one that was committed to was chosen when ours was known: to make the digits equal.
      if (!equalBytes(commitmentTo(name, reveal), commitment)) throw new LinkingError();
      const said = concatBytes(name, commitment, publicKey, reveal);
      return agree(code, said, privateKey, reveal.subarray(0, KEY_BYTES), 'existing');
    },
    wipe: () => wipe(privateKey),
  };
}

function commitmentTo(name: Uint8Array, reveal: Uint8Array): Uint8Array {
  return sha256(labelled(labels.linkingCommitment, concatBytes(name, reveal)));
}

type Side = 'new' | 'existing';

function agree(
  code: string,
  said: Uint8Array,
  privateKey: Uint8Array,
  otherKey: Uint8Array,
  side: Side,
): LinkingChannel {
  const transcript = sha256(labelled(labels.linkingTranscript, said));
  let shared: Uint8Array;
  try {
    shared = x25519(privateKey, otherKey);
  } catch (error) {
    // A point of small order: the secret would be one that everybody knows.
    if (error instanceof CryptoError) throw new LinkingError();
    throw error;
  }
  // The code is part of the key: without it, the relay can stand in the middle and still opens nothing.
  const secret = concatBytes(shared, encodeUtf8(code));
  const prk = hkdfSha256.extract(transcript, secret);
  const keyOf = (sender: Side) => hkdfSha256.expand(prk, labelled(labels.linkingKey, encodeUtf8(sender)), KEY_BYTES);
  const keys = { mine: keyOf(side), theirs: keyOf(side === 'new' ? 'existing' : 'new') };
  wipe(shared, secret, prk, privateKey);
  let [sealed, opened] = [0, 0];
  return {
    transcript,
    digits: digitsOf(transcript),
    seal(message) {
      if (sealed >= MESSAGES_MAX) throw new RangeError('too many messages');
      const bytes = aeadSeal(keys.mine, nonceOf(sealed), encodeUtf8(canonicalJson(message)), transcript);
      sealed += 1;
      return bytes;
    },
    open(bytes) {
      try {
        const plaintext = aeadOpen(keys.theirs, nonceOf(opened), bytes, transcript);
        opened += 1;
        // What an honest other side has sealed is canonical; anything else is somebody else's.
        return parseCanonicalJson(plaintext);
      } catch {
        throw new LinkingError();
      }
    },
    wipe: () => wipe(keys.mine, keys.theirs),
  };
}

/** Each key seals each number once: nothing can be left out, put in another order or shown again. */
function nonceOf(count: number): Uint8Array {
  const nonce = new Uint8Array(AEAD_NONCE_BYTES);
  nonce[0] = count;
  return nonce;
}

function digitsOf(transcript: Uint8Array): string {
  const hash = sha256(labelled(labels.linkingDigits, transcript));
  const number = new DataView(hash.buffer, hash.byteOffset).getBigUint64(0);
  return String(number % 10n ** BigInt(DIGITS)).padStart(DIGITS, '0');
}

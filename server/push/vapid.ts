/**
 * Who is calling, as push services want to know it: VAPID (RFC 8292). It needs ECDSA over P-256, which libsodium does not
 * have, so this is the one place of the relay that signs with Node's own cryptography (docs/adr/0010-web-push.md). No
 * message and no key of a message is involved.
 */
import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { closeSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs';
import path from 'node:path';
import { concatBytes, decodeBase64url, encodeBase64url, encodeUtf8 } from '#shared/encoding/index.ts';

const FILE = 'push-key';
const HOUR = 3_600_000;
/** RFC 8292 §2 allows a day. */
const LIFETIME_MS = 12 * HOUR;
/** A token is used again until it has this left. */
const LEFT_MS = HOUR;

export interface Vapid {
  /** The public key as browsers and push services have it: 65 bytes, uncompressed. */
  readonly publicKey: Uint8Array;
  /** The value of the `Authorization` header for a push service. `origin` is that of the endpoint. */
  authorization(origin: string): string;
}

/**
 * Reads the key in `folder`, or makes it.
 * @param contact a `mailto:` or `https:` address at which a push service finds who runs this relay (RFC 8292 §2.1).
 * @throws Error when there is one that is damaged: with a new one, every subscription would be void.
 */
export function openVapid(folder: string, contact: string, now: () => number): Vapid {
  const file = path.join(folder, FILE);
  const key = readKey(file) ?? makeKey(file);
  const { x = '', y = '' } = createPublicKey(key).export({ format: 'jwk' });
  const publicKey = concatBytes(Uint8Array.of(4), decodeBase64url(x), decodeBase64url(y));
  const tokens = new Map<string, { readonly text: string; readonly until: number }>();

  const token = (origin: string): string => {
    const known = tokens.get(origin);
    if (known !== undefined && known.until - now() > LEFT_MS) return known.text;
    const until = now() + LIFETIME_MS;
    const part = (value: object) => encodeBase64url(encodeUtf8(JSON.stringify(value)));
    const claims = { aud: origin, exp: Math.floor(until / 1_000), sub: contact };
    const signed = `${part({ typ: 'JWT', alg: 'ES256' })}.${part(claims)}`;
    const signature = sign('sha256', encodeUtf8(signed), { key, dsaEncoding: 'ieee-p1363' });
    const text = `${signed}.${encodeBase64url(signature)}`;
    tokens.set(origin, { text, until });
    return text;
  };
  return {
    publicKey,
    authorization: (origin) => `vapid t=${token(origin)}, k=${encodeBase64url(publicKey)}`,
  };
}

function readKey(file: string): KeyObject | undefined {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
  try {
    const key = createPrivateKey(text);
    if (key.asymmetricKeyDetails?.namedCurve === 'prime256v1') return key;
  } catch {
    // Said below.
  }
  throw new Error(`The push key in ${file} is damaged. Restore it from a backup.`);
}

function makeKey(file: string): KeyObject {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
  const handle = openSync(file, 'wx', 0o600);
  try {
    writeSync(handle, privateKey.export({ type: 'pkcs8', format: 'pem' }).toString());
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  return privateKey;
}

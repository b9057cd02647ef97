/** Device certificates: a user's identity key (UIK) vouches for one device key. */
import { z } from 'zod/mini';
import {
  canonicalJson,
  decodeBase64url,
  encodeBase64url,
  encodeUtf8,
  labelled,
  labels,
  parseCanonicalJson,
} from '#shared/encoding/index.ts';
import type { DeviceId, OrgId, UserId } from '#shared/ids/index.ts';
import { idField, keyField, signatureField, timeField } from './fields.ts';
import type { LogCrypto } from './merkle.ts';

/** The largest encoded certificate, in bytes: it is part of every leaf of every group. */
const CERTIFICATE_BYTES_MAX = 1_024;

const certificateSchema = z.strictObject({
  v: z.literal(1),
  org: idField<OrgId>(),
  user: idField<UserId>(),
  device: idField<DeviceId>(),
  key: keyField,
  purpose: z.enum(['member', 'bot', 'retention']),
  notBefore: timeField,
  notAfter: timeField,
});

const encodedSchema = z.strictObject({ certificate: z.string().check(z.maxLength(800)), signature: signatureField });

/** What a certificate says. `key` is the device's Ed25519 public key as base64url; times in ms. */
export type DeviceCertificate = z.infer<typeof certificateSchema>;

/**
 * Issues a certificate: its encoded form is the identity in an MLS basic credential.
 * @param sign signs with the user's identity key.
 */
export function issueCertificate(content: DeviceCertificate, sign: (message: Uint8Array) => Uint8Array): Uint8Array {
  const certificate = canonicalJson(certificateSchema.parse(content));
  const signature = encodeBase64url(sign(labelled(labels.deviceCertificate, encodeUtf8(certificate))));
  return encodeUtf8(canonicalJson({ certificate, signature }));
}

/** Parses an encoded certificate without judging its signature. @throws Error when it is not one. */
export function parseCertificate(encoded: Uint8Array): DeviceCertificate {
  return parseEncoded(encoded).content;
}

/** The signature of an encoded certificate, base64url. @throws Error when it is not one. */
export function signatureOf(encoded: Uint8Array): string {
  return encodeBase64url(parseEncoded(encoded).signature);
}

/**
 * Whether `encoded` was signed by `userKey`. The bytes that were signed are the bytes that are checked; nothing is
 * encoded again. Never throws.
 */
export function verifyCertificate(encoded: Uint8Array, userKey: Uint8Array, crypto: LogCrypto): boolean {
  try {
    const { signed, signature } = parseEncoded(encoded);
    return crypto.verify(userKey, labelled(labels.deviceCertificate, signed), signature);
  } catch {
    return false;
  }
}

function parseEncoded(encoded: Uint8Array) {
  if (encoded.length > CERTIFICATE_BYTES_MAX) throw new RangeError('certificate is too large');
  const outer = encodedSchema.parse(parseCanonicalJson(encoded));
  const signed = encodeUtf8(outer.certificate);
  const content = certificateSchema.parse(parseCanonicalJson(signed));
  return { content, signed, signature: decodeBase64url(outer.signature) };
}

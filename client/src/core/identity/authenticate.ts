/**
 * The authentication service (RFC 9420 §5.3.1, RFC 9750 §3): what makes a key a person. Offline and deterministic: a
 * function of the certificate, the key and the replayed log, so that all members of a group judge alike. A service that
 * asked the relay would let the relay add whom it likes.
 */
import { decodeUtf8, encodeBase64url } from '#shared/encoding/index.ts';
import type { DeviceId, UserId } from '#shared/ids/index.ts';
import { certificateOf, type OrgState, parseCertificate } from '#shared/org-log/index.ts';

/** The device and person behind an MLS credential. */
export interface CertifiedDevice {
  readonly device: DeviceId;
  readonly user: UserId;
}

/** Which device a certificate names, by its text: it is asked for with every message. */
const named = new Map<string, DeviceId>();
const NAMED_MAX = 1_000;
/** Longer ones are parsed each time, so that nobody fills the memory with them. */
const NAMED_CHARS_MAX = 2_048;

/** The device that a certificate names, whose text this is. @throws Error when it is none. */
function deviceIn(identity: Uint8Array, text: string): DeviceId {
  const known = named.get(text);
  if (known !== undefined) return known;
  const { device } = parseCertificate(identity);
  if (text.length <= NAMED_CHARS_MAX) {
    if (named.size >= NAMED_MAX) named.clear();
    named.set(text, device);
  }
  return device;
}

/**
 * Who `identity` certifies, if its certificate stands in the log, byte for byte, and `signatureKey` is the certified key.
 * Undefined otherwise: an invented device, an invented person, or somebody else's certificate.
 *
 * A revoked device is still recognised: it may sit in a tree that we join, until somebody has removed it. Whether a device
 * may act is asked by the policy gate.
 */
export function certifiedDevice(
  identity: Uint8Array,
  signatureKey: Uint8Array,
  state: OrgState,
): CertifiedDevice | undefined {
  let text: string;
  let device: DeviceId;
  try {
    text = decodeUtf8(identity);
    device = deviceIn(identity, text);
  } catch {
    return undefined;
  }
  // The log admitted the certificate only after verifying its signature, so equality of bytes is proof enough here.
  const record = state.devices.get(device);
  if (record === undefined || state.org === undefined) return undefined;
  if (certificateOf(record, state.org.id) !== text) return undefined;
  if (record.key !== encodeBase64url(signatureKey)) return undefined;
  return { device: record.id, user: record.user };
}

/**
 * Asking to be added again: what a device sends that has fallen out of step. Signed by its device key, so that nobody else
 * can have it taken out and put in; and dated, so that an old one shown again is worth nothing.
 */
import { z } from 'zod/mini';
import {
  canonicalJson,
  concatBytes,
  decodeBase64url,
  encodeUtf8,
  labelled,
  labels,
  parseCanonicalJson,
} from '#shared/encoding/index.ts';
import { type DeviceId, type GroupId, isId, type OrgId } from '#shared/ids/index.ts';
import { isDeviceActive, type OrgState } from '#shared/org-log/index.ts';
import { SIGNATURE_BYTES, sign, verify } from '../crypto/primitives.ts';

/** A request that is older than this, or dated this far ahead, is not followed, in ms. */
const VALID_MS = 3 * 24 * 3_600_000;

const schema = z.strictObject({
  v: z.literal(1),
  org: z.custom<OrgId>(isId),
  group: z.custom<GroupId>(isId),
  device: z.custom<DeviceId>(isId),
  at: z.int().check(z.minimum(0)),
});

export type ReAddRequest = z.infer<typeof schema>;

/** The signed bytes: the signature, and then canonical JSON. */
export function encodeReAddRequest(request: Omit<ReAddRequest, 'v'>, deviceKey: Uint8Array): Uint8Array {
  const content = encodeUtf8(canonicalJson(schema.parse({ v: 1, ...request })));
  return concatBytes(sign(deviceKey, labelled(labels.reAddRequest, content)), content);
}

/** The request, if the log knows its device, lets it act, and its key has signed it; undefined otherwise. */
export function parseReAddRequest(
  bytes: Uint8Array,
  state: OrgState,
  about: { readonly org: OrgId; readonly group: GroupId; readonly now: number },
): ReAddRequest | undefined {
  try {
    const content = bytes.subarray(SIGNATURE_BYTES);
    const request = schema.parse(parseCanonicalJson(content));
    const record = state.devices.get(request.device);
    if (record === undefined || !isDeviceActive(state, record.id, about.now)) return undefined;
    if (request.org !== about.org || request.group !== about.group) return undefined;
    if (Math.abs(about.now - request.at) > VALID_MS) return undefined;
    const signature = bytes.subarray(0, SIGNATURE_BYTES);
    const signed = verify(decodeBase64url(record.key), labelled(labels.reAddRequest, content), signature);
    return signed ? request : undefined;
  } catch {
    return undefined;
  }
}

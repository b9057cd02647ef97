/**
 * A signal: what members tell each other for the moment and nobody keeps. It is sealed by a secret that the members of an
 * epoch have (RFC 9420 §8.5), and so touches no ratchet; and signed by its device, as every member has that secret. Pure.
 */
import { z } from 'zod/mini';
import {
  canonicalJson,
  concatBytes,
  encodeUtf8,
  labelled,
  labels,
  parseCanonicalJson,
} from '#shared/encoding/index.ts';
import { type DeviceId, type GroupId, isId } from '#shared/ids/index.ts';
import { pad, unpad } from '../content/padding.ts';
import { presenceSchema } from '../content/presence.ts';
import {
  AEAD_NONCE_BYTES,
  aeadOpen,
  aeadSeal,
  randomBytes,
  SIGNATURE_BYTES,
  sign,
  verify,
} from '../crypto/primitives.ts';

/** A signal is for now: one whose time differs from ours by more was kept by somebody, or one of us has a wrong clock. */
const NOW_MS = 60_000;
/** All signals are equally long: nonce, padded content, tag. */
const SIGNAL_BYTES = AEAD_NONCE_BYTES + 512 + 16;

const common = {
  v: z.literal(1),
  group: z.custom<GroupId>(isId),
  /** As decimal text. A member of a later epoch cannot show it again there. */
  epoch: z.string(),
  device: z.custom<DeviceId>(isId),
  at: z.int().check(z.minimum(0)),
};
const schema = z.union([
  z.strictObject({ ...common, typing: z.boolean() }),
  z.strictObject({ ...common, presence: presenceSchema }),
]);
export type Signal = z.infer<typeof schema>;
/** What a signal says, without where, when and by whom. */
export type SignalBody =
  | Pick<Extract<Signal, { typing: boolean }>, 'typing'>
  | Pick<Extract<Signal, { presence: object }>, 'presence'>;

/** The group and epoch that it is for, and the secret of that epoch. */
export interface SignalContext {
  readonly group: GroupId;
  readonly epoch: string;
  readonly key: Uint8Array;
}

export function sealSignal(
  signal: Pick<Signal, 'group' | 'epoch' | 'device' | 'at'> & SignalBody,
  deviceKey: Uint8Array,
  { group, key }: SignalContext,
): Uint8Array {
  const content = encodeUtf8(canonicalJson(schema.parse({ v: 1, ...signal })));
  const signed = concatBytes(sign(deviceKey, labelled(labels.signal, content)), content);
  const nonce = randomBytes(AEAD_NONCE_BYTES);
  const plaintext = new Uint8Array(512);
  plaintext.set(pad(signed));
  return concatBytes(nonce, aeadSeal(key, nonce, plaintext, labelled(labels.signal, encodeUtf8(group))));
}

/**
 * What a signal says, or undefined: the relay made it up or kept it (not sealed by this epoch's secret, not of now), a
 * member signed it in the name of another, or it is no signal.
 * @param keyOf the signature key of a device that is in the group, undefined for any other
 */
export function openSignal(
  bytes: Uint8Array,
  { group, epoch, key }: SignalContext,
  now: number,
  keyOf: (device: DeviceId) => Uint8Array | undefined,
): Signal | undefined {
  if (bytes.length !== SIGNAL_BYTES) return undefined;
  try {
    const nonce = bytes.subarray(0, AEAD_NONCE_BYTES);
    const plaintext = aeadOpen(
      key,
      nonce,
      bytes.subarray(AEAD_NONCE_BYTES),
      labelled(labels.signal, encodeUtf8(group)),
    );
    const signed = unpad(plaintext);
    const content = signed.subarray(SIGNATURE_BYTES);
    const signal = schema.parse(parseCanonicalJson(content));
    if (signal.group !== group || signal.epoch !== epoch || Math.abs(now - signal.at) > NOW_MS) return undefined;
    const by = keyOf(signal.device);
    if (by === undefined) return undefined;
    const isOwn = verify(by, labelled(labels.signal, content), signed.subarray(0, SIGNATURE_BYTES));
    return isOwn ? signal : undefined;
  } catch {
    return undefined;
  }
}

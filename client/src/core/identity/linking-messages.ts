/** What two devices tell each other while one is linked, inside the channel that they have agreed on. */
import { z } from 'zod/mini';
import { concatBytes, decodeBase64url, encodeBase64url, labelled, labels } from '#shared/encoding/index.ts';
import { type DeviceId, isId, type OrgId, type UserId } from '#shared/ids/index.ts';
import { type SignatureKeyPair, sign, verify } from '../crypto/primitives.ts';
import { isDeviceName } from './device-name.ts';
import { LinkingError } from './linking.ts';

/** Devices whose names are told: as many as one person can have. */
export const NAMED_DEVICES_MAX = 20;

const bytesText = (length: number) =>
  z.custom<string>((value) => {
    try {
      return typeof value === 'string' && decodeBase64url(value).length === length;
    } catch {
      return false;
    }
  });
const name = z.custom<string>(isDeviceName);
const device = z.custom<DeviceId>(isId);

/** From the new device: its key, that it holds it, and what it wants to be called. */
const introductionSchema = z.strictObject({
  v: z.literal(1),
  kind: z.literal('device'),
  key: bytesText(32),
  name,
  proof: bytesText(64),
});

/** From the existing device, once its person has agreed and the log has the new device. */
const accountSchema = z.strictObject({
  v: z.literal(1),
  kind: z.literal('account'),
  org: z.custom<OrgId>(isId),
  /** The organisation's root key, as this person's devices have pinned it. */
  rootKey: bytesText(32),
  user: z.custom<UserId>(isId),
  certificate: z.string().check(z.maxLength(1_024)),
  /** The seed of the person's identity key. */
  identityKey: bytesText(32),
  /** The person's devices by the names that they gave them, and the device that links. */
  by: device,
  names: z.array(z.strictObject({ device, name, by: z.optional(device) })).check(z.maxLength(NAMED_DEVICES_MAX)),
});

export type LinkedAccount = z.infer<typeof accountSchema>;
export type NamedDevice = LinkedAccount['names'][number];

export interface Introduction {
  readonly key: Uint8Array;
  readonly name: string;
}

/** What the new device says of itself. The signature is over this very linking: it is good in no other. */
export function introduction(deviceKey: SignatureKeyPair, called: string, transcript: Uint8Array): unknown {
  const proof = sign(deviceKey.privateKey, proven(deviceKey.publicKey, transcript));
  return introductionSchema.parse({
    v: 1,
    kind: 'device',
    key: encodeBase64url(deviceKey.publicKey),
    name: called,
    proof: encodeBase64url(proof),
  });
}

/** @throws LinkingError: it is none, or its sender does not hold the key. */
export function parseIntroduction(message: unknown, transcript: Uint8Array): Introduction {
  const { data } = introductionSchema.safeParse(message);
  if (data === undefined) throw new LinkingError();
  const key = decodeBase64url(data.key);
  // A key of somebody else's, named as one's own, would put their device into this account.
  if (!verify(key, proven(key, transcript), decodeBase64url(data.proof))) throw new LinkingError();
  return { key, name: data.name };
}

function proven(key: Uint8Array, transcript: Uint8Array): Uint8Array {
  return labelled(labels.linkingDevice, concatBytes(transcript, key));
}

export function accountMessage(account: Omit<LinkedAccount, 'v' | 'kind'>): unknown {
  return accountSchema.parse({ v: 1, kind: 'account', ...account });
}

/** @throws LinkingError. */
export function parseAccount(message: unknown): LinkedAccount {
  const { data } = accountSchema.safeParse(message);
  if (data === undefined) throw new LinkingError();
  return data;
}

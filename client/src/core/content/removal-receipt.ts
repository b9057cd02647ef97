/** A removal receipt as a file: what a device has followed and been told of a person's removal, signed by that device. */
import { z } from 'zod/mini';
import {
  canonicalJson,
  decodeBase64url,
  encodeBase64url,
  encodeUtf8,
  labelled,
  labels,
} from '#shared/encoding/index.ts';
import { type DeviceId, type GroupId, isId, type OrgId, type UserId } from '#shared/ids/index.ts';

/** Far above what an organisation has, and below what would stop the machine of whoever opens a hostile file. */
const ROOMS_MAX = 10_000;
const SAID_MAX = 300;

const count = z.int().check(z.minimum(0));
const device = z.custom<DeviceId>(isId);
const group = z.custom<GroupId>(isId);
const user = z.custom<UserId>(isId);
const text = z.string().check(z.maxLength(1_000));
const sig = z.string().check(z.length(86));

const receiptSchema = z.strictObject({
  format: z.literal('tacit-removal-receipt'),
  v: z.literal(1),
  org: z.custom<OrgId>(isId),
  person: z.strictObject({ user, name: text }),
  madeAt: count,
  madeBy: z.strictObject({ user, device }),
  removals: z
    .array(
      z.strictObject({
        /** As the maker's device names the conversation; nobody vouches for it. */
        title: text,
        group,
        epoch: z.int().check(z.minimum(1)),
        commit: z.string().check(z.length(43)),
        by: device,
        devices: z.array(device).check(z.minLength(1), z.maxLength(SAID_MAX)),
        /** Who has signed the same, and when each of them was given the commit by the relay. */
        said: z.array(z.strictObject({ device, at: count, sig })).check(z.maxLength(SAID_MAX)),
      }),
    )
    .check(z.maxLength(ROOMS_MAX)),
  /** Conversations of which the maker's device knows that the person was in them, and cannot say that they are out. */
  without: z
    .array(z.strictObject({ title: text, group, why: z.enum(['still-in', 'no-record']) }))
    .check(z.maxLength(ROOMS_MAX)),
});
export type Receipt = z.infer<typeof receiptSchema>;

const fileSchema = z.strictObject({
  receipt: z.string(),
  signature: sig,
  /** The log as the maker's device has it, in the form of an export: it has the keys of all who sign. */
  log: z.unknown(),
});

/** The file. @param log an exported log. */
export function writeReceipt(receipt: Receipt, log: string, sign: (message: Uint8Array) => Uint8Array): Uint8Array {
  const written = canonicalJson(receiptSchema.parse(receipt));
  const signature = encodeBase64url(sign(labelled(labels.removalReceipt, encodeUtf8(written))));
  return encodeUtf8(`${JSON.stringify({ receipt: written, signature, log: JSON.parse(log) }, null, 1)}\n`);
}

/** Reads a file; nothing is judged yet. @throws Error when it is none. */
export function readReceipt(file: string) {
  const { receipt, signature, log } = fileSchema.parse(JSON.parse(file));
  return {
    receipt: receiptSchema.parse(JSON.parse(receipt)),
    signed: labelled(labels.removalReceipt, encodeUtf8(receipt)),
    signature: decodeBase64url(signature),
    log: JSON.stringify(log),
  };
}

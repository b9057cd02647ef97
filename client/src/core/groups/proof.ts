/** The author's own signature under words, made when they are said and verified when somebody hands them on. */
import { decodeBase64url, encodeBase64url, encodeUtf8 } from '#shared/encoding/index.ts';
import type { DeviceId, GroupId, UserId } from '#shared/ids/index.ts';
import { devicesOf } from '#shared/org-log/index.ts';
import type { Body, BodyOf, Past } from '../content/payload.ts';
import { type Said, wordsStatement } from '../content/words-statement.ts';
import { sign, verify } from '../crypto/primitives.ts';
import { isDamagedRow } from '../storage/errors.ts';
import type { TextRow } from '../storage/records.ts';
import { editsOf } from './changes.ts';
import { type Device, orgOf, policyOf } from './device.ts';
import { targetOf } from './named.ts';

type Words = BodyOf<'text' | 'edit'>;

/** A body with the signature of this device, where it has words. */
export function signedBody(
  device: Device,
  group: Said['group'],
  { id, sentAt }: Pick<Said, 'id' | 'sentAt'>,
  body: Body,
): Body {
  if (body.kind !== 'text' && body.kind !== 'edit') return body;
  return { ...body, sig: signWords(device, saidIn(group, device.self.device, id, sentAt, body)) };
}

function signWords({ self }: Device, said: Said): string {
  return encodeBase64url(sign(self.deviceKey.privateKey, wordsStatement(self.org, said)));
}

function saidIn(group: Said['group'], device: DeviceId, id: Said['id'], sentAt: number, body: Words): Said {
  const { text, mentions } = body;
  const common = { group, device, sentAt, text, mentions };
  if (body.kind === 'edit') return { ...common, id: body.of, edit: true };
  const { reply, thread, forwarded } = body;
  return { ...common, id, edit: false, reply, thread, forwarded };
}

/** What an entry says that somebody has said. */
export function saidBy(group: Said['group'], past: Past): Said {
  const { device, id, sentAt, edit = false, text, mentions } = past;
  const { reply, thread, forwarded } = edit ? {} : past;
  return { group, device, id, sentAt, edit, text, mentions, reply, thread, forwarded };
}

/**
 * Whether an author's device has signed this, by the log: `none` where there is no signature, as of words from before there
 * were any; `forged` where there is one that does not hold, or the device is not the author's.
 */
export function proofOf(device: Device, group: Said['group'], past: Past): 'verified' | 'none' | 'forged' {
  if (past.sig === undefined) return 'none';
  const record = deviceOf(device, past.author, past.device);
  if (record === undefined) return 'forged';
  const statement = wordsStatement(device.self.org, saidBy(group, past));
  return verify(decodeBase64url(record.key), statement, decodeBase64url(past.sig)) ? 'verified' : 'forged';
}

function deviceOf(device: Device, author: UserId, id: DeviceId) {
  return devicesOf(orgOf(device), author).find((one) => one.id === id);
}

/**
 * A message as it is handed on: its newest words, with the signature of its author's device if this one has it and it holds.
 * Undefined for what is not handed on: what is recalled, unsent, or to disappear.
 */
export function pastOf(device: Device, row: TextRow): Past | undefined {
  const { conversation, author, sequence, recalledAt, timer, state, at, relayedAt = at } = row;
  // What was asked is not said: answers and votes do not come with it.
  if (row.poll !== undefined) return undefined;
  // Files are not handed on: of a message without words, nothing is left.
  if (row.text === '') return undefined;
  if (recalledAt !== undefined || timer !== undefined || sequence === undefined || row.device === undefined)
    return undefined;
  if (state !== undefined && state !== 'sent') return undefined;
  const edit = editsOf(row.changes ?? [])
    .filter(({ sequence: placed }) => placed !== undefined)
    .at(-1);
  const proof = edit === undefined ? row.proof : edit.proof;
  // Its own person's words this device can sign at any time.
  const own = author === device.self.user;
  const { reply, thread, forwarded } = row;
  const past: Past = {
    author,
    device: own ? device.self.device : (proof?.device ?? row.device),
    id: targetOf(row).id,
    sentAt: proof?.sentAt ?? (edit ?? row).at,
    seq: sequence,
    at: relayedAt,
    text: row.text,
    ...(row.mentions === undefined ? {} : { mentions: [...row.mentions] }),
    ...(reply === undefined ? {} : { reply }),
    ...(thread === undefined ? {} : { thread }),
    ...(forwarded === undefined ? {} : { forwarded }),
    ...(edit === undefined ? {} : { edit: true as const }),
  };
  const sig = own ? signWords(device, saidBy(conversation, past)) : proof?.sig;
  if (sig === undefined) return past;
  const signed = { ...past, sig };
  // What was kept without a part of it, or never held, goes as what it is: somebody's word.
  return proofOf(device, conversation, signed) === 'verified' ? signed : past;
}

/** Of what a message may be large, a piece fills so much: it is padded, and has something around it. */
const FILLED = 0.8;

/** What a piece says when it leaves: what was recalled or went meanwhile is not in it. @throws StorageError. */
export async function pastOfPiece(device: Device, room: GroupId, ids: readonly string[]): Promise<Past[]> {
  let left = policyOf(device).messageBytes * FILLED;
  const said: Past[] = [];
  for (const id of ids) {
    const row = await device.journal.read.get('messages', room, id).catch((error: unknown) => {
      if (isDamagedRow(error)) return undefined;
      throw error;
    });
    const past = row?.kind === 'text' ? pastOf(device, row) : undefined;
    left -= past === undefined ? 0 : encodeUtf8(JSON.stringify(past)).length;
    if (past !== undefined && left > 0) said.push(past);
  }
  return said;
}

/**
 * What the author's device signs of words, besides the MLS message that carries them: a statement that whoever comes into the
 * room later can verify against the log, when somebody else hands the words on.
 */
import { canonicalJson, encodeUtf8, labelled, labels } from '#shared/encoding/index.ts';
import type { DeviceId, GroupId, MessageId, OrgId } from '#shared/ids/index.ts';
import type { Mentioned } from './mentions.ts';
import type { Origin, Target } from './payload.ts';

/** Words as their author said them. */
export interface Said {
  readonly group: GroupId;
  readonly device: DeviceId;
  /** The id that the author gave the message; of other words for it, too. */
  readonly id: MessageId;
  /** The author's clock, in ms. */
  readonly sentAt: number;
  /** They are other words than the first. */
  readonly edit: boolean;
  readonly text: string;
  readonly mentions?: readonly Mentioned[] | undefined;
  readonly reply?: Target | undefined;
  readonly thread?: (Target & { readonly also?: true | undefined }) | undefined;
  readonly forwarded?: Origin | undefined;
}

/** The bytes to sign. Group and device are in it, so that words cannot be shown as said elsewhere, or by somebody else. */
export function wordsStatement(org: OrgId, said: Said): Uint8Array {
  const { group, device, id, sentAt, edit, text, mentions, reply, thread, forwarded } = said;
  const value = {
    v: 1,
    org,
    group,
    device,
    id,
    sentAt,
    edit,
    text,
    ...(mentions === undefined ? {} : { mentions: [...mentions] }),
    ...(reply === undefined ? {} : { reply: { author: reply.author, id: reply.id } }),
    ...(thread === undefined
      ? {}
      : { thread: { author: thread.author, id: thread.id, ...(thread.also === true ? { also: true } : {}) } }),
    ...(forwarded === undefined
      ? {}
      : {
          forwarded: { conversation: forwarded.conversation, author: forwarded.author, id: forwarded.id },
        }),
  };
  return labelled(labels.words, encodeUtf8(canonicalJson(value)));
}

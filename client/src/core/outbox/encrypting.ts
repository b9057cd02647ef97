/**
 * Gives jobs their words and their ciphertext. What a job says is put together only now, from what this device keeps; what
 * may not be said any more is not encrypted at all.
 */
import type { GroupId } from '#shared/ids/index.ts';
import { ownEntriesSchema } from '../content/own-state.ts';
import type { Past } from '../content/payload.ts';
import type { Device } from '../groups/device.ts';
import { placesIn } from '../groups/elsewhere.ts';
import { receiptOf } from '../groups/hearing.ts';
import { intentOf, messageOf } from '../groups/intents.ts';
import { pastOfPiece, signedBody } from '../groups/proof.ts';
import type { Refused } from '../groups/refused.ts';
import { createGossip, type Draft, encryptStored, newPayload } from '../groups/speak.ts';
import { secondsLeft } from '../groups/timed.ts';
import type { MessageRow, OutboxRow } from '../storage/records.ts';
import { whyUnsayable } from './changes.ts';
import { bodyOf, saidAs } from './say.ts';

interface Sayable {
  readonly job: OutboxRow;
  readonly message: MessageRow | undefined;
  readonly past: Past[] | undefined;
}

/**
 * Encrypts, in one record, those of `jobs` that may be said; the others are failed. Only one at a time in each group.
 * @returns false where the group is not there to encrypt in.
 */
export type Encrypt = (group: GroupId, jobs: readonly OutboxRow[]) => Promise<boolean>;

export function createEncrypt(
  device: Device,
  fail: (job: OutboxRow, why: Refused, canRetry: boolean) => Promise<void>,
): Encrypt {
  const { journal, groups } = device;
  const gossip = createGossip(device);

  const payloadOf = (job: OutboxRow, message: MessageRow | undefined, past: Past[] = []): Draft | undefined => {
    const intent = intentOf(job);
    if (intent === undefined) return undefined;
    const log = gossip.next(job.group);
    if (intent.kind === 'delivered') {
      const row = journal.memory.conversations.get(job.group);
      return { ...newPayload(device, receiptOf(row ?? {}, device.tellsRead()), log), nth: job.nth };
    }
    if (intent.kind === 'own-read') {
      const read = placesIn({ elsewhere: intent.read });
      return { ...newPayload(device, { kind: 'own-read', read }, log), nth: job.nth };
    }
    if (intent.kind === 'own-state') {
      const { kind, ask, answers } = intent;
      const entries = ownEntriesSchema.parse(JSON.parse(intent.entries));
      const state = { kind, entries, ...(ask && { ask }), ...(answers && { answers }) };
      return { ...newPayload(device, state, log), nth: job.nth };
    }
    if (intent.kind === 'history') {
      const { ids: _ids, ...piece } = intent;
      return { ...newPayload(device, { ...piece, said: past }, log), nth: job.nth };
    }
    // What is about no message is said as it stands there.
    if (!('message' in intent)) return { ...newPayload(device, intent, log), nth: job.nth };
    if (message?.kind !== 'text') return undefined;
    const said = saidAs(message, intent, device.self.user);
    const body = bodyOf(message, intent, device.self.user, secondsLeft(device, message));
    if (said === undefined || body === undefined) return undefined;
    return { ...newPayload(device, signedBody(device, job.group, said, body), log), ...said, nth: job.nth };
  };

  /**
   * What of a batch may still be said, with its messages: what has waited too long, or for a room that has changed, all
   * others would refuse.
   */
  const sayable = async (jobs: readonly OutboxRow[]): Promise<Sayable[]> => {
    const may: Sayable[] = [];
    for (const job of jobs) {
      const id = messageOf(job);
      const message = id === undefined ? undefined : await journal.read.get('messages', job.group, id);
      const why = whyUnsayable(device, job, message);
      const intent = intentOf(job);
      const past = intent?.kind === 'history' ? await pastOfPiece(device, intent.room, intent.ids) : undefined;
      if (why === undefined) may.push({ job, message, past });
      else await fail(job, why.refused, why.canRetry);
    }
    return may;
  };

  return async (group, jobs) => {
    const fresh = await sayable(jobs);
    if (fresh.length === 0) return true;
    const state = await groups.load(group);
    if (state === undefined) return false;
    const payloads: { readonly job: OutboxRow; readonly payload: Draft; readonly seconds: number | undefined }[] = [];
    for (const { job, message, past } of fresh) {
      const payload = payloadOf(job, message, past);
      if (payload === undefined) await journal.record((write) => write.deleteJob(job.id));
      else
        payloads.push({ job, payload, seconds: message?.kind === 'text' ? secondsLeft(device, message) : undefined });
    }
    await encryptStored(
      device,
      group,
      state,
      payloads.map(({ payload }) => payload),
      (write, stored) => {
        for (const [index, { job, seconds }] of payloads.entries()) {
          const one = stored[index];
          if (one === undefined) continue;
          const { nth, clientSequence, epoch, message } = one;
          const stays = seconds === undefined ? {} : { seconds };
          write.putJob({ ...job, nth, ready: { clientSequence, epoch: String(epoch), message, ...stays } });
        }
      },
    );
    return true;
  };
}

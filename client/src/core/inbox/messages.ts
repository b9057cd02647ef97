/** Messages of others and what is done to them, as they come: under which id, at which place and by whose time they are kept. */
import type { DeviceId, GroupId, MessageId } from '#shared/ids/index.ts';
import type { Envelope } from '#shared/wire/index.ts';
import { bareWords } from '../content/mentions.ts';
import type { Body, BodyOf, Payload, Target } from '../content/payload.ts';
import { type Device, orgOf } from '../groups/device.ts';
import { applyChange, broughtBack, withLast, withWaiting } from '../groups/fold.ts';
import { asHeard, counted, isUnread } from '../groups/for-me.ts';
import type { JournalWriter, Over } from '../groups/journal.ts';
import { keptIds, ownIdOf } from '../groups/named.ts';
import { placeOfMessage } from '../groups/order.ts';
import { putPin } from '../groups/pins.ts';
import { askedOf } from '../groups/polls.ts';
import { freePlace } from '../groups/sent.ts';
import { placeInThread, withNewReply } from '../groups/threads.ts';
import { noteExpiry, timing } from '../groups/timed.ts';
import type { CertifiedDevice } from '../identity/authenticate.ts';
import { isDamagedRow } from '../storage/errors.ts';
import type { Change, TextRow } from '../storage/records.ts';

/** A sender's clock may be ahead of ours by so much before the relay's time is shown instead, in ms. */
const CLOCK_AHEAD = 10 * 60_000;

type Write = (write: JournalWriter) => void;

export class Messages {
  readonly #device: Device;
  readonly #group: GroupId;
  readonly #late: boolean;
  /** Who wrote what is not yet on the disk. */
  readonly #ids = new Map<MessageId, DeviceId>();
  /** Ids that were looked for, under which nothing is on the disk but what this stretch has written. */
  readonly #free = new Set<MessageId>();
  #over = new Set<string>();
  #marks = false;
  /** Whether somebody else has said something. */
  texts = false;

  constructor(device: Device, group: GroupId, late: boolean) {
    this.#device = device;
    this.#group = group;
    this.#late = late;
  }

  /** Looks up, for all of these payloads at once, which ids are free. */
  async expect(payloads: readonly Payload[]): Promise<void> {
    const ids = payloads.flatMap(({ id, body }) => (body.kind === 'text' ? [id] : []));
    const taken = await this.#device.journal.read.messagesAmong(this.#group, ids);
    for (const id of ids) if (!taken.has(id)) this.#free.add(id);
  }

  /** The record has to be made over these messages, too. */
  over(ids: Iterable<string>): void {
    for (const id of ids) this.#over.add(id);
  }

  /** What the record of all writes so far is made over; the next begins with nothing. */
  takeOver(): Over | undefined {
    const over = { conversation: this.#group, messages: this.#over, marks: this.#marks };
    this.#over = new Set();
    this.#marks = false;
    return over.messages.size > 0 || over.marks ? over : undefined;
  }

  /** @returns undefined for one that has come before. */
  async text(
    payload: Payload,
    body: BodyOf<'text'>,
    sender: CertifiedDevice,
    { seq, at }: Envelope,
  ): Promise<Write | undefined> {
    // A member can encrypt what another wrote again, or a relay ask for it: one id is one message (RFC 9750 §8.1).
    const id = await this.#newIdOf(payload.id, sender);
    if (id === undefined) return undefined;
    this.#ids.set(id, sender.device);
    this.#marks = true;
    const mine = sender.user === this.#device.self.user;
    // Whatever a changed app asks for, the policy of who sent it is what counts, on all devices alike.
    const timed = timing(this.#device, sender.user, body.timer, this.#relayTimeOf(at));
    const said: TextRow = {
      kind: 'text',
      id,
      conversation: this.#group,
      order: await this.#placeOf(seq, id),
      at: this.#timeOf(payload.sentAt, at),
      author: sender.user,
      device: sender.device,
      ...bareWords(body),
      ...(id === payload.id ? {} : { named: payload.id }),
      ...(body.reply === undefined ? {} : { reply: body.reply }),
      ...(body.thread === undefined ? {} : { thread: body.thread }),
      ...(body.forwarded === undefined ? {} : { forwarded: body.forwarded }),
      ...(body.poll === undefined ? {} : { poll: body.poll }),
      ...(body.urgency === undefined ? {} : { urgency: body.urgency }),
      ...(body.files === undefined ? {} : { files: body.files }),
      ...(body.sig === undefined ? {} : { proof: { sig: body.sig, sentAt: payload.sentAt, device: sender.device } }),
      ...timed,
      sequence: seq,
      relayedAt: at,
      ...(mine ? { state: 'sent' as const } : { nth: payload.nth }),
    };
    if (!mine) this.texts = true;
    if (body.thread !== undefined) this.over(keptIds(orgOf(this.#device), body.thread));
    return (write) => {
      const state = orgOf(this.#device);
      const room = write.conversation(this.#group);
      const changed = withWaiting(write, state, {
        ...said,
        ...askedOf({ author: sender.user, ...body }, room?.members),
      });
      // It has disappeared before it came: what waited for it goes with it.
      if ((timed.expiresAt ?? Number.POSITIVE_INFINITY) <= this.#device.relayNow()) return;
      const heard = asHeard(changed, this.#device, room?.kind);
      const { row: message, followed } = placeInThread(write, state, this.#device.self.user, heard);
      write.putMessage(message);
      noteExpiry(write, 'messages', message);
      putPin(write, said, message);
      write.changeConversation(this.#group, (row) => {
        const heard = mine ? row : { ...row, wordsUpTo: Math.max(row.wordsUpTo ?? 0, seq) };
        // Recalled before it came, it is nothing to look at.
        if (message.recalledAt !== undefined) return heard;
        if (message.aside === true)
          return !mine && (followed || message.forMe) ? withNewReply(broughtBack(heard), message) : heard;
        const last = withLast(heard, message);
        // The person has read further already, on another device.
        if (!isUnread(heard, message, this.#device.self.user)) return last;
        return mine ? last : counted(last, 1, message.forMe === true ? 1 : 0);
      });
    };
  }

  /** An edit, a reaction or whatever else is done to `target`, which may come later. */
  change(
    target: Target,
    { id, sentAt, body }: Payload,
    { user: by, device }: CertifiedDevice,
    { seq: sequence, at }: Envelope,
  ): Write | undefined {
    const common = { id, by, at: this.#timeOf(sentAt, at), sequence };
    const proof = { sentAt, device };
    const change = changeOf(body, common, proof);
    if (change === undefined) return undefined;
    const state = orgOf(this.#device);
    this.over(keptIds(state, target));
    this.#marks = true;
    const { expiresAt } = body.kind === 'edit' ? timing(this.#device, by, body.timer, this.#relayTimeOf(at)) : {};
    const arrived = { target, change, relayedAt: at, ...(expiresAt === undefined ? {} : { expiresAt }) };
    return (write) => applyChange(write, state, this.#device, this.#group, arrived);
  }

  /**
   * The id under which a message of this sender is kept; undefined when it has come before. An id that another has used is
   * no claim on it: by copying one, a member could keep a colleague's message from those who have not had it yet.
   */
  async #newIdOf(id: MessageId, sender: CertifiedDevice): Promise<MessageId | undefined> {
    for (const candidate of [id, ownIdOf(sender.device, id)]) {
      const author =
        this.#ids.get(candidate) ?? (this.#free.has(candidate) ? undefined : await this.#authorOf(candidate));
      if (author === undefined) return candidate;
      if (author === sender.device) return undefined;
    }
    return undefined;
  }

  async #authorOf(id: MessageId): Promise<DeviceId | 'damaged' | undefined> {
    const { read } = this.#device.journal;
    if (!(await read.has('messages', this.#group, id))) return undefined;
    try {
      const row = await read.get('messages', this.#group, id);
      return row?.kind === 'text' ? row.device : 'damaged';
    } catch (error) {
      if (isDamagedRow(error)) return 'damaged';
      throw error;
    }
  }

  /** The relay's time of an envelope, which cannot lie ahead of its own clock: content would stay for ever. */
  #relayTimeOf(at: number): number {
    return Math.min(at, this.#device.relayNow() + CLOCK_AHEAD);
  }

  /** The sender's time, which the relay cannot change, unless it has not come yet. */
  #timeOf(sentAt: number, at: number): number {
    const now = this.#device.now();
    return sentAt <= now + CLOCK_AHEAD ? sentAt : Math.min(at, now);
  }

  /** Its place. It may be taken where the relay has given one number to two messages. */
  async #placeOf(seq: number, id: string): Promise<string> {
    const { read, memory } = this.#device.journal;
    const given = memory.conversations.get(this.#group)?.placedUpTo ?? 0;
    return this.#late || seq <= given ? freePlace(read, this.#group, seq, id) : placeOfMessage(seq);
  }
}

function changeOf(
  body: Body,
  common: Pick<Change, 'id' | 'by' | 'at' | 'sequence'>,
  by: { readonly sentAt: number; readonly device: DeviceId },
): Change | undefined {
  switch (body.kind) {
    case 'edit':
      return {
        kind: 'edit',
        ...common,
        ...bareWords(body),
        ...(body.sig === undefined ? {} : { proof: { sig: body.sig, ...by } }),
      };
    case 'recall':
      return { kind: 'recall', ...common };
    case 'reaction':
      return { kind: 'reaction', ...common, emoji: body.emoji, on: body.on };
    case 'pin':
      return { kind: 'pin', ...common, on: body.on };
    case 'vote':
      return { kind: 'vote', ...common, chosen: body.chosen };
    case 'close':
    case 'acknowledge':
      return { kind: body.kind, ...common };
    default:
      return undefined;
  }
}

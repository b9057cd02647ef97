/**
 * What a stretch of envelopes writes: collected, and put on the disk together with the state that reading them led to.
 * Keeps count of what should have come and has not.
 */
import { encodeBase64url, encodeUtf8 } from '#shared/encoding/index.ts';
import { type DeviceId, type GroupId, ID_BYTES, type MessageId, parseId } from '#shared/ids/index.ts';
import type { Envelope } from '#shared/wire/index.ts';
import type { Payload } from '../content/payload.ts';
import { parseRoomStateText, versionOf } from '../content/room-state.ts';
import { sha256, wipe } from '../crypto/primitives.ts';
import { commitEffects } from '../groups/commit-effects.ts';
import { type Device, judgeWordsIn, orgOf, roomStateOf } from '../groups/device.ts';
import { type Heard, hear, type Told, tell, withReceipt } from '../groups/hearing.ts';
import type { JournalWriter } from '../groups/journal.ts';
import { placeOfEvent, placeOfMessage, sequenceOf } from '../groups/order.ts';
import { dropPendingCommit } from '../groups/pending-commit.ts';
import { freePlace, markSent, placed, withLast } from '../groups/sent.ts';
import type { CertifiedDevice } from '../identity/authenticate.ts';
import type { MlsGroup } from '../mls/group.ts';
import { isDamagedRow } from '../storage/errors.ts';
import type { ConversationRow, MessageRow, OutboxRow } from '../storage/records.ts';
import type { Read } from './read-application.ts';
import type { CommitRead } from './read-commit.ts';

/** A sender's clock may be ahead of ours by so much before the relay's time is shown instead, in ms. */
const CLOCK_AHEAD = 10 * 60_000;
/** Announced room states that are remembered: more than one commit race needs. */
const ANNOUNCED_MAX = 8;

export class Stretch {
  readonly #device: Device;
  readonly #group: GroupId;
  /** What comes has been passed over before: it moves no cursor, and is not told to be missing once more. */
  readonly #late: boolean;
  #writes: ((write: JournalWriter) => void)[] = [];
  #spent: Uint8Array[] = [];
  /** A key was used: the state is another, even if nothing else is. */
  #used = false;
  /** Who wrote what is not yet on the disk. */
  readonly #ids = new Map<MessageId, DeviceId>();
  #missing: { readonly line: string; count: number; sequence: number; at: number } | undefined;
  readonly #heard = new Map<DeviceId, Heard>();
  #told: Told | undefined;
  #reached: number;
  upTo: number;
  texts = false;
  /** Lines that told that something is missing which has come now. */
  readonly found: { readonly sequence: number; readonly line: string }[] = [];
  /** Numbers under which nothing came that counts, and the line that says so, if one does. */
  readonly empty: { readonly sequence: number; readonly line: string | undefined }[] = [];

  constructor(device: Device, group: GroupId, late: boolean) {
    this.#device = device;
    this.#group = group;
    this.#late = late;
    this.upTo = device.journal.memory.cursors.get(group) ?? 0;
    this.#reached = this.upTo;
    this.#told = device.journal.memory.conversations.get(group)?.told;
  }

  /** Nothing to do but to go on behind it. */
  pass({ seq }: Envelope): void {
    this.#reached = Math.max(this.#reached, seq);
  }

  /** It is nothing: the true one may still come under its number. */
  void(envelope: Envelope): void {
    this.empty.push({ sequence: envelope.seq, line: undefined });
    this.pass(envelope);
  }

  async sent(job: OutboxRow, envelope: Envelope): Promise<void> {
    const id = messageOf(job);
    const message = id === undefined ? undefined : await this.#device.journal.read.get('messages', this.#group, id);
    const what = await placed(this.#device.journal.read, message, envelope.seq);
    this.#writes.push((write) => {
      // Its answer may have come since, and have done the same.
      if (write.job(job.id) !== undefined) markSent(write, job, what);
    });
    this.pass(envelope);
  }

  async take(read: Exclude<Read, { kind: 'ahead' }>, envelope: Envelope): Promise<void> {
    switch (read.kind) {
      case 'seen':
        this.void(envelope);
        return;
      case 'unreadable':
        if (this.#late) this.void(envelope);
        else if (await this.#isOwn(envelope.seq)) this.pass(envelope);
        else this.#unread(envelope);
        return;
      case 'refused':
        this.#used = true;
        this.#spent.push(...read.spent);
        this.#unread(envelope);
        return;
      case 'read': {
        this.#used = true;
        this.#spent.push(...read.spent);
        const { payload, sender } = read;
        this.#hear(read, envelope);
        this.#noteShared(read);
        // A member can encrypt what another wrote again, or a relay ask for it: one id is one message (RFC 9750 §8.1).
        const id = await this.#newIdOf(payload.id, sender);
        if (id !== undefined && !this.#isForbidden(read, envelope))
          await this.#body({ ...payload, id }, sender, envelope);
        this.pass(envelope);
      }
    }
  }

  async commit(
    read: Extract<CommitRead, { kind: 'commit' }>,
    envelope: Envelope,
    before: ConversationRow,
    ownIsPending: boolean,
  ): Promise<void> {
    const { seq, at } = envelope;
    const facts = { ...read, group: this.#group, sequence: seq, at, by: read.by.user, epoch: read.group.epoch };
    const { row, events } = commitEffects(before, facts);
    this.pass(envelope);
    const upTo = this.#reached;
    const write = (to: JournalWriter) => {
      if (ownIsPending) dropPendingCommit(to, { group: this.#group });
      to.changeConversation(this.#group, (current) => ({
        ...current,
        members: row.members,
        ...(row.leaving === undefined ? {} : { leaving: row.leaving }),
        ...(row.asking === undefined ? {} : { asking: row.asking }),
        ...(row.announced === undefined ? {} : { announced: row.announced }),
        ...(row.roomState === undefined ? {} : { roomState: row.roomState }),
        ...(row.epoch === undefined ? {} : { epoch: row.epoch }),
        shared: { epoch: String(read.group.epoch), version: versionOf(read.room) },
        ...(read.removedSelf ? { status: this.#statusOutside(read, current) } : {}),
      }));
      for (const event of events) to.putMessage(event);
      to.moveCursor(this.#group, upTo);
    };
    if (read.removedSelf) await this.#device.groups.drop(this.#group, write);
    else await this.#device.groups.save(this.#group, read.group, write);
    this.upTo = upTo;
    wipe(...read.spent);
  }

  /** Taken out and put in again by one commit, this device is only out until its Welcome has come. */
  #statusOutside({ added }: Extract<CommitRead, { kind: 'commit' }>, { status }: ConversationRow) {
    if (status === 'left') return status;
    return added.some(({ device }) => device === this.#device.self.device) ? 're-synchronising' : 'removed';
  }

  /** The conversation has been changed against its rules, and the relay goes on from there: it is over. */
  async forbidden({ by, sentence }: Extract<CommitRead, { kind: 'forbidden' }>): Promise<void> {
    const name = by === undefined ? undefined : orgOf(this.#device).users.get(by.user)?.name;
    const trouble = `${name ?? 'Somebody'}’s app changed this conversation against the rules: ${sentence}`;
    await this.#device.journal.record((write) =>
      write.changeConversation(this.#group, (row) => ({ ...row, status: 'broken', trouble })),
    );
  }

  /** Puts everything since the last time on the disk, together with `state`. */
  async flush(state: MlsGroup): Promise<void> {
    this.#noteMissing();
    if (this.#reached === this.upTo && this.#writes.length === 0 && !this.#used) return;
    this.#noteHeard();
    const writes = this.#writes;
    const spent = this.#spent;
    const upTo = this.#reached;
    this.#writes = [];
    this.#spent = [];
    this.#used = false;
    await this.#device.groups.save(this.#group, state, (write) => {
      for (const one of writes) one(write);
      write.moveCursor(this.#group, upTo);
    });
    this.upTo = upTo;
    wipe(...spent);
  }

  /** Words of somebody who may not write here (a changed app): not shown, but that it was tried is. */
  #isForbidden({ payload, sender, epoch }: Extract<Read, { kind: 'read' }>, { seq, at }: Envelope): boolean {
    const row = this.#device.journal.memory.conversations.get(this.#group);
    if (payload.body.kind !== 'text' || row === undefined) return false;
    const verdict = judgeWordsIn(row, sender, epoch);
    if (verdict.allowed) return false;
    this.#writes.push((write) =>
      write.putMessage({
        kind: 'event',
        id: `refused:${seq}`,
        conversation: this.#group,
        order: placeOfEvent(seq, 1),
        at,
        event: { kind: 'refused', by: sender.user, sentence: verdict.sentence },
      }),
    );
    return true;
  }

  async #body(payload: Payload, sender: CertifiedDevice, { seq, at }: Envelope): Promise<void> {
    const { body } = payload;
    const group = this.#group;
    const mine = sender.user === this.#device.self.user;
    const change = (how: (row: ConversationRow) => ConversationRow) =>
      this.#writes.push((write) => write.changeConversation(group, how));
    switch (body.kind) {
      case 'text': {
        this.#noteMissing();
        this.#ids.set(payload.id, sender.device);
        const message: Extract<MessageRow, { kind: 'text' }> = {
          kind: 'text',
          id: payload.id,
          conversation: group,
          order: await this.#placeOf(seq, payload.id),
          at: this.#timeOf(payload.sentAt, at),
          author: sender.user,
          device: sender.device,
          text: body.text,
          sequence: seq,
          ...(mine ? { state: 'sent' as const } : {}),
        };
        this.#writes.push((write) => {
          write.putMessage(message);
          write.changeConversation(group, (row) => ({
            ...withLast(row, message),
            unread: row.unread + (mine ? 0 : 1),
            ...(mine ? {} : { wordsUpTo: Math.max(row.wordsUpTo ?? 0, seq) }),
          }));
        });
        if (!mine) this.texts = true;
        return;
      }
      case 'room-state':
        try {
          parseRoomStateText(body.state);
        } catch {
          return;
        }
        change((row) => ({ ...row, announced: [...(row.announced ?? []), body.state].slice(-ANNOUNCED_MAX) }));
        return;
      case 'delivered':
        change((row) => ({ ...row, delivered: withReceipt(row, this.#device.self.device, sender, body) }));
        return;
      case 'leave':
        change((row) =>
          row.kind === 'room' ? { ...row, leaving: [...new Set([...(row.leaving ?? []), sender.user])] } : row,
        );
    }
  }

  /**
   * The id under which a message of this sender is kept; undefined when it has come before. An id that another has used is
   * no claim on it: by copying one, a member could keep a colleague's message from those who have not had it yet.
   */
  async #newIdOf(id: MessageId, sender: CertifiedDevice): Promise<MessageId | undefined> {
    const own = encodeBase64url(sha256(encodeUtf8(`${sender.device} ${id}`)).subarray(0, ID_BYTES));
    for (const candidate of [id, parseId<MessageId>(own)]) {
      const author = this.#ids.get(candidate) ?? (await this.#authorOf(candidate));
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

  /** Whether a message of this device stands there: it cannot read its own. */
  async #isOwn(seq: number): Promise<boolean> {
    const [row] = await this.#device.journal.read.messagesFrom({
      conversation: this.#group,
      from: placeOfMessage(seq),
      limit: 1,
    });
    return row?.kind === 'text' && sequenceOf(row.order) === seq && row.author === this.#device.self.user;
  }

  /** A message that cannot be read, or must not be believed. */
  #unread(envelope: Envelope): void {
    const line = this.#miss(1, envelope);
    this.#told = tell(this.#told, line, 1);
    this.empty.push({ sequence: envelope.seq, line });
    this.pass(envelope);
  }

  /** Takes note of whom this was from, and of what should have come before it. */
  #hear({ payload, sender, skipped }: Extract<Read, { kind: 'read' }>, envelope: Envelope): void {
    const { device } = sender;
    const row = this.#device.journal.memory.conversations.get(this.#group);
    const before = this.#heard.get(device) ?? row?.heard?.[device];
    const said = { device, nth: payload.nth, skipped };
    const { heard, told, lost, found } = hear(before, this.#told, said, this.#lineFor(envelope));
    this.#heard.set(device, heard);
    this.#told = told;
    if (lost > 0) this.#miss(lost, envelope);
    if (found !== undefined) this.found.push({ sequence: envelope.seq, line: found });
  }

  #lineFor({ seq }: Envelope): string {
    return this.#missing?.line ?? `missing:${seq}`;
  }

  /** @returns the line that will tell of it. */
  #miss(count: number, envelope: Envelope): string {
    const line = this.#lineFor(envelope);
    this.#missing = { line, count: (this.#missing?.count ?? 0) + count, sequence: envelope.seq, at: envelope.at };
    return line;
  }

  /** Somebody else is in the epoch that this device is in: it is not there alone. */
  #noteShared({ epoch }: Extract<Read, { kind: 'read' }>): void {
    const row = this.#device.journal.memory.conversations.get(this.#group);
    if (row === undefined || row.epoch !== String(epoch) || row.shared?.epoch === row.epoch) return;
    const shared = { epoch: row.epoch, version: versionOf(roomStateOf(row)) };
    this.#writes.push((write) => write.changeConversation(this.#group, (current) => ({ ...current, shared })));
  }

  #noteHeard(): void {
    const told = this.#told;
    const heard = Object.fromEntries(this.#heard);
    if (this.#heard.size === 0 && told === this.#device.journal.memory.conversations.get(this.#group)?.told) return;
    this.#writes.push((write) =>
      write.changeConversation(this.#group, ({ told: _before, ...row }) => ({
        ...row,
        heard: { ...row.heard, ...heard },
        ...(told === undefined ? {} : { told }),
      })),
    );
  }

  #noteMissing(): void {
    const missing = this.#missing;
    if (missing === undefined) return;
    this.#missing = undefined;
    const { line, count, sequence, at } = missing;
    this.#writes.push((write) =>
      write.putMessage({
        kind: 'event',
        id: line,
        conversation: this.#group,
        order: placeOfEvent(sequence, 0),
        at,
        event: { kind: 'missing', count },
      }),
    );
  }
}

/** The id of the message that a job is about, if it is about one. */
function messageOf(job: OutboxRow): string | undefined {
  const { intent } = job;
  if (typeof intent !== 'object' || intent === null || Array.isArray(intent)) return undefined;
  return typeof intent.message === 'string' ? intent.message : undefined;
}

/**
 * What a stretch of envelopes writes: collected, and put on the disk together with the state that reading them led to.
 * Keeps count of what should have come and has not.
 */
import type { DeviceId, GroupId } from '#shared/ids/index.ts';
import type { Envelope } from '#shared/wire/index.ts';
import { isWordless, type Payload } from '../content/payload.ts';
import { isDeleted, versionOf } from '../content/room-state.ts';
import { wipe } from '../crypto/primitives.ts';
import { commitEffects } from '../groups/commit-effects.ts';
import { type Device, judgeOpenIn, judgeWordsIn, orgOf, roomStateOf } from '../groups/device.ts';
import { beginErasing, deletedRow } from '../groups/erase.ts';
import { type Heard, hear, type Told, tell } from '../groups/hearing.ts';
import { notedIdle } from '../groups/idle.ts';
import type { JournalWriter } from '../groups/journal.ts';
import { placeOfEvent, placeOfMessage, sequenceOf } from '../groups/order.ts';
import { dropPendingCommit } from '../groups/pending-commit.ts';
import { noteRemoval } from '../groups/removals.ts';
import { markSent, messagesOf, placeOf } from '../groups/sent.ts';
import { mayHaveGone } from '../groups/timed.ts';
import type { MlsGroup } from '../mls/group.ts';
import { judgeFiles, judgeForward, judgeHistory } from '../policy/gate-messages.ts';
import type { ConversationRow, OutboxRow } from '../storage/records.ts';
import { say } from '../words/saying.ts';
import { Bodies } from './bodies.ts';
import { Messages } from './messages.ts';
import type { Read } from './read-application.ts';
import type { CommitRead } from './read-commit.ts';

export class Stretch {
  readonly #device: Device;
  readonly #group: GroupId;
  /** What comes has been passed over before: it moves no cursor, and is not told to be missing once more. */
  readonly #late: boolean;
  #writes: ((write: JournalWriter) => void)[] = [];
  #spent: Uint8Array[] = [];
  /** A key was used: the state is another, even if nothing else is. */
  #used = false;
  readonly #messages: Messages;
  readonly #bodies: Bodies;
  #missing: { readonly line: string; count: number; sequence: number; at: number } | undefined;
  readonly #heard = new Map<DeviceId, Heard>();
  #told: Told | undefined;
  #reached: number;
  upTo: number;
  /** Lines that told that something is missing which has come now. */
  readonly found: { readonly sequence: number; readonly line: string }[] = [];
  /** Numbers under which nothing came that counts, and the line that says so, if one does. */
  readonly empty: { readonly sequence: number; readonly line: string | undefined }[] = [];

  constructor(device: Device, group: GroupId, late: boolean) {
    this.#device = device;
    this.#group = group;
    this.#late = late;
    this.#messages = new Messages(device, group, late);
    this.#bodies = new Bodies(device, group, this.#messages);
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
    const { seq: sequence, at } = envelope;
    const place = await placeOf(this.#device.journal.read, job, sequence);
    this.#messages.over(messagesOf([job]));
    this.#writes.push((write) => {
      // Its answer may have come since, and have done the same.
      if (write.job(job.id) !== undefined) markSent(write, this.#device, job, { sequence, at }, place);
    });
    this.pass(envelope);
  }

  /** Whether somebody else has said something that is confirmed. */
  get texts(): boolean {
    return this.#messages.texts;
  }

  /** Looks up what will be asked of these, in one go. */
  async expect(reads: readonly { readonly kind: string; readonly payload?: Payload }[]): Promise<void> {
    await this.#messages.expect(reads.flatMap(({ payload }) => payload ?? []));
  }

  async take(read: Exclude<Read, { kind: 'ahead' }>, envelope: Envelope): Promise<void> {
    switch (read.kind) {
      case 'seen':
        this.void(envelope);
        return;
      case 'before':
        // What is late must not take the place of what is missing.
        if (this.#late) this.void(envelope);
        else this.pass(envelope);
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
        this.#hear(read, envelope);
        this.#noteShared(read);
        const words = this.#isForbidden(read, envelope) ? undefined : await this.#bodies.take(read, envelope);
        if (read.payload.body.kind === 'text') this.#noteMissing();
        if (words !== undefined) this.#writes.push(words);
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
    this.pass(envelope);
    const upTo = this.#reached;
    if (isDeleted(read.room)) {
      const gone = deletedRow(before, this.#device.self.user, facts);
      await beginErasing(this.#device, gone, (to) => to.moveCursor(this.#group, upTo));
      this.upTo = upTo;
      wipe(...read.spent);
      return;
    }
    const { now } = this.#device;
    const { row, events } = commitEffects(notedIdle(before, facts, orgOf(this.#device), now()), facts);
    const write = (to: JournalWriter) => {
      if (ownIsPending) dropPendingCommit(to, { group: this.#group });
      to.changeConversation(this.#group, (current) => ({
        ...current,
        members: row.members,
        ...(row.leaving === undefined ? {} : { leaving: row.leaving }),
        ...(row.asking === undefined ? {} : { asking: row.asking }),
        ...(row.idle === undefined ? {} : { idle: row.idle }),
        ...(row.requests === undefined ? {} : { requests: row.requests }),
        ...(row.announced === undefined ? {} : { announced: row.announced }),
        ...(row.roomState === undefined ? {} : { roomState: row.roomState }),
        ...(row.epoch === undefined ? {} : { epoch: row.epoch }),
        ...(row.announcesSince === undefined ? {} : { announcesSince: row.announcesSince }),
        ...(row.closedSince === undefined ? {} : { closedSince: row.closedSince }),
        shared: { epoch: String(read.group.epoch), version: versionOf(read.room) },
        ...(read.removedSelf ? { status: this.#statusOutside(read, current) } : {}),
      }));
      for (const event of events) to.putMessage(event);
      if (!read.removedSelf) noteRemoval(to, this.#device, facts, read.by.device, envelope.message);
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
    const trouble = say('rooms', 'againstRules', name ?? say('rooms', 'somebody'), sentence);
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
    await this.#device.groups.save(
      this.#group,
      state,
      (write) => {
        for (const one of writes) one(write);
        write.moveCursor(this.#group, upTo);
      },
      this.#messages.takeOver(),
    );
    this.upTo = upTo;
    wipe(...spent);
  }

  /** Words, pins, reactions or votes where or of whom they may not be (a changed app): not shown, but that it was tried is. */
  #isForbidden({ payload, sender, epoch }: Extract<Read, { kind: 'read' }>, { seq, at }: Envelope): boolean {
    const row = this.#device.journal.memory.conversations.get(this.#group);
    const { body } = payload;
    const { kind } = body;
    const writes = kind === 'text' || kind === 'edit' || kind === 'pin';
    const shares = kind === 'shared-history';
    if ((!writes && !shares && !isWordless(kind)) || row === undefined) return false;
    const written = shares
      ? judgeHistory(sender.user, orgOf(this.#device), at)
      : writes
        ? judgeWordsIn(row, sender, epoch)
        : judgeOpenIn(row, epoch);
    const forwards = kind === 'text' && body.forwarded !== undefined;
    const passed = written.allowed && forwards ? judgeForward(sender.user, orgOf(this.#device), at) : written;
    const { user: to } = this.#device.self;
    const verdict =
      passed.allowed && kind === 'text' && body.files !== undefined
        ? judgeFiles({ by: sender.user, to }, body.files, orgOf(this.#device), at)
        : passed;
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
        event: { kind: 'missing', count, ...mayHaveGone(this.#device, write.conversation(this.#group)) },
      }),
    );
  }
}

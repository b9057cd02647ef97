/**
 * Applies what came in one group, in its order: state, text and cursor of a stretch of envelopes in one transaction, and
 * only then is anything wiped, acknowledged or told.
 */
import { equalBytes } from '#shared/encoding/index.ts';
import type { GroupId, UserId } from '#shared/ids/index.ts';
import type { Envelope } from '#shared/wire/index.ts';
import type { Payload } from '../content/payload.ts';
import { parseRoomStateText } from '../content/room-state.ts';
import { wipe } from '../crypto/primitives.ts';
import { commitEffects } from '../groups/commit-effects.ts';
import type { Device, SyncLog } from '../groups/device.ts';
import type { JournalWriter } from '../groups/journal.ts';
import { placeOfEvent, placeOfMessage } from '../groups/order.ts';
import { applyPendingCommit, dropPendingCommit } from '../groups/pending-commit.ts';
import { markSent, withLast } from '../groups/sent.ts';
import type { CertifiedDevice } from '../identity/authenticate.ts';
import type { MlsGroup } from '../mls/group.ts';
import type { ConversationRow, MessageRow, OutboxRow } from '../storage/records.ts';
import { type Read, readApplication } from './read-application.ts';
import { type CommitRead, readCommit } from './read-commit.ts';

/** A sender's clock may be ahead of the relay's by so much before the relay's time is shown instead, in ms. */
const CLOCK_AHEAD = 10 * 60_000;
/** Announced room states that are remembered: more than one commit race needs. */
const ANNOUNCED_MAX = 8;

/** What the rest of the core has to do about what was applied. */
export interface Applied {
  /** Until where; everything before it is on the disk. */
  readonly upTo: number;
  /** Why this device cannot go on in this group, if it cannot. */
  readonly lost: string | undefined;
  readonly gossip: readonly { readonly log: NonNullable<Payload['log']>; readonly sender: CertifiedDevice }[];
  readonly reAddRequests: readonly { readonly request: Uint8Array; readonly sequence: number; readonly at: number }[];
  /** Others have written something that people see. */
  readonly texts: boolean;
}

/** Applies `envelopes`, which follow the cursor without a gap. Only within `exclusive` of the group. */
export async function applyEnvelopes(
  device: Device,
  syncLog: SyncLog,
  group: GroupId,
  envelopes: readonly Envelope[],
): Promise<Applied> {
  const stretch = new Stretch(device, group);
  const applied = { gossip: [] as Applied['gossip'][number][], reAdd: [] as Applied['reAddRequests'][number][] };
  const result = (lost?: string): Applied => ({
    upTo: stretch.upTo,
    lost,
    gossip: applied.gossip,
    reAddRequests: applied.reAdd,
    texts: stretch.texts,
  });
  let state = await device.groups.load(group);
  for (const envelope of envelopes) {
    if (state === undefined) return result('there is no state');
    if (envelope.kind === 're-add-request') {
      applied.reAdd.push({ request: envelope.message, sequence: envelope.seq, at: envelope.at });
      stretch.pass(envelope);
    } else if (envelope.kind === 'application') {
      const own = ownJob(device, group, envelope);
      if (own !== undefined) {
        await stretch.sent(own, envelope);
        continue;
      }
      const read = await readApplication(device, state, envelope);
      if (read.kind === 'ahead') {
        await stretch.flush(state);
        return result('a message of an epoch that was not reached');
      }
      if (read.kind === 'read' || read.kind === 'refused') state = read.group;
      await stretch.take(read, envelope);
      if (read.kind === 'read' && read.payload.log !== undefined) {
        applied.gossip.push({ log: read.payload.log, sender: read.sender });
      }
    } else {
      await stretch.flush(state);
      const pending = device.journal.memory.pending.has(group)
        ? await device.journal.read.get('pendingCommits', group)
        : undefined;
      if (pending !== undefined && equalBytes(pending.commit, envelope.message)) {
        await applyPendingCommit(device, pending, { sequence: envelope.seq, at: envelope.at });
        stretch.pass(envelope);
        state = await device.groups.load(group);
        continue;
      }
      const row = device.journal.memory.conversations.get(group);
      if (row === undefined) return result('there is no conversation');
      let read = await readCommit(device, state, row, envelope);
      // It may rest on an entry of the log that this device has not seen: a new colleague, a revoked device.
      if ((read.kind === 'lost' || read.kind === 'forbidden') && (await syncLog())) {
        read = await readCommit(device, state, row, envelope);
      }
      if (read.kind === 'lost') return result(read.detail);
      if (read.kind === 'forbidden') {
        await stretch.forbidden(read.sentence);
        return result();
      }
      if (read.kind === 'over') {
        stretch.pass(envelope);
        continue;
      }
      await stretch.commit(read, envelope, row, pending !== undefined);
      if (read.removedSelf) return result();
      state = read.group;
    }
  }
  if (state !== undefined) await stretch.flush(state);
  return result();
}

/** The job whose message this is. */
function ownJob(device: Device, group: GroupId, envelope: Envelope): OutboxRow | undefined {
  for (const job of device.journal.memory.outbox.values()) {
    if (job.group === group && job.ready !== undefined && equalBytes(job.ready.message, envelope.message)) return job;
  }
  return undefined;
}

/** Writes that wait for their transaction. */
class Stretch {
  readonly #device: Device;
  readonly #group: GroupId;
  #writes: ((write: JournalWriter) => void)[] = [];
  #spent: Uint8Array[] = [];
  #ids = new Set<string>();
  #missing: { count: number; sequence: number; at: number } | undefined;
  #reached: number;
  upTo: number;
  texts = false;

  constructor(device: Device, group: GroupId) {
    this.#device = device;
    this.#group = group;
    this.upTo = device.journal.memory.cursors.get(group) ?? 0;
    this.#reached = this.upTo;
  }

  /** Nothing to do but to go on behind it. */
  pass({ seq }: Envelope): void {
    this.#reached = seq;
  }

  async sent(job: OutboxRow, envelope: Envelope): Promise<void> {
    const id = messageOf(job);
    const message = id === undefined ? undefined : await this.#device.journal.read.get('messages', this.#group, id);
    this.#writes.push((write) => {
      // Its answer may have come since, and have done the same.
      if (write.job(job.id) !== undefined) markSent(write, job, message, { sequence: envelope.seq, at: envelope.at });
    });
    this.pass(envelope);
  }

  async take(read: Read, envelope: Envelope): Promise<void> {
    const { seq, at } = envelope;
    if (read.kind === 'unreadable' && !(await this.#isOwn(seq))) this.#miss(1, envelope);
    if (read.kind === 'read' || read.kind === 'refused') {
      this.#spent.push(...read.spent);
      if (read.skipped > 0) this.#miss(read.skipped, envelope);
    }
    if (read.kind === 'read') {
      const { payload, sender } = read;
      const known =
        this.#ids.has(payload.id) || (await this.#device.journal.read.has('messages', this.#group, payload.id));
      // A member can encrypt what another wrote again, or a relay ask for it: one id is one message (RFC 9750 §8.1).
      if (!known) this.#body(payload, sender, seq, at);
    }
    this.pass(envelope);
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
        ...(read.removedSelf ? { status: current.status === 'left' ? ('left' as const) : ('removed' as const) } : {}),
      }));
      for (const event of events) to.putMessage(event);
      to.moveCursor(this.#group, seq);
    };
    if (read.removedSelf) await this.#device.groups.drop(this.#group, write);
    else await this.#device.groups.save(this.#group, read.group, write);
    this.#reached = seq;
    this.upTo = seq;
    wipe(...read.spent);
  }

  /** The conversation has been changed against its rules, and the relay goes on from there: it is over. */
  async forbidden(sentence: string): Promise<void> {
    const trouble = `A colleague’s app changed this conversation against the rules: ${sentence}`;
    await this.#device.journal.record((write) =>
      write.changeConversation(this.#group, (row) => ({ ...row, status: 'broken', trouble })),
    );
  }

  /** Puts everything since the last time on the disk, together with `state`. */
  async flush(state: MlsGroup): Promise<void> {
    this.#noteMissing();
    if (this.#reached === this.upTo && this.#writes.length === 0) return;
    const writes = this.#writes;
    const spent = this.#spent;
    const upTo = this.#reached;
    this.#writes = [];
    this.#spent = [];
    await this.#device.groups.save(this.#group, state, (write) => {
      for (const one of writes) one(write);
      write.moveCursor(this.#group, upTo);
    });
    this.upTo = upTo;
    wipe(...spent);
  }

  #body(payload: Payload, sender: CertifiedDevice, seq: number, at: number): void {
    const { body } = payload;
    const group = this.#group;
    const mine = sender.user === this.#device.self.user;
    const change = (how: (row: ConversationRow) => ConversationRow) =>
      this.#writes.push((write) => write.changeConversation(group, how));
    switch (body.kind) {
      case 'text': {
        this.#noteMissing();
        this.#ids.add(payload.id);
        const message: Extract<MessageRow, { kind: 'text' }> = {
          kind: 'text',
          id: payload.id,
          conversation: group,
          order: placeOfMessage(seq),
          at: Math.min(payload.sentAt, at + CLOCK_AHEAD),
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
      case 'delivered': {
        // Nobody can have more than there was.
        const upTo = Math.min(body.upTo, seq);
        change((row) => ({ ...row, delivered: withMark(row.delivered ?? {}, sender.user, upTo) }));
        return;
      }
      case 'leave':
        change((row) =>
          row.kind === 'room' ? { ...row, leaving: [...new Set([...(row.leaving ?? []), sender.user])] } : row,
        );
    }
  }

  /** Whether a message of this device stands there: it cannot read its own. */
  async #isOwn(seq: number): Promise<boolean> {
    const [row] = await this.#device.journal.read.messagesFrom({
      conversation: this.#group,
      from: placeOfMessage(seq),
      limit: 1,
    });
    return row?.kind === 'text' && row.sequence === seq && row.author === this.#device.self.user;
  }

  #miss(count: number, { seq, at }: Envelope): void {
    this.#missing = { count: (this.#missing?.count ?? 0) + count, sequence: seq, at };
  }

  #noteMissing(): void {
    const missing = this.#missing;
    if (missing === undefined) return;
    this.#missing = undefined;
    const { count, sequence, at } = missing;
    this.#writes.push((write) =>
      write.putMessage({
        kind: 'event',
        id: `missing:${sequence}`,
        conversation: this.#group,
        order: placeOfEvent(sequence, 0),
        at,
        event: { kind: 'missing', count },
      }),
    );
  }
}

function withMark(delivered: Readonly<Record<string, number>>, user: UserId, upTo: number): Record<string, number> {
  return { ...delivered, [user]: Math.max(delivered[user] ?? 0, upTo) };
}

/** The id of the message that a job is about, if it is about one. */
function messageOf(job: OutboxRow): string | undefined {
  const { intent } = job;
  if (typeof intent !== 'object' || intent === null || Array.isArray(intent)) return undefined;
  return typeof intent.message === 'string' ? intent.message : undefined;
}

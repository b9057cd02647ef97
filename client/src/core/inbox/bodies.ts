/** What each kind of body does to what this device keeps: as writes, for the record that a stretch of envelopes makes. */
import type { DeviceId, GroupId, MessageId, UserId } from '#shared/ids/index.ts';
import { policyFor } from '#shared/org-log/index.ts';
import type { Envelope } from '#shared/wire/index.ts';
import { isEmoji } from '../content/emoji.ts';
import { bareWords } from '../content/mentions.ts';
import { type Body, type Payload, PIECES_MAX, type Target } from '../content/payload.ts';
import { parseRoomStateText } from '../content/room-state.ts';
import { type Device, orgOf, roomStateOf } from '../groups/device.ts';
import { withElsewhere } from '../groups/elsewhere.ts';
import { applyChange, broughtBack, withLast, withWaiting } from '../groups/fold.ts';
import { asHeard, counted, isUnread } from '../groups/for-me.ts';
import { freshId } from '../groups/fresh-id.ts';
import { withReceipt } from '../groups/hearing.ts';
import { withDeclined, withRequest } from '../groups/join-requests.ts';
import type { JournalWriter, Over } from '../groups/journal.ts';
import { keptIds, ownIdOf } from '../groups/named.ts';
import { placeOfMessage } from '../groups/order.ts';
import { putPin } from '../groups/pins.ts';
import { askedOf } from '../groups/polls.ts';
import { freePlace } from '../groups/sent.ts';
import { withSharing } from '../groups/sharing.ts';
import { placeInThread, withNewReply } from '../groups/threads.ts';
import { noteExpiry, timing } from '../groups/timed.ts';
import type { CertifiedDevice } from '../identity/authenticate.ts';
import { judgeClose, judgeCounted, judgeRequest, tellsRead } from '../policy/gate-messages.ts';
import { isDamagedRow } from '../storage/errors.ts';
import type { Change, ConversationRow, TextRow } from '../storage/records.ts';
import type { Read } from './read-application.ts';

/** A sender's clock may be ahead of ours by so much before the relay's time is shown instead, in ms. */
const CLOCK_AHEAD = 10 * 60_000;
/** How far ahead of the relay's time a register of an own device may be stamped, in ms. */
const OWN_AHEAD = 24 * 3_600_000;
/** Announced room states that are remembered: more than one commit race needs. */
const ANNOUNCED_MAX = 8;

type Write = (write: JournalWriter) => void;
type BodyOf<Kind extends Body['kind']> = Extract<Body, { kind: Kind }>;

export class Bodies {
  readonly #device: Device;
  readonly #group: GroupId;
  readonly #late: boolean;
  /** Who wrote what is not yet on the disk. */
  readonly #ids = new Map<MessageId, DeviceId>();
  /** Ids that were looked for, under which nothing is on the disk but what this stretch has written. */
  readonly #free = new Set<MessageId>();
  #over = new Set<string>();
  #marks = false;
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

  /** @returns undefined for what changes nothing. */
  async take({ payload, sender }: Extract<Read, { kind: 'read' }>, envelope: Envelope): Promise<Write | undefined> {
    const { body } = payload;
    switch (body.kind) {
      case 'text':
        return this.#text(payload, body, sender, envelope);
      case 'edit':
      case 'recall':
        return this.#change({ author: sender.user, id: body.of }, payload, sender, envelope);
      case 'pin':
        return this.#change({ author: body.author, id: body.of }, payload, sender, envelope);
      case 'vote':
      case 'close':
      case 'acknowledge':
        if (!this.#counts(body, sender)) return undefined;
        return this.#change({ author: body.author, id: body.of }, payload, sender, envelope);
      case 'reaction':
        if (!isEmoji(body.emoji)) return undefined;
        return this.#change({ author: body.author, id: body.of }, payload, sender, envelope);
      case 'room-state':
        try {
          parseRoomStateText(body.state);
        } catch {
          return undefined;
        }
        return this.#conversation((row) => ({
          ...row,
          announced: [...(row.announced ?? []), body.state].slice(-ANNOUNCED_MAX),
        }));
      case 'delivered': {
        const tells =
          this.#device.tellsRead() && tellsRead(policyFor(orgOf(this.#device), sender.user, envelope.at), true);
        return this.#conversation((row) => ({
          ...row,
          delivered: withReceipt(row, this.#device.self.device, sender, body, tells),
        }));
      }
      case 'removal': {
        const { epoch, at, sig } = body;
        // Of what this device has not followed itself, it vouches for nothing.
        if (!(await this.#device.journal.read.has('removals', this.#group, String(epoch)))) return undefined;
        const id = `${epoch}:${sender.device}`;
        return (write) => write.put('removals', { group: this.#group, id, at, confirmed: sig });
      }
      case 'own-read': {
        const row = this.#device.journal.memory.conversations.get(this.#group);
        // From anybody else, or anywhere else, it would hide messages from this person (AT-20).
        if (row?.kind !== 'own' || sender.user !== this.#device.self.user) return undefined;
        return this.#conversation((before) => ({ ...before, elsewhere: withElsewhere(before.elsewhere, body.read) }));
      }
      case 'own-state': {
        const row = this.#device.journal.memory.conversations.get(this.#group);
        // From anybody else, or anywhere else, it would write over what this person writes and decides (AT-20).
        if (row?.kind !== 'own' || sender.user !== this.#device.self.user) return undefined;
        // What is stamped far ahead could not be written over for as long, also once its device is out.
        const latest = this.#device.relayNow() + OWN_AHEAD;
        const entries = body.entries.filter(({ stamp }) => stamp <= latest);
        const id = freshId<MessageId>();
        const { ask, answers } = body;
        const { device } = sender;
        return (write) => {
          write.put('ownState', { id, kind: 'heard', entries, from: device, ask, answers });
          write.changeConversation(this.#group, (before) => ({
            ...before,
            ownHeard: [...(before.ownHeard ?? []), id],
          }));
        };
      }
      case 'shared-history': {
        const { transfer, with: people, what, of } = body;
        const { user: by } = sender;
        return (write) => {
          write.putMessage({
            kind: 'event',
            id: `shared:${by}:${transfer}`,
            conversation: this.#group,
            order: placeOfMessage(envelope.seq),
            at: envelope.at,
            event: { kind: 'history-shared', by, with: people, what },
          });
          write.changeConversation(this.#group, (row) =>
            row.sharing?.[transfer] === undefined ? withSharing(row, transfer, { by, with: people, of, done: 0 }) : row,
          );
        };
      }
      case 'join-request':
        return this.#request(body.room, sender, envelope);
      case 'join-answer':
        return this.#answer(body, sender.user, envelope);
      case 'history':
        return this.#piece(body, sender, envelope);
      case 'leave':
        return this.#conversation((row) =>
          row.kind === 'room' ? { ...row, leaving: [...new Set([...(row.leaving ?? []), sender.user])] } : row,
        );
    }
  }

  /** By who is in the room, and moderates it, at this place in the order of the relay: the same for all. */
  #counts(body: BodyOf<'vote' | 'close' | 'acknowledge'>, { user }: CertifiedDevice): boolean {
    const row = this.#device.journal.memory.conversations.get(this.#group);
    if (row === undefined || !judgeCounted(user, row.members).allowed) return false;
    return body.kind !== 'close' || judgeClose(user, body.author, roomStateOf(row)).allowed;
  }

  #conversation(change: (row: ConversationRow) => ConversationRow): Write {
    return (write) => write.changeConversation(this.#group, change);
  }

  /** A piece of what was said before this person came somewhere. It waits until the room is there, and told of it. */
  #piece(
    { room, transfer, part, of, said }: BodyOf<'history'>,
    { user: by }: CertifiedDevice,
    { at }: Envelope,
  ): Write | undefined {
    const via = this.#group;
    const row = this.#device.journal.memory.conversations.get(via);
    if (row?.kind !== 'direct' || by === this.#device.self.user || part >= of) return undefined;
    return (write) => {
      const now = write.conversation(via);
      // Whoever sends pieces of rooms that nobody knows fills no disk with them.
      if (now === undefined || (now.waiting ?? 0) >= PIECES_MAX) return;
      write.put('history', { room, id: `${transfer}:${part}`, transfer, part, of, by, via, at, said });
      const quiet = now.last === undefined ? { carrier: true as const } : {};
      write.putConversation({ ...now, waiting: (now.waiting ?? 0) + 1, ...quiet });
      // Whoever takes them in looks at the room.
      write.changeConversation(room, (one) => one);
    };
  }

  /** Somebody asks, in the conversation of the two, to be brought into a room that this person moderates. */
  #request(room: GroupId, sender: CertifiedDevice, { at }: Envelope): Write | undefined {
    const { self, journal } = this.#device;
    const via = journal.memory.conversations.get(this.#group);
    if (via?.kind !== 'direct' || sender.user === self.user) return undefined;
    if (!judgeRequest(sender, orgOf(this.#device), this.#device.now(), at).allowed) return undefined;
    return (write) => {
      write.changeConversation(this.#group, (row) => (row.last === undefined ? { ...row, carrier: true } : row));
      write.changeConversation(room, (row) => {
        const state = row.status === 'ready' ? roomStateOf(row) : undefined;
        // What is not open to requests, or not this person's to answer, is as if nobody had asked: no answer tells that it is there.
        const open = state?.kind === 'room' && state.requests === true && state.moderators.includes(self.user);
        return open ? withRequest(row, sender.user, at) : row;
      });
    };
  }

  /** A moderator has declined: heard by the others in the room, and by who has asked in the conversation of the two. */
  #answer({ room, user }: BodyOf<'join-answer'>, by: UserId, { seq, at }: Envelope): Write | undefined {
    const { self, journal } = this.#device;
    const here = journal.memory.conversations.get(this.#group);
    if (here === undefined) return undefined;
    if (here.kind === 'room') {
      const state = roomStateOf(here);
      // A member who does not moderate would keep others out.
      if (room !== this.#group || state.kind !== 'room' || !state.moderators.includes(by)) return undefined;
      return this.#conversation((row) => withDeclined(row, user, at));
    }
    // Nobody declines what was not asked for.
    if (by === self.user || user !== self.user || here.rooms?.[room] === undefined) return undefined;
    return (write) => {
      write.putMessage({
        kind: 'event',
        id: `declined:${seq}`,
        conversation: this.#group,
        order: placeOfMessage(seq),
        at,
        event: { kind: 'declined', by },
      });
      write.changeConversation(this.#group, ({ carrier: _quiet, ...row }) => ({
        ...row,
        lastAt: Math.max(row.lastAt, at),
      }));
    };
  }

  async #text(
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

  #change(
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

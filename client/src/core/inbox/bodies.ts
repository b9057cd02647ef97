/** What each kind of body does to what this device keeps: as writes, for the record that a stretch of envelopes makes. */
import type { GroupId, MessageId, UserId } from '#shared/ids/index.ts';
import { policyFor } from '#shared/org-log/index.ts';
import type { Envelope } from '#shared/wire/index.ts';
import { isEmoji } from '../content/emoji.ts';
import { type BodyOf, PIECES_MAX } from '../content/payload.ts';
import { parseRoomStateText } from '../content/room-state.ts';
import { type Device, orgOf, roomStateOf } from '../groups/device.ts';
import { withElsewhere } from '../groups/elsewhere.ts';
import { freshId } from '../groups/fresh-id.ts';
import { withReceipt } from '../groups/hearing.ts';
import { withDeclined, withRequest } from '../groups/join-requests.ts';
import type { JournalWriter } from '../groups/journal.ts';
import { placeOfMessage } from '../groups/order.ts';
import { withSharing } from '../groups/sharing.ts';
import type { CertifiedDevice } from '../identity/authenticate.ts';
import { judgeClose, judgeCounted, judgeRequest, tellsRead } from '../policy/gate-messages.ts';
import type { ConversationRow } from '../storage/records.ts';
import type { Messages } from './messages.ts';
import type { Read } from './read-application.ts';

/** How far ahead of the relay's time a register of an own device may be stamped, in ms. */
const OWN_AHEAD = 24 * 3_600_000;
/** Announced room states that are remembered: more than one commit race needs. */
const ANNOUNCED_MAX = 8;

type Write = (write: JournalWriter) => void;

export class Bodies {
  readonly #device: Device;
  readonly #group: GroupId;
  readonly #messages: Messages;

  constructor(device: Device, group: GroupId, messages: Messages) {
    this.#device = device;
    this.#group = group;
    this.#messages = messages;
  }

  /** @returns undefined for what changes nothing. */
  async take({ payload, sender }: Extract<Read, { kind: 'read' }>, envelope: Envelope): Promise<Write | undefined> {
    const { body } = payload;
    switch (body.kind) {
      case 'text':
        return this.#messages.text(payload, body, sender, envelope);
      case 'edit':
      case 'recall':
        return this.#messages.change({ author: sender.user, id: body.of }, payload, sender, envelope);
      case 'pin':
        return this.#messages.change({ author: body.author, id: body.of }, payload, sender, envelope);
      case 'vote':
      case 'close':
      case 'acknowledge':
        if (!this.#counts(body, sender)) return undefined;
        return this.#messages.change({ author: body.author, id: body.of }, payload, sender, envelope);
      case 'reaction':
        if (!isEmoji(body.emoji)) return undefined;
        return this.#messages.change({ author: body.author, id: body.of }, payload, sender, envelope);
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
}

/** Which sockets get what: sessions by device and by group, and the fan-out to them. */
import type { FanoutEvent } from '#server/relay/outlet.ts';
import type { DeviceId, GroupId } from '#shared/ids/index.ts';
import { type CloseReason, type Envelope, encodeDeliver } from '#shared/wire/index.ts';
import { prepareFrame, writeFrame } from './frames.ts';
import type { Session } from './session.ts';

/** One delivery frame: larger batches leave in several. */
const FRAME_BYTES = 1024 * 1024;
const FRAME_ENVELOPES = 500;

export interface SwitchboardParts {
  readonly queuedBytesMax: number;
  readonly close: (session: Session, reason: CloseReason) => void;
  readonly pendingWelcomes: (device: DeviceId) => number;
}

export class Switchboard {
  readonly #parts: SwitchboardParts;
  readonly #byDevice = new Map<DeviceId, Session>();
  readonly #byGroup = new Map<GroupId, Set<Session>>();
  /** Everyone who hears of new checkpoints: devices, and those who are enrolling. */
  readonly #listeners = new Set<Session>();

  constructor(parts: SwitchboardParts) {
    this.#parts = parts;
  }

  /** Connects a session that has become `device`, in place of an earlier one. */
  addDevice(session: Session, device: DeviceId, groups: readonly GroupId[]): void {
    const earlier = this.#byDevice.get(device);
    if (earlier !== undefined && earlier !== session) this.#parts.close(earlier, 'signed-in-elsewhere');
    this.remove(session);
    this.#byDevice.set(device, session);
    this.#listeners.add(session);
    for (const group of groups) this.#join(session, group);
  }

  addListener(session: Session): void {
    this.remove(session);
    this.#listeners.add(session);
  }

  remove(session: Session): void {
    this.#listeners.delete(session);
    for (const group of [...session.groups]) this.#leave(session, group);
    const { identity } = session;
    if (identity?.kind === 'device' && this.#byDevice.get(identity.device) === session) {
      this.#byDevice.delete(identity.device);
    }
  }

  /** Sends what became durable. Of one group, everything leaves in one frame per socket, encoded once. */
  handle(events: readonly FanoutEvent[]): void {
    const waiting = new Map<GroupId, Envelope[]>();
    for (const event of events) {
      switch (event.kind) {
        case 'envelope': {
          const { envelope, joined, left } = event;
          const { group } = envelope;
          const list = waiting.get(group);
          if (list === undefined) waiting.set(group, [envelope]);
          else list.push(envelope);
          if (joined.length === 0 && left.length === 0) break;
          // Those who leave get everything up to this one, those who join nothing before it.
          this.#deliver(group, waiting.get(group) ?? []);
          waiting.delete(group);
          for (const device of left) this.#withDevice(device, (session) => this.#leave(session, group));
          for (const device of joined) this.#withDevice(device, (session) => this.#join(session, group));
          break;
        }
        case 'group':
          this.#withDevice(event.device, (session) => this.#join(session, event.group));
          break;
        case 'welcome':
          for (const device of event.devices) {
            const pending = this.#parts.pendingWelcomes(device);
            this.#withDevice(device, ({ socket }) => socket.emit('welcome', { pending }));
          }
          break;
        case 'signal':
          for (const { socket, identity } of this.#byGroup.get(event.group) ?? []) {
            if (identity?.kind === 'device' && identity.device === event.from) continue;
            // A signal that cannot leave at once is out of date when it can.
            socket.volatile.emit('signal', { group: event.group, bytes: event.bytes });
          }
          break;
        case 'log-head':
          for (const { socket } of this.#listeners) socket.emit('log.head', { checkpoint: event.checkpoint });
          break;
        case 'close':
          for (const device of event.devices) {
            this.#withDevice(device, (session) => this.#parts.close(session, event.reason));
          }
          break;
      }
    }
    for (const [group, envelopes] of waiting) this.#deliver(group, envelopes);
  }

  #deliver(group: GroupId, envelopes: readonly Envelope[]): void {
    const sessions = this.#byGroup.get(group);
    if (sessions === undefined || sessions.size === 0) return;
    for (const part of inParts(envelopes)) {
      const frame = prepareFrame(encodeDeliver(part));
      const { length } = frame.payload;
      for (const session of [...sessions]) {
        session.queuedBytes += length;
        // Memory is for those who read: one who does not is dropped, and catches up from its cursor.
        if (session.queuedBytes > this.#parts.queuedBytesMax) this.#parts.close(session, 'slow-reader');
        else {
          writeFrame(session.socket, frame, () => {
            session.queuedBytes -= length;
          });
        }
      }
    }
  }

  #withDevice(device: DeviceId, act: (session: Session) => void): void {
    const session = this.#byDevice.get(device);
    if (session !== undefined) act(session);
  }

  #join(session: Session, group: GroupId): void {
    session.groups.add(group);
    const sessions = this.#byGroup.get(group);
    if (sessions === undefined) this.#byGroup.set(group, new Set([session]));
    else sessions.add(session);
  }

  #leave(session: Session, group: GroupId): void {
    session.groups.delete(group);
    const sessions = this.#byGroup.get(group);
    sessions?.delete(session);
    if (sessions?.size === 0) this.#byGroup.delete(group);
  }
}

function* inParts(envelopes: readonly Envelope[]): Generator<readonly Envelope[]> {
  let start = 0;
  let bytes = 0;
  for (const [index, { message }] of envelopes.entries()) {
    if (index > start && (bytes + message.length > FRAME_BYTES || index - start >= FRAME_ENVELOPES)) {
      yield envelopes.slice(start, index);
      start = index;
      bytes = 0;
    }
    bytes += message.length;
  }
  if (start < envelopes.length) yield start === 0 ? envelopes : envelopes.slice(start);
}

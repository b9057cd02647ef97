/** Which sockets get what: sessions by device and by group, and the fan-out to them. */
import type { FanoutEvent } from '#server/relay/outlet.ts';
import type { DeviceId, GroupId } from '#shared/ids/index.ts';
import type { CloseReason } from '#shared/wire/index.ts';
import { Deliveries } from './deliveries.ts';
import { type PreparedFrame, writeFrame } from './frames.ts';
import type { Session } from './session.ts';

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

  readonly #deliveries: Deliveries;

  constructor(parts: SwitchboardParts) {
    this.#parts = parts;
    this.#deliveries = new Deliveries({
      sessionsOf: (group) => this.#byGroup.get(group) ?? [],
      write: (session, frame) => this.#write(session, frame),
      soon: setImmediate,
      clock: () => performance.now(),
    });
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

  has(device: DeviceId): boolean {
    return this.#byDevice.has(device);
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
    for (const event of events) {
      switch (event.kind) {
        case 'envelope': {
          const { envelope, joined, left } = event;
          const { group } = envelope;
          this.#deliveries.add(envelope);
          if (joined.length === 0 && left.length === 0) break;
          // Those who leave get everything up to this one, those who join nothing before it.
          this.#deliveries.flush(group);
          for (const device of left) this.#withDevice(device, (session) => this.#leave(session, group));
          for (const device of joined) this.#withDevice(device, (session) => this.#join(session, group));
          break;
        }
        case 'group':
          this.#withDevice(event.device, (session) => this.#join(session, event.group));
          break;
        case 'left':
          this.#withDevice(event.device, (session) => this.#leave(session, event.group));
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
  }

  /** Sends what waits, without regard to who else does. */
  flush(): void {
    this.#deliveries.flushAll();
  }

  #write(session: Session, frame: PreparedFrame): void {
    const { length } = frame.payload;
    session.queuedBytes += length;
    // Memory is for those who read: one who does not is dropped, and catches up from its cursor.
    if (session.queuedBytes > this.#parts.queuedBytesMax) this.#parts.close(session, 'slow-reader');
    else {
      writeFrame(session.socket, frame, () => {
        session.queuedBytes -= length;
      });
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

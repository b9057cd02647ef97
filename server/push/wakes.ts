/**
 * Who is to be woken, and when: devices that are not connected and for which something durable was stored. Knows no HTTP.
 * What it remembers lives in memory: a wake-up that a restart forgets costs a person a moment, not a message.
 */
import type { Store } from '#server/store/contract.ts';
import type { DeviceId, GroupId } from '#shared/ids/index.ts';
import type { Courier } from './courier.ts';

/** Wake-ups that are under way at once. */
const UNDER_WAY_MAX = 16;
/** The first pause after a failure, which doubles, and the longest. */
const PAUSE_MS = 30_000;
const PAUSE_MAX_MS = 3_600_000;
/** After so many failures in a row one is not tried again until something new is stored. */
const FAILURES_MAX = 8;

export interface WakesParts {
  readonly store: Store;
  readonly courier: Courier;
  readonly now: () => number;
  /** The least time between two wake-ups of a device, in ms. */
  readonly gapMs: number;
  /** How long a push service keeps one for a device that is off. */
  readonly ttlSeconds: number;
  readonly isConnected: (device: DeviceId) => boolean;
  /** Whether the log lets the device act, and its policy lets it be woken. */
  readonly mayWake: (device: DeviceId) => boolean;
  /** The stored endpoint as an address that may be called, which the settings may have changed since. */
  readonly parse: (endpoint: string) => URL | undefined;
  /** Takes note that a subscription was removed. */
  readonly onRemoved: (device: DeviceId, why: 'gone' | 'not-allowed') => void;
}

interface Rest {
  /** Not to be called before this time, in ms. */
  until: number;
  failures: number;
}

export class Wakes {
  readonly #parts: WakesParts;
  /** What was stored since the last pass, by group. */
  #groups = new Set<GroupId>();
  readonly #waiting = new Set<DeviceId>();
  readonly #devices = new Map<DeviceId, Rest>();
  readonly #services = new Map<string, Rest>();
  readonly #underWay = new Set<Promise<void>>();

  constructor(parts: WakesParts) {
    this.#parts = parts;
  }

  /** Something for a group's devices was stored. */
  stored(group: GroupId): void {
    this.#groups.add(group);
  }

  /** Something for these devices was stored. */
  storedFor(devices: readonly DeviceId[]): void {
    for (const device of devices) this.#waiting.add(device);
  }

  /** It is there, and fetches for itself what was stored until now. */
  arrived(device: DeviceId): void {
    this.#waiting.delete(device);
  }

  /** The connection of `device` broke: what was sent to it meanwhile may not have reached it. */
  lost(device: DeviceId): void {
    const { read } = this.#parts.store;
    if (read.pushSubscription(device) === null) return;
    if (this.#hasNews(device)) this.#waiting.add(device);
  }

  /** Whether something is stored that the device does not have. */
  #hasNews(device: DeviceId): boolean {
    const { read } = this.#parts.store;
    return read.countWelcomes(device) > 0 || read.placesOf(device).some(({ head, cursor }) => head > cursor);
  }

  /** Hands over what is due, and resolves when all that is under way is done. To be called every second or so. */
  async pass(): Promise<void> {
    const { store, now, isConnected } = this.#parts;
    const groups = this.#groups;
    this.#groups = new Set();
    for (const group of groups) this.storedFor(store.read.pushDevices(group));
    for (const device of [...this.#waiting]) {
      if (isConnected(device)) this.#waiting.delete(device);
      else if (this.#underWay.size < UNDER_WAY_MAX && !this.#resting(this.#devices.get(device))) {
        const wake = this.#wake(device).finally(() => this.#underWay.delete(wake));
        this.#underWay.add(wake);
      }
    }
    this.#forget(now());
    await Promise.all(this.#underWay);
  }

  async #wake(device: DeviceId): Promise<void> {
    const { store, now, gapMs, ttlSeconds, courier, mayWake, parse } = this.#parts;
    const subscription = store.read.pushSubscription(device);
    if (subscription === null || !this.#hasNews(device)) {
      this.#waiting.delete(device);
      return;
    }
    const endpoint = parse(subscription.endpoint);
    // Asked again here: a policy that turns it off, a host that is no longer allowed, a certificate that ran out.
    if (endpoint === undefined || !mayWake(device)) return this.#remove(device, subscription.endpoint, 'not-allowed');
    const service = this.#services.get(endpoint.host) ?? { until: 0, failures: 0 };
    if (this.#resting(service)) return;
    const rest = this.#devices.get(device) ?? { until: 0, failures: 0 };
    this.#waiting.delete(device);
    rest.until = now() + gapMs;
    this.#devices.set(device, rest);
    const handed = await courier.hand({ endpoint, topic: subscription.topic, ttlSeconds });
    if (handed.kind === 'gone') return this.#remove(device, subscription.endpoint, 'gone');
    if (handed.kind === 'taken') {
      rest.failures = 0;
      service.failures = 0;
      return;
    }
    const whose = handed.whose === 'service' ? service : rest;
    whose.failures += 1;
    const pause = Math.min(PAUSE_MS * 2 ** (whose.failures - 1), PAUSE_MAX_MS);
    whose.until = now() + Math.max(gapMs, handed.afterMs ?? pause);
    if (handed.whose === 'service') this.#services.set(endpoint.host, service);
    if (rest.failures >= FAILURES_MAX) rest.failures = 0;
    else this.#waiting.add(device);
  }

  async #remove(device: DeviceId, endpoint: string, why: 'gone' | 'not-allowed'): Promise<void> {
    this.#waiting.delete(device);
    // Not one that the device has registered since.
    await this.#parts.store.transact((transactor) => {
      if (transactor.pushSubscription(device)?.endpoint === endpoint) transactor.dropPushSubscription(device);
    });
    this.#parts.onRemoved(device, why);
  }

  #resting(rest: Rest | undefined): boolean {
    return rest !== undefined && rest.until > this.#parts.now();
  }

  /** Keeps the two maps as small as what they say something about. */
  #forget(now: number): void {
    for (const [device, { until, failures }] of this.#devices) {
      if (until <= now && failures === 0) this.#devices.delete(device);
    }
    // A device may name any host below an allowed one.
    for (const [host, { until }] of this.#services) {
      if (until + PAUSE_MAX_MS <= now) this.#services.delete(host);
    }
  }
}

/**
 * Web Push from the relay itself: a device that is signed in leaves the address at which its browser is woken, and is woken
 * there, without a word, when something is stored for it while it is away.
 */

import { randomBytes } from '#server/crypto/sodium.ts';
import type { Store } from '#server/store/contract.ts';
import { encodeBase64url } from '#shared/encoding/index.ts';
import type { DeviceId, GroupId } from '#shared/ids/index.ts';
import { isDeviceActive, type OrgState, policyFor } from '#shared/org-log/index.ts';
import { type CallAnswer, type CallRequest, RelayError } from '#shared/wire/index.ts';
import type { Courier } from './courier.ts';
import { parseEndpoint } from './endpoint.ts';
import { Wakes } from './wakes.ts';

/** 32 characters of base64url, which is the most that RFC 8030 §5.4 allows. */
const TOPIC_BYTES = 24;
/** A push service need not keep a wake-up for longer than this; the message itself waits at the relay. */
const TTL_MAX_SECONDS = 7 * 86_400;

export type PushChange = 'registered' | 'withdrawn' | 'gone' | 'not-allowed';

export interface PushParts {
  readonly store: Store;
  readonly org: { readonly state: OrgState };
  readonly now: () => number;
  /** Undefined where this server has push turned off: then nothing is ever sent anywhere. */
  readonly service: { readonly publicKey: Uint8Array; readonly courier: Courier } | undefined;
  readonly hosts: readonly string[];
  readonly gapMs: number;
  readonly retentionMs: number;
  readonly isConnected: (device: DeviceId) => boolean;
  readonly onChange: (device: DeviceId, change: PushChange, host: string | undefined) => void;
}

export interface Push {
  /** Whether this device can be woken, and is to be. */
  standing(device: DeviceId): CallAnswer<'push.standing'>;
  /** In the place of what the device had registered before. @throws RelayError `push-off`, `push-service-unknown`. */
  register(device: DeviceId, request: CallRequest<'push.register'>): Promise<CallAnswer<'push.register'>>;
  withdraw(device: DeviceId): Promise<CallAnswer<'push.withdraw'>>;
  /** Something durable was stored for the devices of a group. */
  stored(group: GroupId): void;
  storedFor(devices: readonly DeviceId[]): void;
  /** A device has signed in. */
  arrived(device: DeviceId): void;
  /** The connection of a device broke without its having said goodbye. */
  lost(device: DeviceId): void;
  pass(): Promise<void>;
}

export function createPush(parts: PushParts): Push {
  const { store, org, now, service, hosts, onChange } = parts;
  const allowedBy = (device: DeviceId): boolean => {
    const user = org.state.devices.get(device)?.user;
    return user !== undefined && policyFor(org.state, user, now()).push === 'allowed';
  };
  const wakes =
    service &&
    new Wakes({
      store,
      courier: service.courier,
      now,
      gapMs: parts.gapMs,
      ttlSeconds: Math.min(TTL_MAX_SECONDS, Math.floor(parts.retentionMs / 1_000)),
      isConnected: parts.isConnected,
      mayWake: (device) => isDeviceActive(org.state, device, now()) && allowedBy(device),
      parse: (endpoint) => parseEndpoint(endpoint, hosts),
      onRemoved: (device, why) => onChange(device, why, undefined),
    });

  return {
    standing: (device) => {
      if (service === undefined) return { kind: 'off' };
      if (!allowedBy(device)) return { kind: 'forbidden' };
      const registered = store.read.pushSubscription(device) !== null;
      return { kind: 'on', key: service.publicKey, registered };
    },
    register: async (device, { endpoint }) => {
      // A modified client registers where the policy has push turned off: it is not woken either way, and this says so.
      if (service === undefined || !allowedBy(device)) throw new RelayError('push-off');
      const url = parseEndpoint(endpoint, hosts);
      if (url === undefined) throw new RelayError('push-service-unknown');
      const topic = encodeBase64url(randomBytes(TOPIC_BYTES));
      const isNew = await store.transact((transactor) => {
        const before = transactor.pushSubscription(device);
        if (before?.endpoint === url.href) return false;
        transactor.putPushSubscription(device, { endpoint: url.href, topic });
        return true;
      });
      if (isNew) onChange(device, 'registered', url.hostname);
      return {};
    },
    withdraw: async (device) => {
      const had = await store.transact((transactor) => {
        const before = transactor.pushSubscription(device);
        transactor.dropPushSubscription(device);
        return before !== null;
      });
      if (had) onChange(device, 'withdrawn', undefined);
      return {};
    },
    stored: (group) => wakes?.stored(group),
    storedFor: (devices) => wakes?.storedFor(devices),
    arrived: (device) => wakes?.arrived(device),
    lost: (device) => wakes?.lost(device),
    pass: async () => wakes?.pass(),
  };
}

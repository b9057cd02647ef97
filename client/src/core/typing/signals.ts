/** Signals of conversations, sent and heard: each is said by its own sender, for now, and never twice. */
import { labels } from '#shared/encoding/index.ts';
import type { DeviceId, GroupId, UserId } from '#shared/ids/index.ts';
import { wipe } from '../crypto/primitives.ts';
import { type Device, orgOf, recognise } from '../groups/device.ts';
import { judgeMessage } from '../policy/gate-messages.ts';
import { openSignal, type Signal, type SignalBody, type SignalContext, sealSignal } from './signal.ts';

/** Signals of one conversation that are looked at within a second: a relay or a member may send any number. */
const LOOKED_AT = 20;
const SECOND = 1_000;

/** A signal, and who has sealed it with their device's key. */
export interface Heard {
  readonly group: GroupId;
  readonly by: { readonly user: UserId; readonly device: DeviceId };
  readonly body: SignalBody;
}

export interface Signals {
  /** Tells the others. Whether it arrives is known to nobody. */
  say(group: GroupId, body: SignalBody, at?: number): Promise<void>;
  heard(group: GroupId, bytes: Uint8Array): void;
}

export interface SignalParts {
  readonly device: Device;
  /** Whether anybody here wants to hear signals of a conversation: else none is opened. */
  readonly wanted: (group: GroupId) => boolean;
  readonly hear: (heard: Heard) => void;
  readonly fault: (error: unknown) => void;
}

export function createSignals({ device, wanted, hear, fault }: SignalParts): Signals {
  const { now, engine, groups, self } = device;
  const looked = new Map<GroupId, { second: number; count: number }>();
  const newest = { typing: new Map<DeviceId, number>(), presence: new Map<DeviceId, number>() };

  const within = async <T>(
    group: GroupId,
    work: (context: SignalContext, state: NonNullable<Awaited<ReturnType<typeof groups.load>>>) => T,
  ): Promise<T | undefined> =>
    groups.exclusive(group, async () => {
      const state = await groups.load(group);
      if (state === undefined || !engine.isActive(state)) return undefined;
      const key = await engine.exportSecret(state, labels.signalKey);
      try {
        return work({ group, epoch: String(state.epoch), key }, state);
      } finally {
        wipe(key);
      }
    });

  /** Whether one more of this conversation may be looked at. */
  const mayLook = (group: GroupId): boolean => {
    const second = Math.floor(now() / SECOND);
    const before = looked.get(group);
    const count = before?.second === second ? before.count + 1 : 1;
    looked.set(group, { second, count });
    return count <= LOOKED_AT;
  };

  const open = async (group: GroupId, bytes: Uint8Array): Promise<void> => {
    const heard = await within(group, (context, state) => {
      const members = engine.members(state).flatMap((member) => {
        const known = recognise(device, member);
        return known === undefined ? [] : [{ ...known, key: member.signatureKey }];
      });
      const signal = openSignal(bytes, context, now(), (id) => members.find((one) => one.device === id)?.key);
      const by = members.find((one) => one.device === signal?.device);
      return signal === undefined || by === undefined ? undefined : { signal, by };
    });
    if (heard === undefined) return;
    const { signal, by } = heard;
    const body = bodyOf(signal);
    // One that was shown before, by the relay or by a member (replay).
    const known = newest['typing' in body ? 'typing' : 'presence'];
    if (signal.at <= (known.get(by.device) ?? 0)) return;
    known.set(by.device, signal.at);
    if (judgeMessage(by, bytes.length, { state: orgOf(device), now: now() }).allowed) hear({ group, by, body });
  };

  return {
    async say(group, body, at = now()) {
      if (!device.maySend()) return;
      const bytes = await within(group, (context) =>
        sealSignal(
          { group, epoch: context.epoch, device: self.device, at, ...body },
          self.deviceKey.privateKey,
          context,
        ),
      );
      // Whether it arrives matters to nobody.
      if (bytes !== undefined) await device.call('signal', { group, bytes }).catch(() => undefined);
    },
    heard(group, bytes) {
      if (wanted(group) && mayLook(group)) open(group, bytes).catch(fault);
    },
  };
}

function bodyOf(signal: Signal): SignalBody {
  return 'typing' in signal ? { typing: signal.typing } : { presence: signal.presence };
}

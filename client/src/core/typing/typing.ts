/** Who is writing where, for the moment. Nothing of it is kept, and nothing of it holds anything else up. */
import { labels } from '#shared/encoding/index.ts';
import type { DeviceId, GroupId, UserId } from '#shared/ids/index.ts';
import { wipe } from '../crypto/primitives.ts';
import { type Device, orgOf, recognise } from '../groups/device.ts';
import type { Recorded } from '../groups/journal.ts';
import type { Timers } from '../groups/timers.ts';
import { judgeMessage } from '../policy/gate.ts';
import type { TypingView } from '../port.ts';
import { openSignal, type SignalContext, sealSignal } from './signal.ts';

/** Whoever writes says so again after this long. */
const AGAIN_MS = 4_000;
/** Whoever has not said so for this long has stopped. */
const OVER_MS = 8_000;
/** People in a conversation up to which they tell each other: each of them tells all others. */
const TYPING_UP_TO = 50;
/** Signals of one conversation that are looked at within a second: a relay or a member may send any number. */
const LOOKED_AT = 20;
const SECOND = 1_000;

export interface TypingParts {
  readonly device: Device;
  readonly timers: Timers;
  /** Whether the person wants to tell and to be told. */
  readonly wanted: () => boolean;
  readonly changed: () => void;
  readonly fault: (error: unknown) => void;
}

export interface Typing {
  /** The person writes, or has stopped. */
  say(group: GroupId, typing: boolean): Promise<void>;
  heard(group: GroupId, bytes: Uint8Array): void;
  /** Whose words have come does not write them any more. */
  recorded(recorded: Recorded): void;
  readonly now: TypingView;
}

export function createTyping({ device, timers, wanted, changed, fault }: TypingParts): Typing {
  const { now, engine, groups, journal, self } = device;
  const said = new Map<GroupId, number>();
  const looked = new Map<GroupId, { second: number; count: number }>();
  const newest = new Map<DeviceId, number>();
  const writing = new Map<GroupId, Map<UserId, number>>();

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

  const small = (group: GroupId): boolean => {
    const row = journal.memory.conversations.get(group);
    return row?.status === 'ready' && row.members.length > 1 && row.members.length <= TYPING_UP_TO;
  };

  const set = (group: GroupId, user: UserId, until: number | undefined) => {
    const people = writing.get(group) ?? new Map<UserId, number>();
    const before = people.has(user);
    if (until === undefined) people.delete(user);
    else people.set(user, until);
    if (people.size === 0) writing.delete(group);
    else writing.set(group, people);
    if (before !== people.has(user)) changed();
  };

  const look = () => {
    for (const [group, people] of writing) {
      for (const [user, until] of people) if (until <= now()) set(group, user, undefined);
    }
    if (writing.size > 0) timers.later('typing', SECOND, look);
  };

  /** Whether one more of this conversation may be looked at. */
  const mayLook = (group: GroupId): boolean => {
    const second = Math.floor(now() / SECOND);
    const before = looked.get(group);
    const count = before?.second === second ? before.count + 1 : 1;
    looked.set(group, { second, count });
    return count <= LOOKED_AT;
  };

  const hear = async (group: GroupId, bytes: Uint8Array): Promise<void> => {
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
    // One that was shown before, by the relay or by a member (replay).
    if (signal.at <= (newest.get(by.device) ?? 0)) return;
    newest.set(by.device, signal.at);
    const verdict = judgeMessage(by, bytes.length, { state: orgOf(device), now: now() });
    if (!verdict.allowed || by.user === self.user) return;
    set(group, by.user, signal.typing ? now() + OVER_MS : undefined);
    look();
  };

  return {
    async say(group, typing) {
      if (!wanted() || !device.maySend() || !small(group)) return;
      const at = now();
      const before = said.get(group);
      if (typing ? before !== undefined && at - before < AGAIN_MS : before === undefined) return;
      if (typing) said.set(group, at);
      else said.delete(group);
      const bytes = await within(group, (context) =>
        sealSignal(
          { group, epoch: context.epoch, device: self.device, at, typing },
          self.deviceKey.privateKey,
          context,
        ),
      );
      // Whether it arrives matters to nobody.
      if (bytes !== undefined) await device.call('signal', { group, bytes }).catch(() => undefined);
    },
    heard(group, bytes) {
      if (!wanted() || !small(group) || !mayLook(group)) return;
      hear(group, bytes).catch(fault);
    },
    recorded({ messages }) {
      for (const { conversation, row } of messages) {
        if (row?.kind === 'text' && writing.get(conversation)?.has(row.author)) {
          set(conversation, row.author, undefined);
        }
        if (row?.kind === 'text' && row.author === self.user) said.delete(conversation);
      }
    },
    get now() {
      if (!wanted()) return [];
      return [...writing].map(([conversation, people]) => ({ conversation, people: [...people.keys()] }));
    },
  };
}

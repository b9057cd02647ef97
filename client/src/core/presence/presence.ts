/** Who can be reached, as they say themselves: by signals that nobody stores. Who says nothing is not known, and shown as nothing. */
import type { DeviceId, GroupId, UserId } from '#shared/ids/index.ts';
import { policyFor } from '#shared/org-log/index.ts';
import type { Presence } from '../content/presence.ts';
import { type Device, orgOf, policyOf } from '../groups/device.ts';
import type { Recorded } from '../groups/journal.ts';
import type { Timers } from '../groups/timers.ts';
import { tellsPresence } from '../policy/gate-messages.ts';
import type { PresenceView, StatusView } from '../port.ts';
import type { Heard, Signals } from '../typing/signals.ts';
import { AWAY_AFTER_MS, ownPresence, placesToTell, tellsIn } from './own.ts';

/** It is said again after this long, and in between only when it has changed. */
const AGAIN_MS = 3 * 60_000;
/** Whoever has not said so for this long is not known to be reachable any more: one signal may be lost. */
const HOLDS_MS = 7 * 60_000;
/** A change is told no sooner than this after the one before it. */
const APART_MS = 5_000;
/** Nobody is answered more often, so that asking costs others no more than telling. */
const ANSWER_APART_MS = 30_000;
/** How soon it is looked at which conversations there are, after one of them has changed. */
const PLACES_MS = 1_000;

export interface PresenceParts {
  readonly device: Device;
  readonly timers: Timers;
  readonly signals: Pick<Signals, 'say'>;
  /** Whether the person wants to tell and to be told. */
  readonly wanted: () => boolean;
  readonly status: () => StatusView;
  /** For how long the person has done nothing here, ms. */
  readonly idleFor: () => number;
  readonly changed: () => void;
  readonly fault: (error: unknown) => void;
}

export interface PresenceTold {
  /** What is known of others and of oneself. */
  readonly now: PresenceView;
  /** Whether it is told in a conversation. */
  wants(group: GroupId): boolean;
  heard(heard: Pick<Heard, 'group' | 'by'> & { readonly presence: Presence }): void;
  /** This device has come to the relay: it tells, and asks. */
  arrived(): void;
  /** Something of oneself may be other than it was. */
  look(): void;
  /** There may be a conversation that is new. */
  recorded(recorded: Pick<Recorded, 'conversations'>): void;
}

interface Known extends Presence {
  readonly saidAt: number;
  /** After this it is not known any more. */
  readonly ends: number;
}

/** Of several devices of one person: not to be disturbed counts wherever it was set, and one that is in use is in use. */
const rank: Record<Presence['state'], number> = { dnd: 2, available: 1, away: 0 };

export function createPresence(parts: PresenceParts): PresenceTold {
  const { device, timers, signals, status, idleFor, changed, fault } = parts;
  const { journal, self } = device;
  const others = new Map<UserId, Map<DeviceId, Known>>();
  const answered = new Map<GroupId, number>();
  let said: { readonly what: string; readonly at: number; readonly in: Set<GroupId> } | undefined;
  let telling = false;
  let told: boolean | undefined;

  const tells = (): boolean => tellsPresence(policyOf(device), parts.wanted());
  const wants = (group: GroupId): boolean => tells() && tellsIn(journal.memory.conversations.get(group));
  const own = (): Presence => ownPresence(status(), device.relayNow(), idleFor());

  const tell = async (places: readonly GroupId[], presence: Presence, asks: boolean): Promise<void> => {
    const at = device.now();
    telling = true;
    try {
      for (const group of places) {
        await signals.say(group, { presence: asks ? { ...presence, asks } : presence }, at);
      }
    } finally {
      telling = false;
    }
  };

  const run = async (asks: boolean): Promise<void> => {
    if (telling || !tells() || !device.maySend()) return;
    const presence = own();
    const what = JSON.stringify(presence);
    const places = placesToTell(journal.memory.conversations.values(), self.user);
    const at = device.now();
    const since = at - (said?.at ?? 0);
    const isOther = said?.what !== what;
    if (isOther) changed();
    if (asks || said === undefined || since >= (isOther ? APART_MS : AGAIN_MS)) {
      said = { what, at, in: new Set(places) };
      await tell(places, presence, asks);
      return;
    }
    // A conversation that is new knows nothing of this person, who knows nothing of it.
    const { in: known } = said;
    const fresh = places.filter((group) => !known.has(group));
    if (isOther || fresh.length === 0) return;
    for (const group of fresh) known.add(group);
    await tell(fresh, presence, true);
  };

  /** When something of oneself changes by itself, or has to be said again. */
  const plan = () => {
    const now = device.now();
    const { until } = status();
    const moments = [
      (said?.at ?? now) + (said !== undefined && said.what !== JSON.stringify(own()) ? APART_MS : AGAIN_MS) - now,
      AWAY_AFTER_MS - idleFor(),
      ...(until === null ? [] : [until - device.relayNow()]),
    ].filter((ms) => ms > 0);
    timers.later('presence', Math.min(AGAIN_MS, ...moments), () => look());
  };
  const look = (asks = false) => {
    const on = tells();
    // Oneself is shown, too, or not any more.
    if (on !== told) changed();
    told = on;
    if (!on) {
      said = undefined;
      others.clear();
    }
    run(asks).then(plan, fault);
  };

  const forget = () => {
    const now = device.now();
    let [next, gone] = [Number.POSITIVE_INFINITY, false];
    for (const [user, devices] of others) {
      for (const [id, { ends }] of devices) {
        if (ends <= now) gone = devices.delete(id) || gone;
        else next = Math.min(next, ends);
      }
      if (devices.size === 0) others.delete(user);
    }
    if (gone) changed();
    if (next < Number.POSITIVE_INFINITY) timers.later('presence-known', next - now, forget);
  };

  const viewOf = (user: UserId, all: readonly Presence[]): PresenceView[number] | undefined => {
    const [first, ...rest] = all;
    if (first === undefined) return undefined;
    const { state } = rest.reduce((most, one) => (rank[one.state] > rank[most.state] ? one : most), first);
    const now = device.relayNow();
    const words = all.find(({ text, emoji, until = now + 1 }) => (text ?? emoji) !== undefined && until > now);
    const { text, emoji, until } = words ?? {};
    return {
      user,
      state,
      ...(text === undefined ? {} : { text }),
      ...(emoji === undefined ? {} : { emoji }),
      ...(until === undefined ? {} : { until }),
    };
  };

  return {
    get now() {
      if (!tells()) return [];
      const known = [...others].map(([user, devices]) =>
        viewOf(
          user,
          [...devices.values()].sort((left, right) => right.saidAt - left.saidAt),
        ),
      );
      return [viewOf(self.user, [own()]), ...known].filter((view) => view !== undefined);
    },
    wants,
    heard({ group, by, presence }) {
      // A modified client tells where its own policy forbids it.
      if (!wants(group) || !tellsPresence(policyFor(orgOf(device), by.user, device.now()), true)) return;
      const { asks, ...told } = presence;
      const now = device.now();
      if (by.user !== self.user) {
        const devices = others.get(by.user) ?? new Map<DeviceId, Known>();
        devices.set(by.device, { ...told, saidAt: now, ends: now + HOLDS_MS });
        others.set(by.user, devices);
        changed();
        forget();
      }
      // In a room all would answer; there one hears of the others when they next say so.
      const isDirect = journal.memory.conversations.get(group)?.kind === 'direct';
      if (asks !== true || !isDirect || now - (answered.get(group) ?? 0) < ANSWER_APART_MS) return;
      answered.set(group, now);
      signals.say(group, { presence: own() }).catch(fault);
    },
    arrived: () => look(true),
    look: () => look(),
    recorded({ conversations }) {
      if (conversations.size > 0) timers.later('presence-places', PLACES_MS, () => look());
    },
  };
}

/** Who is writing where, for the moment. Nothing of it is kept, and nothing of it holds anything else up. */
import type { GroupId, UserId } from '#shared/ids/index.ts';
import type { Device } from '../groups/device.ts';
import type { Recorded } from '../groups/journal.ts';
import type { Timers } from '../groups/timers.ts';
import type { TypingView } from '../port.ts';
import type { Signals } from './signals.ts';

/** Whoever writes says so again after this long. */
const AGAIN_MS = 4_000;
/** Whoever has not said so for this long has stopped. */
const OVER_MS = 8_000;
/** People in a conversation up to which they tell each other: each of them tells all others. */
const TYPING_UP_TO = 50;
const SECOND = 1_000;

export interface TypingParts {
  readonly device: Pick<Device, 'now' | 'journal' | 'self' | 'maySend'>;
  readonly timers: Timers;
  readonly signals: Pick<Signals, 'say'>;
  /** Whether the person wants to tell and to be told. */
  readonly wanted: () => boolean;
  readonly changed: () => void;
}

export interface Typing {
  /** The person writes, or has stopped. */
  say(group: GroupId, typing: boolean): Promise<void>;
  /** Whether it is told in a conversation who is writing there. */
  wants(group: GroupId): boolean;
  heard(group: GroupId, user: UserId, typing: boolean): void;
  /** Whose words have come does not write them any more. */
  recorded(recorded: Recorded): void;
  readonly now: TypingView;
}

export function createTyping({ device, timers, signals, wanted, changed }: TypingParts): Typing {
  const { now, journal, self } = device;
  const said = new Map<GroupId, number>();
  const writing = new Map<GroupId, Map<UserId, number>>();

  const wants = (group: GroupId): boolean => {
    const row = journal.memory.conversations.get(group);
    return wanted() && row?.status === 'ready' && row.members.length > 1 && row.members.length <= TYPING_UP_TO;
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

  return {
    async say(group, typing) {
      if (!device.maySend() || !wants(group)) return;
      const at = now();
      const before = said.get(group);
      if (typing ? before !== undefined && at - before < AGAIN_MS : before === undefined) return;
      if (typing) said.set(group, at);
      else said.delete(group);
      await signals.say(group, { typing }, at);
    },
    wants,
    heard(group, user, typing) {
      if (!wants(group) || user === self.user) return;
      set(group, user, typing ? now() + OVER_MS : undefined);
      look();
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

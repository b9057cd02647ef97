/** What a hostile relay does to calls and pushes that it does not understand. Each attack ends with what it returns. */
import type { DeviceId, GroupId } from '#shared/ids/index.ts';
import type { CallName, CallRequest, CallResult, Envelope, PushName } from '#shared/wire/index.ts';
import { type End, type HostileConnection, type HostileRelay, SILENCE } from './hostile-relay.ts';

/** Which connections an attack is for; without it, all. */
export type Victims = (connection: HostileConnection) => boolean;

const everybody: Victims = () => true;

/** Several attacks as one. */
export function together(...ends: readonly End[]): End {
  return () => {
    for (const end of ends) end();
  };
}

/** Drops: calls of one kind vanish, and their callers wait. @returns also how often it happened. */
export function drop(relay: HostileRelay, name: CallName, victims = everybody): { end: End; readonly times: number } {
  let times = 0;
  const end = relay.onCall(name, async ({ connection, request }, forward) => {
    if (!victims(connection)) return forward(request);
    times += 1;
    return SILENCE;
  });
  return {
    end,
    get times() {
      return times;
    },
  };
}

/** Does what was asked and loses the answer: the caller cannot know, and will ask again. */
export function loseAnswers(relay: HostileRelay, name: CallName, victims = everybody): End {
  return relay.onCall(name, async ({ connection, request }, forward) => {
    const answer = await forward(request);
    return victims(connection) ? SILENCE : answer;
  });
}

/** Lies: says that a message was stored, and throws it away. */
export function pretendToStore(relay: HostileRelay, victims = everybody): End {
  return relay.onCall('group.send', async ({ connection, request }, forward) =>
    victims(connection) ? { ok: true, value: { seq: 1_000_000, duplicate: false } } : forward(request),
  );
}

/** Deliveries that are kept back. */
export interface Held {
  readonly envelopes: readonly Envelope[];
  /** Delivers what was held, as `arrange` puts it: late, twice, in another order, or only a part. Holding goes on. */
  release(arrange?: (envelopes: readonly Envelope[]) => readonly Envelope[]): void;
  readonly end: End;
}

/** Delays: holds deliveries back, and whatever backfill would bring instead. */
export function hold(relay: HostileRelay, victims = everybody): Held {
  let held: { connection: HostileConnection; envelope: Envelope }[] = [];
  const end = together(
    relay.onPush('deliver', ({ connection, body }, pass) => {
      if (!victims(connection)) return pass(body);
      held.push(...body.map((envelope) => ({ connection, envelope })));
    }),
    relay.onCall('group.since', async ({ connection, request }, forward) =>
      victims(connection) ? { ok: true, value: { envelopes: [], more: false } } : forward(request),
    ),
  );
  return {
    get envelopes() {
      return held.map(({ envelope }) => envelope);
    },
    release(arrange = (envelopes) => envelopes) {
      const now = held;
      held = [];
      for (const connection of new Set(now.map((one) => one.connection))) {
        const mine = now.filter((one) => one.connection === connection).map(({ envelope }) => envelope);
        const arranged = [...arrange(mine)];
        if (arranged.length > 0 && connection.open) connection.push('deliver', arranged);
      }
    },
    end,
  };
}

/** Tampers: changes every envelope on its way to the victims, by whichever road it comes. `null` takes it away. */
export function changeEnvelopes(
  relay: HostileRelay,
  change: (envelope: Envelope) => Envelope | null,
  victims = everybody,
): End {
  const changed = (envelopes: readonly Envelope[]) => envelopes.map(change).filter((one) => one !== null);
  return together(
    relay.onPush('deliver', ({ connection, body }, pass) => {
      if (!victims(connection)) return pass(body);
      const left = changed(body);
      if (left.length > 0) pass(left);
    }),
    relay.onCall('group.since', async ({ connection, request }, forward) => {
      const answer = await forward(request);
      if (answer === SILENCE || !answer.ok || !victims(connection)) return answer;
      return { ok: true, value: { ...answer.value, envelopes: changed(answer.value.envelopes) } };
    }),
    ...(['group.commit', 'group.send'] as const).map((name) =>
      relay.onCall(name, async ({ connection, request }, forward) => {
        const answer = await forward(request as CallRequest<typeof name> & CallRequest<'group.commit'>);
        if (answer === SILENCE || answer.ok || answer.error.missed === undefined || !victims(connection)) return answer;
        return { ok: false, error: { ...answer.error, missed: changed(answer.error.missed) } };
      }),
    ),
  );
}

/** Turns one bit of a message, at `at` from its end (where the ciphertext and its tag are) or, negative, from its start. */
export function flipBit(envelope: Envelope, at = 1): Envelope {
  const message = Uint8Array.from(envelope.message);
  const index = at > 0 ? message.length - at : -at;
  message[index] = (message[index] ?? 0) ^ 1;
  return { ...envelope, message };
}

/** Misplaces: shows the messages of one conversation in another. */
export function moveMessages(relay: HostileRelay, from: GroupId, to: GroupId, victims = everybody): End {
  return changeEnvelopes(
    relay,
    (envelope) => (envelope.group === from ? { ...envelope, group: to } : envelope),
    victims,
  );
}

/** Substitutes: hands out `bytes` as the key package of `device`, to whoever asks for it. */
export function substituteKeyPackage(relay: HostileRelay, device: DeviceId, bytes: Uint8Array): End {
  return changeAnswers(relay, 'keyPackages.claim', (value) => ({
    claimed: value.claimed.map((one) => (one.device === device ? { ...one, bytes } : one)),
    missing: value.missing,
  }));
}

/** Reuses: gives everybody the same key package of a device again and again. */
export function reuseKeyPackages(relay: HostileRelay): End {
  const first = new Map<DeviceId, Uint8Array>();
  return changeAnswers(relay, 'keyPackages.claim', (value) => ({
    claimed: value.claimed.map((one) => {
      const bytes = first.get(one.device) ?? one.bytes;
      first.set(one.device, bytes);
      return { ...one, bytes };
    }),
    missing: value.missing,
  }));
}

/** Changes the answers of one kind of call that the relay did answer. */
export function changeAnswers<Name extends CallName>(
  relay: HostileRelay,
  name: Name,
  change: (value: Extract<CallResult<Name>, { ok: true }>['value']) => Extract<CallResult<Name>, { ok: true }>['value'],
  victims = everybody,
): End {
  return relay.onCall(name, async ({ connection, request }, forward) => {
    const answer = await forward(request);
    if (answer === SILENCE || !answer.ok || !victims(connection)) return answer;
    return { ok: true, value: change(answer.value) };
  });
}

/** Keeps one kind of push from the victims. */
export function dropPushes(relay: HostileRelay, name: PushName, victims = everybody): End {
  return relay.onPush(name, ({ connection, body }, pass) => {
    if (!victims(connection)) pass(body);
  });
}

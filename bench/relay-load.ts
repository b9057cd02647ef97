/** The clients of the relay benchmark: a process of their own, so that they do not share the relay's event loop. */
import { io, type Socket } from 'socket.io-client';
import { ready, sign } from '#server/crypto/sodium.ts';
import { decodeBase64url } from '#shared/encoding/index.ts';
import { type DeviceId, parseId } from '#shared/ids/index.ts';
import { signInMessage, wireParser } from '#shared/wire/index.ts';

/** What the benchmark tells this process. Keys are base64url seeds, made for this run. */
export interface LoadPlan {
  readonly kind: 'durable' | 'default-parser';
  readonly origin: string;
  readonly rooms: readonly {
    readonly group: string;
    readonly members: readonly { readonly id: string; readonly seed: string }[];
  }[];
  /** Closed loop: messages under way at once. Open loop: messages per second over all rooms. */
  readonly load: { readonly inFlight: number } | { readonly perSecond: number };
  readonly seconds: number;
  /** Whole messages, one base64url text for each room: the same bytes again and again. */
  readonly messages: readonly string[];
}

/** What it answers: deliveries counted at the sockets, and the times from send to acknowledgement in ms. */
export interface LoadResult {
  readonly deliveries: number;
  readonly seconds: number;
  readonly sent: number;
  readonly latencies: readonly number[];
}

async function connect(plan: LoadPlan, member: { id: string; seed: string }): Promise<Socket> {
  const socket = io(plan.origin, {
    ...(plan.kind === 'durable' ? { parser: wireParser } : {}),
    transports: ['websocket'],
    forceNew: true,
    reconnection: false,
  });
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('connect_error', reject);
  });
  if (plan.kind === 'durable') {
    const challenge = await socket.emitWithAck('session.challenge', {});
    const id = parseId<DeviceId>(member.id);
    const message = signInMessage({ as: 'device', id, nonce: challenge.value.nonce, origin: plan.origin });
    const signature = sign(decodeBase64url(member.seed), message);
    const answer = await socket.emitWithAck('session.signIn', { as: 'device', device: id, signature });
    if (!answer.ok) throw new Error(`sign-in: ${answer.error.code}`);
  }
  return socket;
}

async function run(plan: LoadPlan): Promise<LoadResult> {
  await ready();
  let deliveries = 0;
  let sent = 0;
  const latencies: number[] = [];
  const senders: (() => Promise<void>)[] = [];
  const sockets: Socket[] = [];
  for (const [index, room] of plan.rooms.entries()) {
    const members: Socket[] = [];
    // Few at a time: a burst of a thousand handshakes would measure the operating system.
    for (let at = 0; at < room.members.length; at += 20) {
      members.push(...(await Promise.all(room.members.slice(at, at + 20).map((member) => connect(plan, member)))));
    }
    for (const socket of members) {
      if (plan.kind === 'durable') {
        socket.on('deliver', (envelopes: readonly { seq: number }[]) => {
          deliveries += envelopes.length;
        });
      } else {
        socket.on('deliver', () => {
          deliveries += 1;
        });
        await socket.emitWithAck('join', room.group);
      }
    }
    sockets.push(...members);
    const message = decodeBase64url(plan.messages[index] ?? '');
    const sender = members[0];
    if (sender === undefined) throw new Error('an empty room');
    let clientSeq = Date.now() * 1_000;
    senders.push(async () => {
      clientSeq += 1;
      const began = performance.now();
      const request = { group: room.group, epoch: 1n, message, clientSeq };
      const answer =
        plan.kind === 'durable'
          ? await sender.emitWithAck('group.send', request)
          : await sender.emitWithAck('send', { group: room.group, seq: clientSeq, at: began, message });
      if (plan.kind === 'durable' && !answer.ok) throw new Error(`send: ${answer.error.code}`);
      sent += 1;
      latencies.push(performance.now() - began);
    });
  }
  const measure = async (seconds: number): Promise<LoadResult> => {
    deliveries = 0;
    sent = 0;
    latencies.length = 0;
    const began = performance.now();
    await ('inFlight' in plan.load
      ? closed(senders, plan.load.inFlight, seconds)
      : open(senders, plan.load.perSecond, seconds));
    const took = (performance.now() - began) / 1_000;
    return { deliveries, seconds: took, sent, latencies: [...latencies] };
  };
  await measure(Math.min(1, plan.seconds));
  const result = await measure(plan.seconds);
  for (const socket of sockets) socket.disconnect();
  return result;
}

/** Always `inFlight` messages under way: measures what the relay can carry. */
async function closed(senders: readonly (() => Promise<void>)[], inFlight: number, seconds: number): Promise<void> {
  const end = performance.now() + seconds * 1_000;
  const lanes = Array.from({ length: inFlight }, async (_, lane) => {
    const send = senders[lane % senders.length];
    while (send !== undefined && performance.now() < end) await send();
  });
  await Promise.all(lanes);
}

/** A fixed rate, whatever the answers do: measures how long one waits. A late timer sends what is due, and it counts. */
async function open(senders: readonly (() => Promise<void>)[], perSecond: number, seconds: number): Promise<void> {
  const began = performance.now();
  const total = perSecond * seconds;
  const pending: Promise<void>[] = [];
  while (pending.length < total) {
    const due = Math.min(total, Math.floor(((performance.now() - began) / 1_000) * perSecond));
    while (pending.length < due) {
      const send = senders[pending.length % senders.length];
      if (send === undefined) return;
      pending.push(send());
    }
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  await Promise.all(pending);
}

process.once('message', (plan: LoadPlan) => {
  run(plan).then(
    (result) => process.send?.(result, () => process.exit(0)),
    (error: unknown) => {
      console.error(error);
      process.exit(1);
    },
  );
});

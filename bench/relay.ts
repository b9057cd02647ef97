/**
 * The relay, measured: durable deliveries per second into rooms of 10, 100 and 1,000 sockets beside Socket.IO with its
 * default parser and no store, in the same run; and the time from send to acknowledgement at a fixed rate.
 *
 *     npm run bench:relay -- [--json] [--seconds 5]
 *
 * Budgets (the exit code says whether they hold): at 100 sockets at least 4 times the default parser; p99 of at most 10 ms
 * from send to acknowledgement at 1,000 messages a second into rooms of 20.
 */
import { fork } from 'node:child_process';
import { createServer } from 'node:http';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { Server } from 'socket.io';
import { randomBytes, sign, signKeyPair } from '#server/crypto/sodium.ts';
import { privateMessage, welcome } from '#server/relay/testing/messages.ts';
import { type Office, openOffice } from '#server/testing/office.ts';
import { newId, type TestDevice } from '#server/testing/org.ts';
import { decodeBase64url, encodeBase64url } from '#shared/encoding/index.ts';
import { type DeviceId, type GroupId, parseId } from '#shared/ids/index.ts';
import type { LoadPlan, LoadResult } from './relay-load.ts';

const MESSAGE_BYTES = 1_024;
const IN_FLIGHT = 64;
const FAN_OUT_RATIO = 4;
const ACK_P99_MS = 10;
const DEVICES_PER_PERSON = 5;

interface Room {
  readonly group: GroupId;
  readonly members: { id: string; seed: string }[];
}

interface FanOut {
  readonly sockets: number;
  readonly durable: number;
  readonly defaultParser: number;
  readonly ratio: number;
}

const { values } = parseArgs({
  options: { json: { type: 'boolean', default: false }, seconds: { type: 'string', default: '5' } },
});
const seconds = Number(values.seconds);
if (!(seconds >= 1 && seconds <= 600)) throw new RangeError('--seconds must be from 1 to 600');

/** A running load process and its one result. */
function load(plan: LoadPlan): Promise<LoadResult> {
  return new Promise((resolve, reject) => {
    const child = fork(path.join(import.meta.dirname, 'relay-load.ts'), [], { execArgv: ['--import', 'tsx'] });
    child.once('message', (result) => resolve(result as LoadResult));
    child.once('error', reject);
    child.once('exit', (code) => (code === 0 ? undefined : reject(new Error('the load process failed'))));
    child.send(plan);
  });
}

function percentile(numbers: readonly number[], share: number): number {
  const sorted = numbers.toSorted((left, right) => left - right);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

/** Devices that may sign in: every one is in the log, as a real one is. */
async function devices(office: Office, count: number): Promise<{ id: string; seed: string }[]> {
  const client = await office.signedIn(office.ana);
  const made: { id: string; seed: string }[] = [];
  while (made.length < count) {
    const { invitation, envelope } = office.org.invite();
    await office.append(client, envelope);
    const { envelopes, user, device } = office.org.enrolment(invitation);
    await office.append(client, ...envelopes);
    made.push({ id: device.id, seed: encodeBase64url(device.key.seed) });
    const room = Math.min(count - made.length, DEVICES_PER_PERSON - 1);
    const more = Array.from({ length: room }, () => office.org.deviceAdd(user));
    if (more.length > 0) await office.append(client, ...more.map((one) => one.envelope));
    made.push(...more.map((one) => ({ id: one.device.id, seed: encodeBase64url(one.device.key.seed) })));
  }
  client.close();
  return made;
}

/** Makes a group of these devices at epoch 1, by its first one. */
async function room(office: Office, members: readonly { id: string; seed: string }[]): Promise<Room> {
  const [first, ...others] = members;
  if (first === undefined) throw new Error('an empty room');
  const group = newId<GroupId>();
  const client = await office.stranger();
  const device = testDevice(first);
  const { clientSeq } = await client.signIn(device.id, device.key);
  await client.must('group.create', { group });
  const added = others.map(({ id }) => parseId<DeviceId>(id));
  await client.must('group.commit', {
    group,
    epoch: 0n,
    message: privateMessage(group, 0n, 'commit'),
    clientSeq: clientSeq + 1,
    ...(added.length > 0 ? { welcome: welcome() } : {}),
    welcomeTo: added,
    rosterAdd: added,
    rosterRemove: [],
  });
  client.close();
  return { group, members: [...members] };
}

function testDevice({ id, seed }: { id: string; seed: string }): TestDevice {
  const key = signKeyPair(decodeBase64url(seed));
  const signer = {
    publicKey: key.publicKey,
    seed: key.privateKey,
    sign: (message: Uint8Array) => sign(key.privateKey, message),
  };
  return { id: parseId<DeviceId>(id), key: signer };
}

function planFor(kind: LoadPlan['kind'], origin: string, rooms: readonly Room[], how: LoadPlan['load']): LoadPlan {
  const messages = rooms.map(({ group }) =>
    encodeBase64url(privateMessage(group, 1n, 'application', randomBytes(MESSAGE_BYTES))),
  );
  return { kind, origin, rooms, load: how, seconds, messages };
}

/** The peer: Socket.IO as it comes, one event per message to a room, nothing stored. */
async function defaultParserRelay(): Promise<{ origin: string; close: () => Promise<void> }> {
  const server = createServer();
  const io = new Server(server, { transports: ['websocket'], perMessageDeflate: false, serveClient: false });
  io.on('connection', (socket) => {
    socket.on('join', (group: string, done: (answer: object) => void) => {
      void socket.join(group);
      done({});
    });
    socket.on('send', (message: { group: string }, done: (answer: object) => void) => {
      io.to(message.group).emit('deliver', message);
      done({});
    });
  });
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return { origin: `http://localhost:${port}`, close: () => io.close() };
}

const office = await openOffice({ callsPerSecond: 1_000_000, connectionsPerMinute: 1_000_000 });
const peer = await defaultParserRelay();
try {
  const members = await devices(office, 1_000);
  const fanOut: FanOut[] = [];
  for (const sockets of [10, 100, 1_000]) {
    const one = await room(office, members.slice(0, sockets));
    const how = { inFlight: IN_FLIGHT };
    const ours = await load(planFor('durable', office.origin, [one], how));
    const theirs = await load(planFor('default-parser', peer.origin, [one], how));
    const [durable, defaultParser] = [ours, theirs].map((result) => Math.round(result.deliveries / result.seconds));
    if (durable === undefined || defaultParser === undefined) throw new Error('nothing was measured');
    fanOut.push({ sockets, durable, defaultParser, ratio: durable / defaultParser });
  }
  const rooms: Room[] = [];
  for (let at = 0; at < 10; at += 1) rooms.push(await room(office, members.slice(at * 20, at * 20 + 20)));
  const { latencies, sent, seconds: took } = await load(planFor('durable', office.origin, rooms, { perSecond: 1_000 }));
  const ack = { sent, perSecond: sent / took, p50Ms: percentile(latencies, 0.5), p99Ms: percentile(latencies, 0.99) };

  const atHundred = fanOut.find(({ sockets }) => sockets === 100)?.ratio ?? 0;
  const budgets = { fanOut: atHundred >= FAN_OUT_RATIO, ack: ack.p99Ms <= ACK_P99_MS };
  if (values.json) console.log(JSON.stringify({ fanOut, ack, budgets }));
  else {
    console.table(fanOut.map((row) => ({ ...row, ratio: row.ratio.toFixed(1) })));
    console.log(`send to acknowledgement at ${ack.perSecond.toFixed(0)}/s, rooms of 20, durable:`);
    console.log(`  p50 ${ack.p50Ms.toFixed(2)} ms, p99 ${ack.p99Ms.toFixed(2)} ms`);
    console.log(
      `budgets: fan-out ${budgets.fanOut ? 'held' : 'MISSED'}, acknowledgement ${budgets.ack ? 'held' : 'MISSED'}`,
    );
  }
  process.exitCode = budgets.fanOut && budgets.ack ? 0 : 1;
} finally {
  await peer.close();
  await office.close();
}

/** A relay in a process of its own: ours with its durable store, or the peer. */
import { createServer } from 'node:http';
import { Server } from 'socket.io';
import { randomBytes, ready, sign, signKeyPair } from '#server/crypto/sodium.ts';
import { privateMessage, welcome } from '#server/relay/testing/messages.ts';
import { type Office, openOffice } from '#server/testing/office.ts';
import { newId } from '#server/testing/org.ts';
import { decodeBase64url, encodeBase64url } from '#shared/encoding/index.ts';
import { type DeviceId, type GroupId, parseId } from '#shared/ids/index.ts';
import { answerQuestions } from './child.ts';
import type { HostProtocol, PlannedMember, PlannedRoom } from './relay-plan.ts';

const DEVICES_PER_PERSON = 5;
/** Allowances are for callers with bad intentions, of which there are none here; they are counted all the same. */
const ALLOWANCES = { callsPerSecond: 1_000_000, connectionsPerMinute: 1_000_000 };

interface Host {
  readonly origin: string;
  readonly rooms: readonly PlannedRoom[];
  close(): Promise<void>;
}

async function openTacit(sizes: readonly number[]): Promise<Host> {
  const office = await openOffice(ALLOWANCES);
  // Rooms of different sizes share their members: they are never busy at the same time.
  const needed = sizes.map((size) => size * sizes.filter((other) => other === size).length);
  const members = await enrol(office, Math.max(...needed));
  const rooms: PlannedRoom[] = [];
  for (const some of shares(members, sizes)) rooms.push(await createRoom(office, some));
  return { origin: office.origin, rooms, close: () => office.close() };
}

/** Which members are in which room. A member is in one room of a size. */
function shares<T>(members: readonly T[], sizes: readonly number[]): T[][] {
  const taken = new Map<number, number>();
  return sizes.map((size) => {
    const start = taken.get(size) ?? 0;
    taken.set(size, start + size);
    return members.slice(start, start + size);
  });
}

/** Devices that may sign in: every one is in the log, as a real one is. */
async function enrol(office: Office, count: number): Promise<PlannedMember[]> {
  const client = await office.signedIn(office.ana);
  const made: PlannedMember[] = [];
  while (made.length < count) {
    const { user, device } = await office.hire(client);
    const others = Array.from({ length: Math.min(count - made.length, DEVICES_PER_PERSON) - 1 }, () =>
      office.org.deviceAdd(user),
    );
    if (others.length > 0) await office.append(client, ...others.map(({ envelope }) => envelope));
    for (const { id, key } of [device, ...others.map((other) => other.device)]) {
      made.push({ id, seed: encodeBase64url(key.seed) });
    }
  }
  client.close();
  return made;
}

/** Makes a group of these devices at epoch 1, by its first one. */
async function createRoom(office: Office, members: readonly PlannedMember[]): Promise<PlannedRoom> {
  const [first, ...others] = members.map(({ id, seed }) => ({
    id: parseId<DeviceId>(id),
    seed: decodeBase64url(seed),
  }));
  if (first === undefined || others.length === 0) throw new RangeError('a room has two members');
  const group = newId<GroupId>();
  const client = await office.stranger();
  const { privateKey } = signKeyPair(first.seed);
  const { clientSeq } = await client.signIn(first.id, { sign: (message) => sign(privateKey, message) });
  await client.must('group.create', { group });
  const added = others.map(({ id }) => id);
  await client.must('group.commit', {
    group,
    epoch: 0n,
    message: privateMessage(group, 0n, 'commit'),
    clientSeq: clientSeq + 1,
    welcome: welcome(),
    welcomeTo: added,
    rosterAdd: added,
    rosterRemove: [],
  });
  client.close();
  return { group, members };
}

/** The peer: Socket.IO as it comes, one event per message to a room, nothing stored, numbered per room. */
async function openSocketIo(sizes: readonly number[]): Promise<Host> {
  const server = createServer();
  const io = new Server(server, { transports: ['websocket'], perMessageDeflate: false, serveClient: false });
  const heads = new Map<string, number>();
  io.on('connection', (socket) => {
    socket.on('join', (group: string, done: (answer: object) => void) => {
      void socket.join(group);
      done({});
    });
    socket.on('send', ({ group, message }: { group: string; message: Buffer }, done: (answer: object) => void) => {
      const seq = (heads.get(group) ?? 0) + 1;
      heads.set(group, seq);
      io.to(group).emit('deliver', { group, seq, at: Date.now(), message });
      done({ seq });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const rooms = sizes.map((size) => {
    const members = Array.from({ length: size }, () => ({ id: '', seed: '' }));
    return { group: encodeBase64url(randomBytes(16)), members };
  });
  return { origin: `http://localhost:${port}`, rooms, close: () => io.close() };
}

let host: Host | undefined;

answerQuestions<HostProtocol>({
  async open({ kind, rooms }) {
    await ready();
    host = await (kind === 'tacit' ? openTacit(rooms) : openSocketIo(rooms));
    return { origin: host.origin, rooms: host.rooms };
  },
  cpu() {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1_000_000;
  },
  async close() {
    await host?.close();
    return {};
  },
});

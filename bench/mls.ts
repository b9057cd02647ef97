/**
 * `npm run bench:mls -- [--devices 2,32,250] [--rounds 30] [--json]`: what MLS costs in Node.
 *
 * Every operation of the library is timed with our provider and with the library's own, in turns in the same run, so that
 * their ratio holds on any machine. Below that stands what the core pays: the engine's own operations with the records to
 * be stored. Medians of `rounds`, in ms.
 */
import { parseArgs } from 'node:util';
import {
  type CiphersuiteImpl,
  type ClientState,
  createApplicationMessage,
  createCommit,
  createGroup,
  defaultCryptoProvider,
  emptyPskIndex,
  generateKeyPackage,
  getCiphersuiteFromName,
  joinGroup,
  type KeyPackage,
  type MLSMessage,
  type PrivateKeyPackage,
  processMessage,
} from 'ts-mls';
import { createCiphersuite, type SuiteName, suites } from '#core/crypto/mls-provider.ts';
import { randomBytes, ready } from '#core/crypto/primitives.ts';
import { createLibraryConfig } from '#core/mls/config.ts';
import { capabilities } from '#core/mls/key-packages.ts';
import { at, createTestWorld, joinBy, type TestDevice, testLimits } from '#core/mls/testing.ts';
import { encodeUtf8 } from '#shared/encoding/index.ts';

interface Row {
  readonly suite: SuiteName;
  readonly devices: number;
  readonly operation: string;
  readonly oursMs: number;
  readonly libraryMs?: number;
  readonly ratio?: number;
}

const PLAINTEXT = randomTextOf(256);
const { clientConfig } = createLibraryConfig({ authenticate: () => true, now: Date.now, limits: testLimits });

function randomTextOf(length: number): Uint8Array {
  return encodeUtf8('x'.repeat(length));
}

function median(times: readonly number[]): number {
  const sorted = [...times].sort((left, right) => left - right);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

async function timed<T>(times: number[], work: () => Promise<T>): Promise<T> {
  const start = performance.now();
  const result = await work();
  times.push(performance.now() - start);
  return result;
}

interface Made {
  readonly publicPackage: KeyPackage;
  readonly privatePackage: PrivateKeyPackage;
}

function keyPackage(cs: CiphersuiteImpl, name: string): Promise<Made> {
  const now = BigInt(Math.floor(Date.now() / 1_000));
  const lifetime = { notBefore: now - 3_600n, notAfter: now + 30n * 86_400n };
  return generateKeyPackage(
    { credentialType: 'basic', identity: encodeUtf8(name.padEnd(300, '.')) },
    capabilities(),
    lifetime,
    [],
    cs,
  );
}

function join(cs: CiphersuiteImpl, welcome: Awaited<ReturnType<typeof createCommit>>['welcome'], made: Made) {
  if (welcome === undefined) throw new Error('an addition gives a Welcome');
  return joinGroup(
    welcome,
    made.publicPackage,
    made.privatePackage,
    emptyPskIndex,
    cs,
    undefined,
    undefined,
    clientConfig,
  );
}

const OPERATIONS = ['encrypt', 'decrypt', 'commit', 'process commit', 'join'] as const;
type Operation = (typeof OPERATIONS)[number];

/** A group of `devices` over the bare library, and one round of every operation in it. */
async function library(cs: CiphersuiteImpl, devices: number) {
  const founder = await keyPackage(cs, 'device 0');
  const { publicPackage, privatePackage } = founder;
  const alone = await createGroup(randomBytes(16), publicPackage, privatePackage, [], cs, clientConfig);
  const others: Made[] = [];
  for (let index = 1; index < devices; index += 1) others.push(await keyPackage(cs, `device ${index}`));
  const proposals = others.map((made) => ({
    proposalType: 'add' as const,
    add: { keyPackage: made.publicPackage },
  }));
  const context = (state: ClientState) => ({ state, cipherSuite: cs });
  const added = await createCommit(context(alone), { extraProposals: proposals, ratchetTreeExtension: true });
  let sender = added.newState;
  const peer = at(others, 0);
  let receiver = await join(cs, added.welcome, peer);
  const process = async (message: MLSMessage): Promise<ClientState> => {
    if (message.wireformat !== 'mls_private_message') throw new Error('a message of a group is private');
    return (await processMessage(message, receiver, emptyPskIndex, () => 'accept', cs)).newState;
  };
  const times = Object.fromEntries(OPERATIONS.map((name) => [name, [] as number[]])) as Record<Operation, number[]>;
  return {
    times,
    async messages(): Promise<void> {
      const sent = await timed(times.encrypt, () => createApplicationMessage(sender, PLAINTEXT, cs));
      sender = sent.newState;
      const { privateMessage } = sent;
      receiver = await timed(times.decrypt, () =>
        process({ version: 'mls10', wireformat: 'mls_private_message', privateMessage }),
      );
    },
    async handshakes(): Promise<void> {
      const update = await timed(times.commit, () => createCommit(context(sender)));
      sender = update.newState;
      receiver = await timed(times['process commit'], () => process(update.commit));
      await timed(times.join, () => join(cs, added.welcome, peer));
    },
  };
}

async function engineRows(suite: SuiteName, devices: number, rounds: number): Promise<Row[]> {
  const world = createTestWorld(suite);
  const { engine } = world;
  const all: TestDevice[] = [];
  for (let index = 0; index < devices; index += 1) all.push(world.device(`device ${index}`.padEnd(300, '.')));
  const packages: Uint8Array[] = [];
  for (const device of all.slice(1)) packages.push(await device.publish());
  const added = await engine.commit(await world.createGroup(at(all, 0)), { add: packages });
  let sender = added.group;
  let receiver = (await joinBy(world, at(all, 1), added.welcome)).group;
  const names = ['encrypt', 'encrypt and records', 'receive', 'receive and records', 'commit and records'] as const;
  const times = new Map<string, number[]>(names.map((name) => [name, []]));
  const list = (name: (typeof names)[number]) => times.get(name) ?? [];
  for (let round = 0; round < rounds; round += 1) {
    const start = performance.now();
    const sent = await engine.encrypt(sender, PLAINTEXT);
    list('encrypt').push(performance.now() - start);
    engine.encodeState(sent.group, sender);
    list('encrypt and records').push(performance.now() - start);
    sender = sent.group;
    const begin = performance.now();
    const received = await engine.receive(receiver, sent.message);
    list('receive').push(performance.now() - begin);
    engine.encodeState(received.group, receiver);
    list('receive and records').push(performance.now() - begin);
    receiver = received.group;
  }
  for (let round = 0; round < Math.max(3, Math.floor(rounds / 10)); round += 1) {
    const start = performance.now();
    const made = await engine.commit(sender, {});
    engine.encodeState(made.base, sender);
    engine.encodeState(made.group, made.base);
    list('commit and records').push(performance.now() - start);
    sender = made.group;
  }
  return names.map((name) => ({ suite, devices, operation: `engine: ${name}`, oursMs: median(list(name)) }));
}

async function measure(suite: SuiteName, devices: number, rounds: number): Promise<Row[]> {
  const theirs = await defaultCryptoProvider.getCiphersuiteImpl(getCiphersuiteFromName(suites[suite].libraryName));
  const [ours, peer] = [await library(createCiphersuite(suite), devices), await library(theirs, devices)];
  for (let round = 0; round < rounds; round += 1) {
    await ours.messages();
    await peer.messages();
  }
  for (let round = 0; round < Math.max(3, Math.floor(rounds / 10)); round += 1) {
    await ours.handshakes();
    await peer.handshakes();
  }
  const rows = OPERATIONS.map((operation): Row => {
    const [oursMs, libraryMs] = [median(ours.times[operation]), median(peer.times[operation])];
    return { suite, devices, operation, oursMs, libraryMs, ratio: libraryMs / oursMs };
  });
  return [...rows, ...(await engineRows(suite, devices, rounds))];
}

function table(rows: readonly Row[]): string {
  const fixed = (value: number | undefined, digits: number) => (value === undefined ? '' : value.toFixed(digits));
  const cells = rows.map(({ suite, devices, operation, oursMs, libraryMs, ratio }) => [
    suite,
    String(devices),
    operation,
    fixed(oursMs, 3),
    fixed(libraryMs, 3),
    fixed(ratio, 1),
  ]);
  const head = ['suite', 'devices', 'operation', 'ours ms', 'library ms', 'ratio'];
  const widths = head.map((name, column) => Math.max(name.length, ...cells.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]) =>
    row
      .map((cell, column) => (column < 3 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join('  ')
      .trimEnd();
  return [head, ...cells].map(line).join('\n');
}

const { values } = parseArgs({
  options: {
    devices: { type: 'string', default: '2,32,250' },
    rounds: { type: 'string', default: '30' },
    json: { type: 'boolean', default: false },
  },
});
const sizes = values.devices.split(',').map(Number);
const rounds = Number(values.rounds);
if (![rounds, ...sizes].every((value) => Number.isSafeInteger(value) && value >= 2)) {
  console.error('--devices takes whole numbers from 2, separated by commas; --rounds a whole number from 2');
  process.exit(2);
}
await ready();
const rows: Row[] = [];
for (const suite of Object.keys(suites) as SuiteName[]) {
  for (const devices of sizes) rows.push(...(await measure(suite, devices, rounds)));
}
console.log(values.json ? JSON.stringify({ node: process.version, rounds, rows }, null, 2) : table(rows));

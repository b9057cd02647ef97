/**
 * What MLS costs in Node, in groups of 2, 32 and 250 devices and in both suites. Every operation of the library is timed
 * with our provider and with the library's own, in turns in the same run, so that their ratio holds on any machine. Below
 * that stands what the core pays: the engine's operations, alone and with the records that have to be stored.
 */
import { defaultCryptoProvider, getCiphersuiteFromName } from 'ts-mls';
import { createCiphersuite, type SuiteName, suites } from '#core/crypto/mls-provider.ts';
import { ready } from '#core/crypto/primitives.ts';
import { startMeter } from './machine.ts';
import { type CoreGroup, coreGroup, coreOperations } from './mls-core.ts';
import { type LibraryGroup, libraryGroup, libraryOperations } from './mls-library.ts';
import { atMost, type Budget, compared, type PartResult, type Row } from './result.ts';
import { figureOfRounds, figureOfTimes, median } from './statistics.ts';

const SIZES = [2, 32, 250] as const;
type Size = (typeof SIZES)[number];
const WARM_UP_MESSAGES = 60;
const MESSAGES = 200;
/** Handshakes per size: as many as a minute allows. The library's own provider needs 2 s for one of 250 devices. */
const HANDSHAKES = { 2: 15, 32: 9, 250: 5 } as const;

const BUDGET_SUITE: SuiteName = 'x-wing';
const BUDGET_DEVICES = 250;
const MESSAGE_MS = 0.4;
const PERSISTENT_MS = 3;

export async function measureMls(progress: (sentence: string) => void): Promise<PartResult> {
  await ready();
  const meter = startMeter();
  const before = process.cpuUsage();
  const rows: Row[] = [];
  const budgets: Budget[] = [];
  for (const suite of Object.keys(suites) as SuiteName[]) {
    for (const devices of SIZES) {
      progress(`${suite}, ${devices} devices`);
      const library = await measureLibrary(suite, devices);
      const core = await measureCore(suite, devices);
      rows.push(...library, ...core.rows);
      if (suite === BUDGET_SUITE && devices === BUDGET_DEVICES) budgets.push(...core.budgets);
    }
  }
  const { user, system } = process.cpuUsage(before);
  const others = Math.round(100 * meter.othersShare((user + system) / 1_000_000));
  const notes = [
    `other programs had ${others} % of the machine.`,
    '"and store" adds encoding and sealing the records of the group that changed, not the write to the disk.',
    `${MESSAGES} messages of 256 bytes after ${WARM_UP_MESSAGES} to warm up; ${Object.values(HANDSHAKES).join(', ')} commits and joins after one.`,
    'budgets are held against the engine, which does more than the bare library: it decodes, judges and encodes.',
  ];
  return { part: 'mls', peer: "the library's own provider (noble, Web Crypto)", rows, budgets, notes };
}

async function measureLibrary(suite: SuiteName, devices: Size): Promise<Row[]> {
  const own = await defaultCryptoProvider.getCiphersuiteImpl(getCiphersuiteFromName(suites[suite].libraryName));
  const ours = await libraryGroup(createCiphersuite(suite), devices);
  const peer = await libraryGroup(own, devices);
  await inTurns([ours, peer], devices);
  const setting = settingOf(suite, devices);
  return libraryOperations.map((operation) =>
    compared(operation, setting, 'ms', figureOfTimes(ours.times[operation]), figureOfTimes(peer.times[operation])),
  );
}

async function measureCore(suite: SuiteName, devices: Size): Promise<{ rows: Row[]; budgets: Budget[] }> {
  const group = await coreGroup(suite, devices);
  await inTurns([group], devices);
  const setting = settingOf(suite, devices);
  const rows = coreOperations.flatMap((operation): Row[] => [
    { what: `engine: ${operation}`, setting, unit: 'ms', ours: figureOfTimes(group.times[operation].alone) },
    {
      what: `engine: ${operation} and store`,
      setting,
      unit: 'ms',
      ours: figureOfTimes(group.times[operation].persistent),
    },
  ]);
  const { encrypt, receive } = group.times;
  const kibibytes = encrypt.written.map((bytes) => bytes / 1_024);
  rows.push({ what: 'engine: encrypt, sealed records', setting, unit: 'KiB', ours: figureOfRounds(kibibytes) });
  const where = `at ${devices} devices on ${suite}`;
  const budgets = [
    atMost(`encrypt ${where}`, 'ms', MESSAGE_MS, median(encrypt.alone)),
    atMost(`decrypt ${where}`, 'ms', MESSAGE_MS, median(receive.alone)),
    atMost(`persistent cost of a message sent ${where}`, 'ms', PERSISTENT_MS, median(encrypt.persistent)),
    atMost(`persistent cost of a message received ${where}`, 'ms', PERSISTENT_MS, median(receive.persistent)),
  ];
  return { rows, budgets };
}

/** Every group does each thing in turn, so that what else the machine does meets all alike. */
async function inTurns(groups: readonly (LibraryGroup | CoreGroup)[], devices: Size): Promise<void> {
  for (let round = 0; round < WARM_UP_MESSAGES; round += 1) for (const group of groups) await group.message();
  for (const group of groups) {
    await group.handshake();
    forget(group);
  }
  for (let round = 0; round < MESSAGES; round += 1) for (const group of groups) await group.message();
  for (let round = 0; round < HANDSHAKES[devices]; round += 1) for (const group of groups) await group.handshake();
}

/** Drops the times that were taken while the code was still being compiled. */
function forget({ times }: LibraryGroup | CoreGroup): void {
  for (const one of Object.values(times)) {
    for (const list of Array.isArray(one) ? [one] : Object.values<number[]>(one)) list.length = 0;
  }
}

function settingOf(suite: SuiteName, devices: number): string {
  return `${suite}, ${devices} devices`;
}

/**
 * The log of 10,000 people with 30,000 devices: judging all of it, going on from where it was put away, taking in what is new,
 * and the list of people. The peer is what every unlock would cost otherwise: judging all of it from the beginning.
 */

import { everybody, peopleFinder } from '#client/features/admin/find-people.ts';
import { ready } from '#core/crypto/primitives.ts';
import { openJournal } from '#core/groups/journal.ts';
import { writeLogState } from '#core/session/log-state.ts';
import { createLogSync } from '#core/session/log-sync.ts';
import { storedLog } from '#core/session/stored-log.ts';
import { openStorage, type UnlockedStorage } from '#core/storage/locked-storage.ts';
import { memoryDisk, testCosts } from '#core/storage/testing.ts';
import { peopleViews } from '#core/views/people.ts';
import { activeDevicesOf, headOf, type OrgState } from '#shared/org-log/index.ts';
import { encodeState } from '#shared/org-log/snapshot.ts';
import { nodePrimitives } from '#shared/org-log/testing/node-primitives.ts';
import { startMeter } from './machine.ts';
import { checkpointOf, furtherEntries, type LargeOrg, largeOrg, rootKeyOf } from './org-log.ts';
import { atMost, compared, type PartResult, type Row } from './result.ts';
import { figureOfRounds, median } from './statistics.ts';

const PEOPLE = 10_000;
const DEVICES_EACH = 3;
const COLD_ROUNDS = 1;
const WARM_ROUNDS = 15;
const PUT_AWAY_ROUNDS = 5;
const NEW = 100;
const NEW_ROUNDS = 10;
const LIST_ROUNDS = 15;
const PASSPHRASE = 'seven quiet herons wade';
const setting = `${PEOPLE.toLocaleString('en-US')} people, ${(PEOPLE * DEVICES_EACH).toLocaleString('en-US')} devices`;

export async function measureOrg(progress: (sentence: string) => void): Promise<PartResult> {
  await ready();
  progress('making and signing the log');
  const large = largeOrg(PEOPLE, DEVICES_EACH);
  const { org } = large;
  const entries = org.envelopes.length;
  progress('storing it');
  const disk = memoryDisk();
  let storage = await fill(disk, large);
  const cpu = process.cpuUsage();
  const meter = startMeter();

  progress(`judging ${entries.toLocaleString('en-US')} entries from the beginning`);
  const cold: number[] = [];
  const pauses: number[] = [];
  for (let round = 0; round < COLD_ROUNDS; round += 1) {
    await storage.transaction((write) => write.delete('logState', 0));
    const watch = watchPauses();
    cold.push(await timed(() => storedLog(storage, org.org, rootKeyOf(org))));
    pauses.push(watch());
  }

  progress('putting the state away, and going on from it');
  const putAway: number[] = [];
  const wholePauses: number[] = [];
  for (let round = 0; round < PUT_AWAY_ROUNDS; round += 1) {
    const watch = watchPauses();
    putAway.push(await timed(() => writeLogState(storage, org.state)));
    wholePauses.push(watch());
  }
  const warm: number[] = [];
  for (let round = 0; round < WARM_ROUNDS; round += 1) {
    storage.lock();
    storage = await unlock(disk);
    warm.push(await timed(() => storedLog(storage, org.org, rootKeyOf(org))));
  }

  progress('taking in new entries, and listing people');
  const { added, again, againPauses } = await timesOfNew(storage, large);
  const lists = timesOfLists(org.state, large);
  const own = process.cpuUsage(cpu);
  const others = meter.othersShare((own.user + own.system) / 1e6);
  storage.lock();

  const beside = (what: string, ours: readonly number[]): Row =>
    compared(what, `${setting}, against judging all`, 'ms', figureOfRounds(ours), figureOfRounds(cold));
  const alone = (what: string, times: readonly number[]): Row => ({
    what,
    setting,
    unit: 'ms',
    ours: figureOfRounds(times),
  });
  const bytes = encodeState(org.state, nodePrimitives).length;
  return {
    part: 'org',
    peer: 'judging the whole log from the beginning, with every signature, which is what unlocking would cost otherwise',
    rows: [
      {
        what: 'entries judged from the beginning',
        setting,
        unit: '1/s',
        ours: figureOfRounds(cold.map((ms) => (entries / ms) * 1_000)),
      },
      beside('unlocking: the log from where it was put away', warm),
      beside(`${NEW} new entries, judged and stored`, added),
      alone('longest wait of others while all is judged', pauses),
      alone('putting the state away for the first time', putAway),
      alone('longest wait of others meanwhile', wholePauses),
      alone(`putting the state away with ${NEW} entries more`, again),
      alone('longest wait of others meanwhile', againPauses),
      alone('list of people, made and sorted', lists.made),
      alone('administration: people made ready for finding', lists.ready),
      alone('administration: one key more in the search', lists.typed),
      alone('administration: sorted by devices', lists.sorted),
    ],
    budgets: [
      atMost('unlocking: the log from where it was put away, median', 'ms', 300, median(warm)),
      atMost(`${NEW} new entries, median`, 'ms', 100, median(added)),
      atMost('one key more in the search of people, median', 'ms', 16, median(lists.typed)),
    ],
    notes: [
      `the log has ${entries.toLocaleString('en-US')} entries; judging all took ${(median(cold) / 1_000).toFixed(1)} s, its state is ${(bytes / 2 ** 20).toFixed(1)} MiB`,
      `other programs used ${Math.round(others * 100)} % of the machine meanwhile`,
      'the disk is in memory; unlocking is without Argon2id, which is slow on purpose',
    ],
  };
}

async function timed(work: () => unknown): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

/** How long whatever else is asked of the thread has to wait at most, in ms. */
function watchPauses(): () => number {
  let longest = 0;
  let last = performance.now();
  const timer = setInterval(() => {
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
  }, 1);
  return () => {
    clearInterval(timer);
    return longest;
  };
}

async function fill(disk: ReturnType<typeof memoryDisk>, { org }: LargeOrg): Promise<UnlockedStorage> {
  const locked = await openStorage({ name: 'bench', now: Date.now, costs: testCosts, ...disk });
  const doorplate = { org: org.org, organisation: 'Northwind', name: 'Ana' };
  const storage = await locked.create(PASSPHRASE, doorplate, () => undefined);
  const { size, root } = headOf(org.state, nodePrimitives);
  for (let at = 0; at < org.envelopes.length; at += 2_000) {
    await storage.transaction((write) => {
      for (const [offset, bytes] of org.envelopes.slice(at, at + 2_000).entries()) {
        write.put('log', { index: at + offset, bytes });
      }
    });
  }
  await storage.transaction((write) => {
    write.put('account', { key: 'log-head', size, root, at: org.now, checkpoint: checkpointOf(org) });
  });
  return storage;
}

async function unlock(disk: ReturnType<typeof memoryDisk>): Promise<UnlockedStorage> {
  return (await openStorage({ name: 'bench', now: Date.now, costs: testCosts, ...disk })).unlock(PASSPHRASE);
}

/** From the call to the entries on the disk, and putting the state away after it. The relay answers at once. */
async function timesOfNew(storage: UnlockedStorage, large: LargeOrg) {
  const { org } = large;
  const { replica } = await storedLog(storage, org.org, rootKeyOf(org));
  const call = async (_name: string, { size, limit }: { size: number; limit: number }) => ({
    envelopes: org.envelopes.slice(size, size + limit),
    checkpoint: checkpointOf(org),
  });
  const log = createLogSync({
    replica,
    journal: await openJournal(storage),
    call: call as unknown as Parameters<typeof createLogSync>[0]['call'],
    user: org.ana.id,
    now: () => org.now,
    accepted: () => undefined,
    convicted: ({ sentence }) => {
      throw new Error(JSON.stringify(sentence));
    },
    alarmed: () => undefined,
  });
  const times = { added: [] as number[], again: [] as number[], againPauses: [] as number[] };
  for (let round = 0; round < NEW_ROUNDS; round += 1) {
    furtherEntries(large, NEW);
    times.added.push(await timed(() => log.sync()));
    if (log.replica.state.tree.size !== org.envelopes.length) throw new Error('the entries were not taken in');
    const watch = watchPauses();
    times.again.push(await timed(() => writeLogState(storage, log.replica.state)));
    times.againPauses.push(watch());
  }
  return times;
}

function timesOfLists(state: OrgState, { org }: LargeOrg) {
  const now = org.now;
  const rounds = (work: (round: number) => unknown): number[] =>
    Array.from({ length: LIST_ROUNDS }, (_, round) => {
      const began = performance.now();
      work(round);
      return performance.now() - began;
    });
  const staff = [...state.users.values()].map((user) => ({
    ...user,
    isMe: false,
    devices: activeDevicesOf(state, user.id, now).length,
  }));
  const find = peopleFinder(staff);
  const words = [
    'j',
    'ju',
    'jur',
    'jurg',
    'jurgen',
    'jurgen f',
    'jurgen fi',
    'jurgen fischer',
    'jurgen fischer 1',
    'b',
  ];
  return {
    made: rounds(() => peopleViews(state, org.ana.id, now, () => 'no')),
    ready: rounds(() => peopleFinder(staff)),
    typed: rounds((round) => find({ ...everybody, words: words[round % words.length] ?? '' })),
    sorted: rounds(() => find({ ...everybody, order: 'devices' })),
  };
}

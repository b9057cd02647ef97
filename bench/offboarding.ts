/**
 * Offboarding: somebody who is in many rooms is removed from the organisation. Three real cores and a real relay, in one
 * process; what is measured begins when the admin decides.
 */
import { Office } from '../e2e/scenarios/office.ts';
import { must, type Person } from '../e2e/scenarios/person.ts';
import { atMost, type PartResult, type Row } from './result.ts';
import { figureOfTimes } from './statistics.ts';

const ROOMS = 200;
const LIMIT_MS = 5_000;

export async function measureOffboarding(progress: (sentence: string) => void): Promise<PartResult> {
  const office = await Office.start({ config: { callsPerSecond: 100_000, claimsPerMinute: 100_000 } });
  try {
    const ana = await office.found();
    const ben = await office.hire(ana, 'Ben');
    const chloe = await office.hire(ana, 'Chloe');
    progress(`making ${ROOMS} rooms`);
    for (let nth = 0; nth < ROOMS; nth += 1) {
      must(await ana.port.createRoom({ name: `Room ${nth}`, people: [ben.id, chloe.id] }));
    }
    const user = ben.id;
    const online = [ana, chloe];
    const joined = (person: Person) => roomsWith(person, user).length === ROOMS;
    for (const one of [...online, ben]) await one.until(() => joined(one), 'the rooms');
    await Promise.all([...online, ben].map((one) => one.port.idle()));

    progress('removing somebody who is in all of them');
    const began = performance.now();
    const since = () => performance.now() - began;
    const heard = online.map(async (one) => {
      await one.until(() => one.person('Ben').active === false, 'the decision');
      return since();
    });
    const stopped = ben.session('stopped').then(since);
    const out = online.map((one) => leavings(one, user, since));
    must(await ana.port.decide({ kind: 'remove', user }));
    const times = { heard: await Promise.all(heard), stopped: await stopped, out: (await Promise.all(out)).flat() };

    const setting = `${ROOMS} rooms, 2 who stay`;
    const rows: Row[] = [
      row(
        'every device that is online knows, and sends nothing before it has committed the removal',
        setting,
        times.heard,
      ),
      row('the removed device has stopped, and deleted what it had', setting, [times.stopped]),
      row('a room is without them, on a device that stays', setting, times.out),
    ];
    return {
      part: 'offboarding',
      peer: '',
      rows,
      budgets: [atMost('nobody online encrypts to the device any more', 'ms', LIMIT_MS, Math.max(...times.heard))],
      notes: ['Relay, the three people and their disks share one process: their times add up.'],
    };
  } finally {
    await office.close();
  }
}

function row(what: string, setting: string, times: readonly number[]): Row {
  return { what, setting, unit: 'ms', ours: figureOfTimes(times) };
}

function roomsWith({ snapshots }: Person, user: Person['id']): string[] {
  return snapshots.conversations
    .filter(({ kind, members, state }) => kind === 'room' && state.kind === 'ready' && members.includes(user))
    .map(({ id }) => id);
}

/** When each room was without `user` on somebody's device. */
async function leavings(person: Person, user: Person['id'], since: () => number): Promise<number[]> {
  const times: number[] = [];
  await person.until(() => {
    const gone = ROOMS - roomsWith(person, user).length;
    while (times.length < gone) times.push(since());
    return gone === ROOMS;
  }, 'all rooms to be without them');
  return times;
}

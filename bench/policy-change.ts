/**
 * A change of the policy, as everybody who is online gets it: real cores over real sockets, and a relay with its durable store.
 * What is measured begins when the admin decides, and ends when a person's own core applies it.
 */
import { Office } from '../e2e/scenarios/office.ts';
import { must, type Person } from '../e2e/scenarios/person.ts';
import { atMost, type PartResult } from './result.ts';
import { figureOfTimes, percentile } from './statistics.ts';

const PEOPLE = 40;
const CHANGES = 12;
const LIMIT_MS = 5_000;

export async function measurePolicyChange(progress: (sentence: string) => void): Promise<PartResult> {
  const office = await Office.start({ config: { callsPerSecond: 100_000, claimsPerMinute: 100_000 } });
  try {
    const ana = await office.found();
    progress(`letting ${PEOPLE} people in`);
    const others: Person[] = [];
    while (others.length < PEOPLE) others.push(await office.hire(ana, `Person ${others.length}`));
    const [group] = must(await ana.port.staff()).groups;
    if (group === undefined) throw new Error('there is no group');
    for (const one of others) await one.online();
    await Promise.all(others.map((one) => one.port.idle()));

    const times: number[] = [];
    const signed: number[] = [];
    for (let nth = 0; nth < CHANGES; nth += 1) {
      progress(`changing the policy: ${nth + 1} of ${CHANGES}`);
      // Each time a minute less: stronger, so that it holds at once.
      const autoLockMinutes = 29 - nth;
      const { base } = must(await ana.port.policyBook(group.id));
      const began = performance.now();
      const applied = others.map(async (one) => {
        await one.until(() => {
          const { session } = one.snapshots;
          return session.kind === 'open' && session.policy.autoLockMinutes === autoLockMinutes;
        }, 'the policy');
        times.push(performance.now() - began);
      });
      must(await ana.port.decide({ kind: 'set-policy', group: group.id, base, change: { autoLockMinutes } }));
      signed.push(performance.now() - began);
      await Promise.all(applied);
    }
    const setting = `${PEOPLE} people online, ${CHANGES} changes`;
    return {
      part: 'policy',
      peer: '',
      rows: [
        { what: 'signed, judged and durable at the relay', setting, unit: 'ms', ours: figureOfTimes(signed) },
        { what: 'checked and applied by a core that is online', setting, unit: 'ms', ours: figureOfTimes(times) },
      ],
      budgets: [
        atMost(
          'a change of the policy holds for everybody who is online (p99)',
          'ms',
          LIMIT_MS,
          percentile(times, 0.99),
        ),
      ],
      notes: ['Relay, people and their disks share one process: each core’s work makes the others wait.'],
    };
  } finally {
    await office.close();
  }
}

/** What admins decide in scenarios, through the app as a person would. */
import type { Decision } from '#core/port.ts';
import type { SecurityGroupId } from '#shared/ids/index.ts';
import { must, type Person } from './person.ts';

/** How a decision ends: what came of it, or the code of its problem. */
export async function ending(person: Person, decision: Decision): Promise<string> {
  const outcome = await person.port.decide(decision);
  return outcome.ok ? outcome.value.kind : outcome.problem.code;
}

/** The security group of everybody, where there is no other. */
export async function groupOf(person: Person): Promise<SecurityGroupId> {
  const [group] = must(await person.port.staff()).groups;
  if (group === undefined) throw new Error('there is no group');
  return group.id;
}

/** That these fields of its policy be otherwise. */
export async function setPolicy(person: Person, change: Record<string, number | string>): Promise<Decision> {
  const group = await groupOf(person);
  const { base } = must(await person.port.policyBook(group));
  return { kind: 'set-policy', group, base, change };
}

/** That this policy holds for a person: the app locks itself after so many minutes. */
export const locksAfter = (person: Person, minutes: number): Promise<void> =>
  person.until(() => {
    const { session } = person.snapshots;
    return session.kind === 'open' && session.policy.autoLockMinutes === minutes;
  }, `to lock after ${minutes} minutes`);

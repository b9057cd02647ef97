/** The calls of the administration as the core offers them; what they do is loaded when one of them is made. */
import type { AdminPort, Outcome } from '../port.ts';
import type { OpenCore } from './open-core.ts';
import { adminPart } from './parts-on-demand.ts';

/** @param act runs an action of the open core. Who may do what is checked there, in the log's own rules. */
export function adminPort(
  act: (work: (core: OpenCore) => Promise<unknown>) => Promise<Outcome<unknown>>,
  origin: string,
): AdminPort {
  const call = <Name extends keyof AdminPort>(name: Name): AdminPort[Name] =>
    // Each call of the table has the arguments of its name; the compiler holds the table to that.
    ((...args: readonly unknown[]) =>
      act(async (core) => {
        const run = (await adminPart()).adminCalls[name] as (...all: readonly unknown[]) => Promise<unknown>;
        return run(core, origin, ...args);
      })) as AdminPort[Name];
  return {
    whatApplies: call('whatApplies'),
    staff: call('staff'),
    personFile: call('personFile'),
    removalReceipt: call('removalReceipt'),
    keyHealth: call('keyHealth'),
    policyBook: call('policyBook'),
    previewPolicy: call('previewPolicy'),
    decide: call('decide'),
    trail: call('trail'),
    exportTrail: call('exportTrail'),
    inviteMany: call('inviteMany'),
    governance: call('governance'),
    decideMany: call('decideMany'),
    resetIdentity: call('resetIdentity'),
    stopReset: call('stopReset'),
    recoverOwners: call('recoverOwners'),
    reinvite: call('reinvite'),
  };
}

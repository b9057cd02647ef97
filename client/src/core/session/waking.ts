/** Having this browser woken by the relay while the app is closed: what the core asks of the relay for it. */
import { policyOf } from '../groups/device.ts';
import { Refused } from '../groups/refused.ts';
import type { WakingView } from '../port.ts';
import type { OpenCore } from './open-core.ts';

/** Whether it can be, by the policy and the relay. */
export async function wakingView({ device }: OpenCore): Promise<WakingView> {
  // The relay is not asked to judge the policy in one's stead.
  if (policyOf(device).push !== 'allowed') return { kind: 'forbidden' };
  return device.call('push.standing', {});
}

/** Leaves with the relay where this browser is woken. The endpoint is all that it gets of a subscription: a wake-up has no words. */
export async function beWoken({ device }: OpenCore, endpoint: string): Promise<void> {
  if (policyOf(device).push !== 'allowed') throw new Refused('not-allowed');
  await device.call('push.register', { endpoint });
}

export async function beLeftAsleep({ device }: OpenCore): Promise<void> {
  await device.call('push.withdraw', {});
}

/**
 * This browser's part in being woken: the subscription at its maker's push service (W3C Push API). It has no secret of
 * Tacit: keys for a payload, which browsers make in any case, never leave it.
 */
import type { WakingView } from '#core/port.ts';
import type { CoreActions } from './actions.ts';
import type { ToldProblem } from './port.ts';

type Asleep = { readonly on: false } & (
  | { readonly why: 'unsupported' | 'blocked' | 'forbidden' | 'off-here' | 'not-wanted' }
  | { readonly why: 'unknown'; readonly problem: ToldProblem }
  /** The browser's push service did not let it subscribe. */
  | { readonly why: 'no-service' }
);

/** Whether this browser is woken while the app is closed, and if not, why. */
export type Waking = { readonly on: true } | Asleep;

type Core = Pick<CoreActions, 'wakingView' | 'beWoken' | 'beLeftAsleep'>;

async function pushManager(): Promise<PushManager | undefined> {
  if (!('serviceWorker' in navigator) || !('PushManager' in window) || !('Notification' in window)) return undefined;
  return (await navigator.serviceWorker.getRegistration())?.pushManager;
}

/** How it stands; changes nothing. */
export async function lookAtWaking(core: Core): Promise<Waking> {
  const push = await pushManager();
  if (push === undefined) return { on: false, why: 'unsupported' };
  const answer = await core.wakingView();
  if (!answer.ok) return { on: false, why: 'unknown', problem: answer.problem };
  const subscription = await push.getSubscription();
  const here = subscription !== null && Notification.permission === 'granted';
  return asleepBy(answer.value) ?? (here && isRegistered(answer.value) ? { on: true } : offered());
}

/** The person wants to be woken. To be called when they have pressed something: the browser asks them then. */
export async function turnWakingOn(core: Core): Promise<Waking> {
  if (!('Notification' in window)) return { on: false, why: 'unsupported' };
  // Before anything else: some browsers ask only in the very moment of a press.
  if ((await Notification.requestPermission()) !== 'granted') return { on: false, why: 'blocked' };
  const push = await pushManager();
  if (push === undefined) return { on: false, why: 'unsupported' };
  const answer = await core.wakingView();
  if (!answer.ok) return { on: false, why: 'unknown', problem: answer.problem };
  if (answer.value.kind !== 'on') return asleepBy(answer.value) ?? offered();
  const endpoint = await subscribe(push, answer.value.key);
  if (endpoint === undefined) return { on: false, why: 'no-service' };
  const registered = await core.beWoken(endpoint);
  if (registered.ok) return { on: true };
  // Not one that nobody ever uses.
  await endSubscription();
  return { on: false, why: 'unknown', problem: registered.problem };
}

export async function turnWakingOff(core: Core): Promise<Waking> {
  await endSubscription();
  const answer = await core.beLeftAsleep();
  return answer.ok ? offered() : { on: false, why: 'unknown', problem: answer.problem };
}

/**
 * Brings browser and relay together again when the app is opened: a subscription that the policy or the server no longer
 * allows ends, and one that the relay has forgotten, or that was made for another key of it, is made anew.
 */
export async function keepWaking(core: Core): Promise<void> {
  const push = await pushManager();
  const subscription = await push?.getSubscription();
  if (push === undefined || subscription === null || subscription === undefined) return;
  const answer = await core.wakingView();
  if (!answer.ok) return;
  if (answer.value.kind !== 'on' || Notification.permission !== 'granted') {
    await turnWakingOff(core);
    return;
  }
  const { key, registered } = answer.value;
  if (registered && isFor(subscription, key)) return;
  const endpoint = await subscribe(push, key);
  if (endpoint !== undefined) await core.beWoken(endpoint);
}

/** Of somebody who has no account here any more nothing is to be told. */
export async function endSubscription(): Promise<void> {
  const push = await pushManager();
  await (await push?.getSubscription())?.unsubscribe().catch(() => false);
}

/** @returns where this browser is woken; undefined when its service does not let it. */
async function subscribe(push: PushManager, key: Uint8Array): Promise<string | undefined> {
  try {
    const before = await push.getSubscription();
    // A subscription belongs to the key that it was made for.
    if (before !== null && !isFor(before, key)) await before.unsubscribe();
    const made = await push.subscribe({ userVisibleOnly: true, applicationServerKey: key.slice() });
    return made.endpoint;
  } catch {
    return undefined;
  }
}

function isFor({ options }: PushSubscription, key: Uint8Array): boolean {
  if (options.applicationServerKey === null) return false;
  const own = new Uint8Array(options.applicationServerKey);
  return own.length === key.length && own.every((byte, place) => byte === key[place]);
}

function asleepBy({ kind }: WakingView): Asleep | undefined {
  if (kind === 'on') return undefined;
  return { on: false, why: kind === 'off' ? 'off-here' : 'forbidden' };
}

function isRegistered(view: WakingView): boolean {
  return view.kind === 'on' && view.registered;
}

/** It could be turned on. */
function offered(): Asleep {
  return { on: false, why: Notification.permission === 'denied' ? 'blocked' : 'not-wanted' };
}

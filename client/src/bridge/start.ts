/** The bridge of this window, over the real worker. */
import { coreWorkers, registerServiceWorker } from '../worker/start.ts';
import { type Bridge, createBridge } from './bridge.ts';

const ACTIVITY_EVERY_MS = 5_000;

/** Starts or joins the worker. Call once per window. */
export function startBridge(): Bridge {
  const bridge = createBridge({
    workers: coreWorkers,
    locks: navigator.locks,
    window: crypto.randomUUID(),
  });
  tellActivity(bridge);
  askToKeep(bridge);
  keepShell();
  return bridge;
}

/** Browsers clear storage when space gets short, and with it the keys, unless they were asked to keep it. */
function askToKeep(bridge: Bridge): void {
  const stop = bridge.snapshots.subscribe(({ session }) => {
    if (session.kind !== 'open') return;
    stop();
    // A refusal changes nothing for the person: there is only less certainty.
    navigator.storage?.persist?.().catch(() => undefined);
  });
}

/** What the person does here puts auto-lock off, told a few times a minute at most. */
function tellActivity(bridge: Bridge): void {
  let toldAt = 0;
  const tell = () => {
    const now = Date.now();
    if (Math.abs(now - toldAt) < ACTIVITY_EVERY_MS || bridge.snapshots.getState().session.kind !== 'open') return;
    toldAt = now;
    void bridge.actions.touch();
  };
  for (const event of ['keydown', 'pointerdown', 'wheel', 'touchmove']) {
    window.addEventListener(event, tell, { passive: true });
  }
}

/** What a person waits for comes first: the shell is kept once the page is there. */
function keepShell(): void {
  if (document.readyState === 'complete') registerServiceWorker();
  else window.addEventListener('load', registerServiceWorker, { once: true });
}

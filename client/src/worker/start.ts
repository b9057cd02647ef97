/** The window's side: starts the worker, or joins the one that runs already. */
import coloursUrl from './code-colours.ts?worker&url';
import type { ColourWorker } from './colouring.ts';
import workerUrl from './core.worker.ts?worker&url';
import redrawUrl from './image-redrawer.ts?worker&url';
import type { AttachMessage } from './protocol.ts';
import { scriptUrls } from './script-url.ts';

/** A way to workers. */
export interface Workers {
  /** Whether windows can meet in one worker. */
  readonly shared: boolean;
  /** Tells workers of one build from those of another, which may speak otherwise. */
  readonly build: string;
  /** Starts the worker of this name, or joins it where workers are shared. */
  open(instance: string): WorkerDoor;
}

/** A worker as a window needs it. */
export interface WorkerDoor {
  attach(message: AttachMessage, port: MessagePort): void;
  /** Calls `report` when the worker's script cannot be loaded or run. */
  onFailure(report: () => void): void;
}

const { trustedTypes } = globalThis as { trustedTypes?: Parameters<typeof scriptUrls>[2] };
/** Built beside the page; its folder is what it may answer for. */
const SERVICE_WORKER = '/sw.js';
const trust = scriptUrls([workerUrl, coloursUrl, redrawUrl, SERVICE_WORKER], location, trustedTypes);
const shared = typeof SharedWorker !== 'undefined';

/**
 * One SharedWorker serves all tabs and lives as long as one of them does, so that closing a tab costs no new passphrase.
 * Where there is none, each tab starts its own worker, of which one at a time holds the core.
 */
export const coreWorkers: Workers = {
  shared,
  build: workerUrl,
  open(instance) {
    // The constructors' types know text only; browsers take what the policy made.
    const url = trust(workerUrl) as string;
    const options: WorkerOptions = { type: 'module', name: instance };
    const worker = shared ? new SharedWorker(url, options) : new Worker(url, options);
    const gate = worker instanceof Worker ? worker : worker.port;
    return {
      attach: (message, port) => gate.postMessage(message, [port]),
      onFailure: (report) => worker.addEventListener('error', report),
    };
  },
};

/** Starts the worker that colours code. It knows nothing but what it is asked, and ends with the window. */
export function openColours(): ColourWorker {
  return new Worker(trust(coloursUrl) as string, { type: 'module', name: 'tacit-colours' });
}

/** A worker that draws one image anew. */
export function startRedrawing(): Worker {
  return new Worker(trust(redrawUrl) as string, { type: 'module' });
}

/** Lets the app start without a network from now on. A browser that refuses loses nothing else. */
export function registerServiceWorker(): void {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return;
  navigator.serviceWorker.register(trust(SERVICE_WORKER) as string, { scope: '/' }).catch(() => undefined);
}

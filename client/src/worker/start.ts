/** The window's side: starts the worker, or joins the one that runs already. */
import workerUrl from './core.worker.ts?worker&url';
import type { AttachMessage } from './protocol.ts';
import { scriptUrls } from './script-url.ts';

/** A worker as a window needs it. */
export interface WorkerDoor {
  attach(message: AttachMessage, port: MessagePort): void;
  /** Calls `report` when the worker's script cannot be loaded or run. */
  onFailure(report: () => void): void;
}

const { trustedTypes } = globalThis as { trustedTypes?: Parameters<typeof scriptUrls>[2] };
const trust = scriptUrls([workerUrl], location, trustedTypes);

/**
 * One SharedWorker serves all tabs and lives as long as one of them does, so that closing a tab costs no new passphrase.
 * Where there is none, each tab starts its own worker, of which one at a time holds the core.
 */
export function startCoreWorker(): WorkerDoor {
  // The constructors' types know text only; browsers take what the policy made.
  const url = trust(workerUrl) as string;
  const options: WorkerOptions = { type: 'module', name: 'tacit' };
  if (typeof SharedWorker === 'undefined') {
    const worker = new Worker(url, options);
    return {
      attach: (message, port) => worker.postMessage(message, [port]),
      onFailure: (report) => worker.addEventListener('error', report),
    };
  }
  const worker = new SharedWorker(url, options);
  return {
    attach: (message, port) => worker.port.postMessage(message, [port]),
    onFailure: (report) => worker.addEventListener('error', report),
  };
}

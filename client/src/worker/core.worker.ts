/**
 * The entry of the worker: hosts the core for all windows of this browser profile (as a SharedWorker) or for one tab (as a
 * dedicated worker, where the browser has no other). The same file is both.
 */
import './without-eval.ts';
import { createCore } from '#core/core.ts';
import { createSocketTransport } from '#core/transport/socket-transport.ts';
import { startHost } from './host.ts';

/** What the two kinds of worker scope have, of what is used here; the compiler's own types know windows only. */
interface WorkerScope extends EventTarget {
  readonly name: string;
  readonly location: { readonly origin: string };
  close(): void;
}

const scope = self as unknown as WorkerScope;
const { origin } = scope.location;
const now = () => Date.now();

const host = startHost({
  instance: scope.name,
  locks: navigator.locks,
  createCore: (ended) =>
    createCore({ storageName: 'tacit', origin, now, transport: createSocketTransport({ url: origin, now }), ended }),
  close: () => scope.close(),
});

const listen = (event: Event) => {
  if (event instanceof MessageEvent && event.ports[0] !== undefined) host.attach(event.data, event.ports[0]);
};

if ('onconnect' in self) {
  scope.addEventListener('connect', (event) => {
    if (!(event instanceof MessageEvent)) return;
    const [port] = event.ports;
    port?.addEventListener('message', listen);
    port?.start();
  });
} else {
  scope.addEventListener('message', listen);
}

// The network is back: no reason to sit out the pause.
scope.addEventListener('online', () => {
  void host.core.then((core) => core.retryConnection());
});

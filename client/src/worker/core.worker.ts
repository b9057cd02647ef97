/** The worker's entry: one core, and the windows that come to it. The same file runs as a SharedWorker and as a Worker. */
import './without-eval.ts';
import { createCore } from '#core/core.ts';
import { createSocketTransport } from '#core/transport/socket-transport.ts';
import { startHost } from './host.ts';

const { origin } = self.location;

const host = startHost({
  instance: self.name,
  locks: navigator.locks,
  createCore: (ended) =>
    createCore({
      storageName: 'tacit',
      origin,
      now: Date.now,
      transport: createSocketTransport({ url: origin, now: Date.now }),
      ended,
    }),
  close: () => self.close(),
});

/** A window's first message brings the port on which it is served from then on. */
function attach({ data, ports: [port] }: MessageEvent): void {
  if (port !== undefined) host.attach(data, port);
}

// A Worker gets the message itself; a SharedWorker first gets a port for each window. Neither gets the other's event.
self.addEventListener('message', attach);
self.addEventListener('connect', (event) => {
  const [gate] = event instanceof MessageEvent ? event.ports : [];
  gate?.addEventListener('message', attach, { once: true });
  gate?.start();
});

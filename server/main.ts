/** The process: settings in, relay up, signals handled. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { createRelay } from './app.ts';
import { ConfigError, readConfig } from './config/config.ts';
import { StoreError } from './store/contract.ts';

/** How long a stop may take before the process ends anyway, in ms; what was acknowledged is durable in any case. */
const STOP_MS = 25_000;

async function main(): Promise<void> {
  process.umask(0o077);
  const config = readConfig(process.env);
  // Built, this file lies in dist/server, beside dist/client.
  const built = path.resolve(import.meta.dirname, '../client');
  const clientFolder = config.clientFolder ?? (existsSync(`${built}/index.html`) ? built : undefined);
  const relay = await createRelay({ ...config, ...(clientFolder === undefined ? {} : { clientFolder }) });
  const stop = (): void => {
    setTimeout(() => process.exit(1), STOP_MS).unref();
    relay.close().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  const { origin, foundingLink } = await relay.listen();
  console.log(`Tacit is at ${origin}`);
  if (foundingLink !== null) console.log(`Found your organisation here, once: ${foundingLink}`);
}

main().catch((error: unknown) => {
  // What the person who started it can change is said plainly; anything else is a fault of ours, with its trace.
  const plain = error instanceof ConfigError || error instanceof StoreError;
  console.error(plain ? error.message : error);
  process.exit(1);
});

/**
 * `npm run dev`: the relay, started again on every change, and Vite in front of it with hot reload. People open Vite's
 * address, so that is the relay's public origin; Vite passes sockets on.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';
import { createServer } from 'vite';

const root = path.resolve(import.meta.dirname, '..');
const origin = 'http://localhost:5173';

const vite = await createServer({ configFile: path.join(root, 'vite.config.ts') });
await vite.listen();

const relay: ChildProcess = spawn(process.execPath, ['--import', 'tsx', '--watch', path.join(root, 'server/main.ts')], {
  cwd: root,
  env: { ...process.env, TACIT_PUBLIC_ORIGIN: origin },
  stdio: 'inherit',
});

let stopping = false;
const stop = (): void => {
  if (stopping) return;
  stopping = true;
  relay.kill('SIGTERM');
  vite.close().then(
    () => process.exit(0),
    () => process.exit(1),
  );
};
process.once('SIGINT', stop);
process.once('SIGTERM', stop);
relay.once('exit', stop);

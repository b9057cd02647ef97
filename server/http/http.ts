/**
 * HTTP: the built client, two health checks, and what a witness of the log asks for. Everything that a person or device
 * does goes through sockets.
 */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import express, { type Express, type NextFunction, type Request, type Response } from 'express';
import helmet from 'helmet';
import type { Log } from '#server/telemetry/log.ts';
import { serveAssets } from './assets.ts';
import { helmetOptions, permissionsPolicy } from './policy.ts';
import { serveWitnesses, type WitnessedLog } from './witness.ts';

export interface HttpParts {
  /** The built client; undefined when none is served. */
  readonly clientFolder: string | undefined;
  readonly ready: () => boolean;
  readonly secure: boolean;
  readonly witnessed: WitnessedLog;
  readonly log: Log;
}

/** Every HTTP route there is, with who may use it. A route that is not here fails a test. */
export const httpRoutes = [
  { method: 'get', path: '/livez', who: 'anyone', says: 'that the process runs' },
  { method: 'get', path: '/readyz', who: 'anyone', says: 'that it takes calls' },
  { method: 'get', path: '/witness/key', who: 'anyone', says: 'the log key, once the log names witnesses' },
  {
    method: 'get',
    path: '/witness/checkpoint',
    who: 'anyone',
    says: 'the newest checkpoint, once the log names witnesses',
  },
  { method: 'get', path: '/witness/consistency/:from/:to', who: 'anyone', says: 'that the log only grew' },
  { method: 'post', path: '/witness/cosignature', who: 'a witness that the log names', says: 'takes its line' },
  { method: 'get', path: '/{*page}', who: 'anyone', says: 'the page, for every address of the app' },
] as const;

const [live, ready, , , , , page] = httpRoutes;

export function createHttp(parts: HttpParts): Express {
  const app = express();
  app.disable('x-powered-by');
  app.use(helmet(helmetOptions(parts.secure)));
  app.use((_request, response, next) => {
    response.setHeader('Permissions-Policy', permissionsPolicy);
    next();
  });
  app.get(live.path, (_request, response) => {
    response.setHeader('Cache-Control', 'no-store').type('text').send('live\n');
  });
  app.get(ready.path, (_request, response) => {
    const holds = parts.ready();
    response
      .setHeader('Cache-Control', 'no-store')
      .status(holds ? 200 : 503)
      .type('text')
      .send(holds ? 'ready\n' : 'not ready\n');
  });

  serveWitnesses(app, parts.witnessed);

  const folder = parts.clientFolder === undefined ? undefined : path.resolve(parts.clientFolder);
  if (folder !== undefined) {
    app.use('/assets', serveAssets(path.join(folder, 'assets')));
    app.use(express.static(folder, { ...unchecked, setHeaders: revalidate }));
  }
  app.get(page.path, async (_request, response) => {
    const html = folder === undefined ? undefined : await readPage(path.join(folder, 'index.html'));
    if (html === undefined) {
      response.status(404).type('text').send('The app has not been built. Run: npm run build\n');
      return;
    }
    revalidate(response);
    // Express makes the ETag from the content.
    response.type('html').send(html);
  });
  app.use((_request, response) => {
    response.status(404).type('text').send('There is nothing here.\n');
  });
  // Four parameters make it express's handler of errors: strangers learn the status and nothing else.
  app.use((error: unknown, _request: Request, response: Response, next: NextFunction) => {
    if (response.headersSent) {
      next(error);
      return;
    }
    const status = statusOf(error);
    if (status >= 500) parts.log.error('a page failed', error);
    // What was already said was about a file, which this answer is not.
    for (const name of ['Content-Encoding', 'ETag', 'Last-Modified']) response.removeHeader(name);
    response.setHeader('Cache-Control', 'no-store').status(status).type('text').send('There is nothing here.\n');
  });
  return app;
}

/**
 * For files that keep their names over versions. Size and time do not tell their versions apart: a repeatable build gives
 * every file one time, and the addresses in a page are as long as before. They are few and small, so they always come whole.
 */
const unchecked = { index: false, cacheControl: false, etag: false, lastModified: false } as const;

/** The page, or undefined when there is none. */
async function readPage(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

function revalidate(response: { setHeader(name: string, value: string): unknown }): void {
  response.setHeader('Cache-Control', 'no-cache');
}

function statusOf(error: unknown): number {
  const status = typeof error === 'object' && error !== null && 'status' in error ? error.status : undefined;
  return typeof status === 'number' && status >= 400 && status < 500 ? status : 500;
}

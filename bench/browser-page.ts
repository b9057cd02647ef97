/** Chromium with the built app, and Ben in it: what the benchmarks in a browser have in common. */
import { existsSync } from 'node:fs';
import { type BrowserContext, chromium, type Page } from '@playwright/test';
import { findChromium } from '../scripts/find-chromium.ts';
import { type BrowserOffice, openBrowserOffice, PASSPHRASE } from './browser-office.ts';

/** Runs `work` with an organisation and a browser profile that has never been there, and clears both away. */
export async function inBrowser<T>(work: (office: BrowserOffice, context: BrowserContext) => Promise<T>): Promise<T> {
  const executablePath = findChromium();
  if (executablePath === undefined) throw new Error('No Chromium was found: install one, or run npm test once.');
  if (!existsSync('dist/client/index.html')) throw new Error('The app is not built: run npm run build first.');
  const office = await openBrowserOffice();
  const browser = await chromium.launch({ executablePath });
  try {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'en-GB' });
    return await work(office, context);
  } finally {
    await browser.close();
    await office.close();
  }
}

/** @param patience how long it may take, in ms: a large organisation's log is verified first. */
export async function joinAsBen(context: BrowserContext, link: string, patience = 60_000): Promise<Page> {
  const page = await context.newPage();
  await page.goto(link);
  await page.getByRole('button', { name: 'Accept the invitation' }).click({ timeout: patience });
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByLabel('Passphrase', { exact: true }).fill(PASSPHRASE);
  await page.getByLabel('Repeat passphrase').fill(PASSPHRASE);
  await page.getByRole('button', { name: 'Join' }).click();
  await page.getByText('Connected').waitFor({ timeout: patience });
  return page;
}

export async function submit(page: Page, passphrase: string): Promise<void> {
  await page.getByLabel('Passphrase', { exact: true }).fill(passphrase);
  await page.getByRole('button', { name: 'Unlock' }).click();
}

/** Memory of the page and of the worker that holds the core, in MiB: JavaScript and what it holds outside its heap. */
export async function memoryOf(page: Page): Promise<{ readonly page: number; readonly worker: number }> {
  const browser = page.context().browser();
  if (browser === null) throw new Error('the page has no browser');
  const own = await page.context().newCDPSession(page);
  await own.send('HeapProfiler.collectGarbage');
  const ofPage = mebibytes(await own.send('Runtime.getHeapUsage'));
  await own.detach();

  // Only the browser itself knows of SharedWorkers.
  const session = await browser.newBrowserCDPSession();
  const { targetInfos } = await session.send('Target.getTargets');
  const worker = targetInfos.find(({ type }) => type === 'shared_worker');
  if (worker === undefined) throw new Error('the core runs in no worker');
  const { sessionId } = await session.send('Target.attachToTarget', { targetId: worker.targetId, flatten: false });
  const ask = (id: number, method: string) =>
    new Promise<unknown>((resolve, reject) => {
      session.on('Target.receivedMessageFromTarget', ({ message }) => {
        const answer = JSON.parse(message) as {
          readonly id?: number;
          readonly result?: unknown;
          readonly error?: unknown;
        };
        if (answer.id !== id) return;
        if (answer.error === undefined) resolve(answer.result);
        else reject(new Error(JSON.stringify(answer.error)));
      });
      session.send('Target.sendMessageToTarget', { sessionId, message: JSON.stringify({ id, method }) }).catch(reject);
    });
  await ask(1, 'HeapProfiler.collectGarbage');
  const ofWorker = mebibytes((await ask(2, 'Runtime.getHeapUsage')) as HeapUsage);
  await session.detach();
  return { page: ofPage, worker: ofWorker };
}

interface HeapUsage {
  readonly usedSize: number;
  /** Array buffers and wasm memories, where the browser tells them. */
  readonly backingStorageSize?: number;
}

function mebibytes({ usedSize, backingStorageSize = 0 }: HeapUsage): number {
  return (usedSize + backingStorageSize) / 1024 / 1024;
}

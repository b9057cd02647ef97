/** The service worker: starts the app without a network, and says that something came. It knows the files of its build and nothing else. */
import { type Asked, answerFile, answerPage, cacheName, fill, kindOf, outdated, type Shell } from './shell.ts';
import { type OpenWindow, onNotificationPressed, onWake, type WakingScope } from './waking.ts';

/** Put in by the build (`scripts/service-worker.ts`). */
declare const TACIT_SHELL: Shell;

/** The part of a service worker's global scope that is used here; the page's types know none of it. */
interface Scope {
  readonly location: { readonly origin: string };
  readonly clients: {
    claim(): Promise<void>;
    matchAll(which: { type: 'window'; includeUncontrolled: true }): Promise<readonly OpenWindow[]>;
    openWindow(address: string): Promise<unknown>;
  };
  readonly registration: { showNotification(title: string, options: object): Promise<void> };
  readonly caches: CacheStorage;
  readonly navigator: { readonly languages: readonly string[] };
  addEventListener(
    type: 'install' | 'activate' | 'push',
    run: (event: { waitUntil(work: Promise<unknown>): void }) => void,
  ): void;
  addEventListener(
    type: 'notificationclick',
    run: (event: { readonly notification: { close(): void }; waitUntil(work: Promise<unknown>): void }) => void,
  ): void;
  addEventListener(
    type: 'fetch',
    run: (event: { readonly request: Request & Asked; respondWith(answer: Promise<Response>): void }) => void,
  ): void;
}

const scope = globalThis as unknown as Scope;
const shell = TACIT_SHELL;
const open = () => scope.caches.open(cacheName(shell));

scope.addEventListener('install', (event) => {
  // Past the browser's own cache, which may still have the page of another build.
  const load = (address: string) => fetch(address, { cache: 'no-cache', credentials: 'omit' });
  event.waitUntil(open().then((cache) => fill(shell, cache, load)));
});

scope.addEventListener('activate', (event) => {
  const work = async () => {
    for (const name of outdated(await scope.caches.keys(), shell)) await scope.caches.delete(name);
    await scope.clients.claim();
  };
  event.waitUntil(work());
});

scope.addEventListener('fetch', (event) => {
  const { request } = event;
  const network = () => fetch(request);
  const wait = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
  switch (kindOf(request, scope.location.origin, shell)) {
    case 'page':
      event.respondWith(open().then((cache) => answerPage(cache, network, wait)));
      return;
    case 'file':
      event.respondWith(open().then((cache) => answerFile(new URL(request.url).pathname, cache, network)));
      return;
    case 'other':
      return;
  }
});

const waking: WakingScope = {
  windows: () => scope.clients.matchAll({ type: 'window', includeUncontrolled: true }),
  show: (title, options) => scope.registration.showNotification(title, options),
  open: (address) => scope.clients.openWindow(address),
  languages: async () => {
    // Where the page says which language it speaks (`ui/language.ts`).
    const told = await scope.caches.match('/language', { cacheName: 'tacit-language' }).catch(() => undefined);
    return [...(told === undefined ? [] : [await told.text()]), ...scope.navigator.languages];
  },
};

// What a push service may have put into it is not looked at.
scope.addEventListener('push', (event) => event.waitUntil(onWake(waking)));

scope.addEventListener('notificationclick', (event) => {
  event.notification.close();
  event.waitUntil(onNotificationPressed(waking));
});

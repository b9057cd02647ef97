/**
 * The app's shell: the page and the files of one build, kept so that the app starts without a network. They are public and
 * the same for everybody. Nothing else is ever kept: no word, no key, no answer of the relay.
 */

/** What one build consists of. */
export interface Shell {
  /** Names the build; its cache has this name, so that two builds are never mixed. */
  readonly version: string;
  /** SHA-256 of the page, in hex: a server that runs another build already has another page. */
  readonly page: string;
  /** Addresses of all files besides the page. */
  readonly files: readonly string[];
}

/** As much of a cache as the shell needs. */
export interface ShellCache {
  match(address: string): Promise<Response | undefined>;
  put(address: string, response: Response): Promise<void>;
}

const PREFIX = 'tacit-shell-';
/** The network's time to answer with the page before the kept one is shown, in ms. */
const PATIENCE_MS = 3_000;
const PAGE = '/';

export function cacheName({ version }: Shell): string {
  return `${PREFIX}${version}`;
}

/** The caches of other builds. */
export function outdated(names: readonly string[], shell: Shell): string[] {
  return names.filter((name) => name.startsWith(PREFIX) && name !== cacheName(shell));
}

/**
 * Fetches the whole build into `cache`.
 * @throws Error when a file does not come, or the server has another build: half a shell would start half an app.
 */
export async function fill(
  shell: Shell,
  cache: ShellCache,
  load: (address: string) => Promise<Response>,
): Promise<void> {
  const page = await load(PAGE);
  const digest = await crypto.subtle.digest('SHA-256', await page.clone().arrayBuffer());
  const found = [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  if (!page.ok || found !== shell.page) throw new Error('the server has another build');
  const files = await Promise.all(
    shell.files.map(async (address) => {
      const file = await load(address);
      if (!file.ok) throw new Error(`${address} does not come`);
      return [address, file] as const;
    }),
  );
  for (const [address, file] of files) await cache.put(address, file);
  await cache.put(PAGE, page);
}

export interface Asked {
  readonly url: string;
  readonly method: string;
  readonly mode: string;
}

/** What a request is for: the page, a file of this build, or nothing that the shell has to do with. */
export function kindOf({ url, method, mode }: Asked, origin: string, shell: Shell): 'page' | 'file' | 'other' {
  const { origin: from, pathname, search } = new URL(url);
  if (from !== origin || method !== 'GET') return 'other';
  if (mode === 'navigate') return 'page';
  return search === '' && shell.files.includes(pathname) ? 'file' : 'other';
}

/** The newest page that the network has, or the kept one when it is silent. */
export async function answerPage(
  cache: ShellCache,
  network: () => Promise<Response>,
  wait: (ms: number) => Promise<void>,
): Promise<Response> {
  const fresh = network();
  const first = await Promise.race([
    fresh.then(
      (response) => (response.ok ? response : undefined),
      () => undefined,
    ),
    wait(PATIENCE_MS),
  ]);
  return first ?? (await cache.match(PAGE)) ?? fresh;
}

/** A file's name carries its hash, or it comes with the build: the kept one is the right one. */
export async function answerFile(
  address: string,
  cache: ShellCache,
  network: () => Promise<Response>,
): Promise<Response> {
  return (await cache.match(address)) ?? network();
}

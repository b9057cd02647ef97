/** An organisation for the browser benchmark: a real relay that serves the built app, and Ana, a core without a window. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Core, createCore } from '#core/core.ts';
import type { CoreUpdate, Outcome } from '#core/port.ts';
import { memoryDisk } from '#core/storage/testing.ts';
import { createSocketTransport } from '#core/transport/socket-transport.ts';
import { createRelay } from '#server/app.ts';
import type { GroupId } from '#shared/ids/index.ts';

export const CLIENT = fileURLToPath(new URL('../dist/client', import.meta.url));

export const PASSPHRASE = 'seven quiet herons wade';

/** The value of an action that must succeed. */
function must<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(`${outcome.problem.code}: ${outcome.problem.sentence ?? ''}`);
  return outcome.value;
}

export interface BrowserOffice {
  readonly origin: string;
  /** A link for somebody. */
  invite(name?: string): Promise<string>;
  /** Begins the conversation with Ben, who must have joined. */
  startDirect(): Promise<GroupId>;
  /** Sends `count` messages, into one conversation after the other, and resolves when the relay has all. @returns the text of the last. */
  send(conversations: readonly GroupId[], count: number): Promise<string>;
  close(): Promise<void>;
}

export async function openBrowserOffice(): Promise<BrowserOffice> {
  const folder = mkdtempSync(path.join(tmpdir(), 'tacit-bench-'));
  const relay = await createRelay({
    port: 0,
    logLevel: 'silent',
    dataFolder: path.join(folder, 'data'),
    clientFolder: CLIENT,
    callsPerSecond: 1_000_000,
    claimsPerMinute: 1_000_000,
  });
  const { origin, foundingLink } = await relay.listen();
  const ana = await Ana.create(origin);
  await ana.found(foundingLink ?? '');
  let sent = 0;
  return {
    origin,
    invite: async (name = 'Ben') =>
      must(await ana.core.createInvitation({ name, role: 'member', expiresInHours: 24 })).link,
    startDirect: () => ana.startDirect(),
    async send(conversations, count) {
      let last = '';
      for (let index = 0; index < count; index += 1) {
        const conversation = conversations[index % conversations.length] ?? nobody();
        sent += 1;
        last = `Message ${sent}: the tide table for the quay, with a few more words as people write them.`;
        must(await ana.core.sendMessage(conversation, last));
      }
      await ana.until(() => ana.queued === 0);
      return last;
    },
    async close() {
      ana.core.abandon();
      await relay.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

class Ana {
  readonly core: Core;
  queued = 0;
  #session = '';
  #link = '';
  #people: readonly { readonly id: Parameters<Core['startDirect']>[0]; readonly name: string }[] = [];
  readonly #waiting = new Set<() => void>();

  private constructor(core: Core) {
    this.core = core;
  }

  static async create(origin: string): Promise<Ana> {
    const core = await createCore({
      storageName: 'ana',
      indexedDb: memoryDisk(),
      origin,
      now: Date.now,
      transport: createSocketTransport({ url: origin, now: Date.now }),
      ended: () => undefined,
    });
    const ana = new Ana(core);
    await core.subscribe((update) => ana.#hear(update));
    return ana;
  }

  async found(link: string): Promise<void> {
    await this.until(() => this.#session === 'not-founded');
    must(await this.core.beginFounding(link.split('#')[1] ?? ''));
    const root = must(await this.core.found({ organisation: 'Northwind', name: 'Ana', passphrase: PASSPHRASE }));
    must(await this.core.confirmRootKept(root.text.split(' ')[root.checkGroup - 1] ?? ''));
    await this.until(() => this.#link === 'online');
  }

  async startDirect(): Promise<GroupId> {
    return must(await this.core.startDirect(await this.#ben()));
  }

  async #ben() {
    const ben = () => this.#people.find(({ name }) => name === 'Ben');
    await this.until(() => ben() !== undefined);
    return ben()?.id ?? nobody();
  }

  until(holds: () => boolean): Promise<void> {
    return new Promise((resolve) => {
      const look = () => {
        if (!holds()) return;
        this.#waiting.delete(look);
        resolve();
      };
      this.#waiting.add(look);
      look();
    });
  }

  #hear(update: CoreUpdate): void {
    if (update.topic === 'session') this.#session = update.snapshot.kind;
    else if (update.topic === 'people') this.#people = update.snapshot;
    else if (update.topic === 'connection') {
      this.queued = update.snapshot.queued;
      this.#link = update.snapshot.link.kind;
    }
    for (const look of [...this.#waiting]) look();
  }
}

function nobody(): never {
  throw new Error('Ben is gone');
}

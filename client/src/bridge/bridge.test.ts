import { afterEach, describe, expect, it } from 'vitest';
import type { ConnectionView, SessionView, TimelineSnapshot } from '#core/port.ts';
import { encodeBase64url } from '#shared/encoding/index.ts';
import { type GroupId, parseId } from '#shared/ids/index.ts';
import { type Host, startHost } from '../worker/host.ts';
import type { Locks } from '../worker/locks.ts';
import type { Workers } from '../worker/start.ts';
import { memoryLocks, SmallCore } from '../worker/testing.ts';
import { type Bridge, createBridge } from './bridge.ts';
import type { Snapshots } from './snapshots.ts';

const group = parseId<GroupId>(encodeBase64url(new Uint8Array(16).fill(2)));
const locked: SessionView = {
  kind: 'locked',
  organisation: { id: parseId(group), name: 'Northwind' },
  name: 'Ana',
  failures: 0,
};
const notFounded: SessionView = { kind: 'unreachable', sentence: 'no relay' };
const connection: ConnectionView = { link: { kind: 'online' }, queued: 3, evidence: [], alarms: [] };

/** One browser profile: windows and workers that end as a browser's do, and every core that was ever made. */
class Browser {
  readonly locks = memoryLocks();
  readonly cores: SmallCore[] = [];
  /** A closing worker hears nobody, and holds its locks still. */
  closing = false;
  readonly #ports: MessagePort[] = [];
  // Ended workers stay, as they do for a while in a browser: whoever asks for one by name is never answered.
  readonly #workers = new Map<string, { host: Host; end: () => void }>();

  /** A window of a browser with SharedWorker: whoever asks for a name meets the worker of that name. */
  open(name: string): { bridge: Bridge; locks: Locks & { end(): void } } {
    return this.#open(name, true, (instance) => {
      const worker = this.#workers.get(instance) ?? this.startWorker(instance);
      this.#workers.set(instance, worker);
      return worker.host;
    });
  }

  /** A window of a browser without: each brings its own worker, which ends with it. */
  openAlone(name: string): { bridge: Bridge; close: () => void } {
    let own: { host: Host; end: () => void } | undefined;
    const { bridge, locks } = this.#open(name, false, (instance) => {
      own = this.startWorker(instance);
      return own.host;
    });
    const close = () => {
      locks.end();
      own?.end();
    };
    return { bridge, close };
  }

  startWorker(instance: string): { host: Host; end: () => void } {
    const locks = this.locks.context();
    let over = false;
    const end = () => {
      over = true;
      locks.end();
    };
    const host = startHost({
      instance,
      locks,
      createCore: (ended) => {
        const core = new SmallCore();
        core.session = locked;
        core.answers.set('lock', () => {
          ended();
          // The thread is gone before it can answer.
          return new Promise(() => undefined);
        });
        this.cores.push(core);
        return core.port;
      },
      close: end,
    });
    const attach: Host['attach'] = (message, port) => {
      if (!over && !this.closing) host.attach(message, port);
    };
    return { host: { core: host.core, attach }, end };
  }

  killWorkers(): void {
    for (const worker of this.#workers.values()) worker.end();
  }

  shutDown(): void {
    for (const port of this.#ports) port.close();
  }

  #open(
    name: string,
    shared: boolean,
    workerOf: (instance: string) => Host,
  ): { bridge: Bridge; locks: Locks & { end(): void } } {
    const locks = this.locks.context();
    const workers: Workers = {
      shared,
      build: '/core.js',
      open: (instance) => {
        const host = workerOf(instance);
        return {
          attach: (message, port) => {
            this.#ports.push(port);
            host.attach(message, port);
          },
          onFailure: () => undefined,
        };
      },
    };
    return { bridge: createBridge({ workers, locks, window: name }), locks };
  }
}

const browsers: Browser[] = [];
afterEach(() => {
  for (const browser of browsers.splice(0)) browser.shutDown();
});

function start(): Browser {
  const browser = new Browser();
  browsers.push(browser);
  return browser;
}

/** Waits until what a window knows satisfies `holds`; no clock is involved. */
function until({ snapshots }: Bridge, holds: (known: Snapshots) => boolean): Promise<void> {
  return new Promise((resolve) => {
    const look = (known: Snapshots) => {
      if (!holds(known)) return;
      stop();
      resolve();
    };
    const stop = snapshots.subscribe(look);
    look(snapshots.getState());
  });
}

const isLocked = (known: Snapshots) => known.session.kind === 'locked';

describe('one core for all windows', () => {
  it('serves a second and a fifth window from the core of the first', async () => {
    const browser = start();
    const windows = ['a', 'b', 'c', 'd', 'e'].map((name) => browser.open(name).bridge);
    await Promise.all(windows.map((bridge) => until(bridge, isLocked)));
    expect(browser.cores).toHaveLength(1);
    browser.cores[0]?.push({ topic: 'connection', snapshot: connection });
    await Promise.all(windows.map((bridge) => until(bridge, (known) => known.connection.queued === 3)));
    expect(await windows[4]?.actions.sendMessage(group, 'hi')).toEqual({ ok: true, value: undefined });
    expect(browser.cores[0]?.called.at(-1)).toEqual({ name: 'sendMessage', args: [group, 'hi'] });
  });

  it('keeps running when the window that started it closes', async () => {
    const browser = start();
    const first = browser.open('a');
    const second = browser.open('b').bridge;
    await Promise.all([until(first.bridge, isLocked), until(second, isLocked)]);
    const core = browser.cores[0];
    await first.bridge.actions.openTimeline(group);
    first.locks.end();
    // What the closed window had open is closed for it: it said no goodbye.
    await core?.untilCalled('closeTimeline');
    expect(core?.called.at(-1)).toEqual({ name: 'closeTimeline', args: [group] });
    core?.push({ topic: 'session', snapshot: notFounded });
    await until(second, (known) => known.session.kind === 'unreachable');
    expect(browser.cores).toHaveLength(1);
    expect(core?.listeners.size).toBe(1);
  });
});

describe('AT-34: never two writers', () => {
  it('lets a second worker wait, say so, and take over when the first is gone', async () => {
    const browser = start();
    const first = browser.openAlone('a');
    await until(first.bridge, isLocked);
    const second = browser.openAlone('b');
    await until(second.bridge, (known) => known.session.kind === 'elsewhere');
    const third = browser.openAlone('c');
    await until(third.bridge, (known) => known.session.kind === 'elsewhere');
    expect(browser.cores).toHaveLength(1);
    first.close();
    await until(second.bridge, isLocked);
    expect(browser.cores).toHaveLength(2);
    expect(third.bridge.snapshots.getState().session.kind).toBe('elsewhere');
    second.close();
    await until(third.bridge, isLocked);
    expect(browser.cores).toHaveLength(3);
  });

  it('makes no core for a worker whose window went while it waited', async () => {
    const browser = start();
    const first = browser.openAlone('a');
    await until(first.bridge, isLocked);
    const second = browser.openAlone('b');
    await until(second.bridge, (known) => known.session.kind === 'elsewhere');
    second.close();
    first.close();
    const third = browser.openAlone('c');
    await until(third.bridge, isLocked);
    expect(browser.cores).toHaveLength(2);
  });
});

describe('the end of a worker', () => {
  it('by locking: empties every window and gives all of them the same new core', async () => {
    const browser = start();
    const [left, right] = [browser.open('a').bridge, browser.open('b').bridge];
    await Promise.all([until(left, isLocked), until(right, isLocked)]);
    browser.cores[0]?.push({ topic: 'connection', snapshot: connection });
    await until(right, (known) => known.connection.queued === 3);
    const emptied = until(right, (known) => known.connection.queued === 0);
    expect(await left.actions.lock()).toEqual({ ok: true, value: undefined });
    await emptied;
    await Promise.all([until(left, isLocked), until(right, isLocked)]);
    expect(browser.cores).toHaveLength(2);
    expect(await right.actions.getSession()).toEqual(locked);
  });

  it('by a crash: answers every call that was waiting', async () => {
    const browser = start();
    const { bridge } = browser.open('a');
    await until(bridge, isLocked);
    browser.cores[0]?.answers.set('exportLog', () => new Promise(() => undefined));
    browser.cores[0]?.answers.set('touch', () => new Promise(() => undefined));
    const waiting = [bridge.actions.exportLog(), bridge.actions.touch()];
    await browser.cores[0]?.untilCalled('exportLog');
    await browser.cores[0]?.untilCalled('touch');
    browser.killWorkers();
    expect(await Promise.all(waiting)).toEqual([
      { ok: false, problem: expect.objectContaining({ code: 'core-ended' }) },
      undefined,
    ]);
  });

  it('while a window joins it: the window goes on to the next one', async () => {
    const browser = start();
    const first = browser.open('a').bridge;
    await until(first, isLocked);
    browser.closing = true;
    const second = browser.open('b').bridge;
    const early = second.actions.retryConnection();
    // The second window has chosen the closing worker once it holds the lock for joining.
    await browser.locks.context().request('tacit/window/b', { ifAvailable: true }, () => undefined);
    browser.closing = false;
    browser.killWorkers();
    expect(await early).toEqual({ ok: true, value: undefined });
    await Promise.all([until(first, isLocked), until(second, isLocked)]);
    expect(browser.cores).toHaveLength(2);
  });

  it('leaves no second thread of its name behind, which a browser may make for a late window', async () => {
    const browser = start();
    const { host } = browser.startWorker('/core.js#ending');
    const { port1, port2 } = new MessageChannel();
    host.attach({ kind: 'attach', window: 'late', fresh: false }, port2);
    port1.close();
    const { bridge } = browser.open('a');
    await until(bridge, isLocked);
    expect(browser.cores).toHaveLength(1);
    const { held = [] } = await browser.locks.context().query();
    expect(held.map(({ name }) => name)).not.toContain('tacit/worker//core.js#ending');
  });

  it('a hundred times over', async () => {
    const browser = start();
    const windows = ['a', 'b', 'c'].map((name) => browser.open(name).bridge);
    for (let round = 1; round <= 100; round += 1) {
      await Promise.all(windows.map((bridge) => until(bridge, isLocked)));
      expect(browser.cores).toHaveLength(round);
      await windows[round % 3]?.actions.lock();
    }
  });
});

describe('calls', () => {
  it('answer with a problem when the core throws: nothing rejects in a view', async () => {
    const browser = start();
    const { bridge } = browser.open('a');
    await until(bridge, isLocked);
    browser.cores[0]?.answers.set('unlock', () => {
      throw new Error('a mistake of ours');
    });
    expect(await bridge.actions.unlock('x')).toEqual({
      ok: false,
      problem: expect.objectContaining({ code: 'internal' }),
    });
  });

  it('bring the words of what the core only names', async () => {
    const browser = start();
    const { bridge } = browser.open('a');
    await until(bridge, isLocked);
    browser.cores[0]?.answers.set('unlock', () => ({ ok: false, problem: { code: 'wrong-passphrase' } }));
    expect(await bridge.actions.unlock('x')).toEqual({
      ok: false,
      problem: {
        code: 'wrong-passphrase',
        sentence: 'That is not the passphrase.',
        nextStep: 'Try again. Capital letters and spaces count.',
      },
    });
  });

  it('wait for the core when they come before it', async () => {
    const browser = start();
    const { bridge } = browser.open('a');
    expect(await bridge.actions.unlock('early')).toEqual({ ok: true, value: undefined });
    expect(browser.cores[0]?.called).toEqual([{ name: 'unlock', args: ['early'] }]);
  });

  it('keep the newest of a pushed timeline and an answered one', async () => {
    const browser = start();
    const { bridge } = browser.open('a');
    await until(bridge, isLocked);
    const timeline = (hasOlder: boolean): TimelineSnapshot => ({ conversation: group, entries: [], hasOlder });
    const core = browser.cores[0];
    core?.answers.set('openTimeline', () => {
      core.push({ topic: `timeline:${group}`, snapshot: timeline(true) });
      return { ok: true, value: timeline(false) };
    });
    await bridge.actions.openTimeline(group);
    expect(bridge.snapshots.getState().timelines[group]?.hasOlder).toBe(true);
    await bridge.actions.closeTimeline(group);
    expect(bridge.snapshots.getState().timelines).toEqual({});
  });

  it('lets one window tell of a message, and the next one when that is gone', async () => {
    const browser = start();
    const told: string[] = [];
    const windows = ['one', 'two'].map((name) => {
      const opened = browser.open(name);
      return { ...opened, deaf: opened.bridge.onNotice(() => void told.push(name)) };
    });
    for (const { bridge } of windows) await until(bridge, isLocked);
    const [core] = browser.cores;
    const notice = { kind: 'message', conversation: group } as const;
    const [first, second] = windows;
    if (first === undefined || second === undefined) throw new Error('there are two');
    core?.push({ topic: 'notice', notice });
    // In order: what comes behind it shows that it has come.
    core?.push({ topic: 'connection', snapshot: connection });
    for (const { bridge } of windows) await until(bridge, (known) => known.connection.queued === 3);
    expect(told).toEqual(['one']);
    first.locks.end();
    first.deaf();
    core?.push({ topic: 'notice', notice });
    core?.push({ topic: 'connection', snapshot: { ...connection, queued: 4 } });
    await until(second.bridge, (known) => known.connection.queued === 4);
    expect(told).toEqual(['one', 'two']);
  });
});

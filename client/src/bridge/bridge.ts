/**
 * The window's only handle on the core: snapshots to draw, actions to call. Keeps the link to the worker up: when a worker
 * ends, because the person locked or because it crashed, everything shown is forgotten and the next worker is joined.
 */
import { wrap } from 'comlink';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { NoticeView, SessionView } from '#core/port.ts';
import { language, onLanguage, words } from '../words/index.ts';
import { holdForLife, type Locks, waitForEnd } from '../worker/locks.ts';
import {
  aliveLock,
  type HostMessage,
  isHostMessage,
  JOIN_LOCK,
  livingInstance,
  NOTIFIER_LOCK,
  newInstance,
  type RemoteCore,
  windowLock,
} from '../worker/protocol.ts';
import type { WorkerDoor, Workers } from '../worker/start.ts';
import { type CoreActions, createActions, type Link } from './actions.ts';
import { applyUpdate, nothingKnown, type Snapshots } from './snapshots.ts';

export interface Bridge {
  readonly snapshots: StoreApi<Snapshots>;
  readonly actions: CoreActions;
  /** Calls `listener` with each notice that this window, and no other, is to show. @returns what ends it. */
  onNotice(listener: (notice: NoticeView) => void): () => void;
}

export interface BridgeParts {
  readonly workers: Workers;
  readonly locks: Locks;
  /** Names this window: random, never used again. */
  readonly window: string;
}

/** Joins the worker and stays joined. */
export function createBridge({ workers, locks, window }: BridgeParts): Bridge {
  const snapshots = createStore<Snapshots>(() => nothingKnown);
  // The worker takes a window for gone when this lock is free, so it is held before any worker hears of the window.
  const present = holdForLife(locks, windowLock(window));
  const notified = new Set<(notice: NoticeView) => void>();
  let notifies = false;
  void holdForLife(locks, NOTIFIER_LOCK).then(() => {
    notifies = true;
  });
  let link = join();

  async function join(): Promise<Link> {
    await present;
    for (;;) {
      const joined = await locks.request(JOIN_LOCK, joinOnce);
      if (joined !== undefined) return joined;
    }
  }

  /**
   * A browser gives up a closing worker's locks before it forgets the worker: whoever then asks for it by name meets a dead
   * one that never answers. So a dead worker's name is never used again, and one that ends before its greeting is left.
   */
  async function joinOnce(): Promise<Link | undefined> {
    const living = workers.shared ? await livingInstance(locks, workers.build) : undefined;
    const instance = living ?? newInstance(workers.build);
    const { port1: port, port2 } = new MessageChannel();
    const door = workers.open(instance);
    const met = meet(instance, port, door);
    door.attach({ kind: 'attach', window, fresh: living === undefined, language: language() }, port2);
    if (living === undefined) return met;
    const gone = waitForEnd(locks, aliveLock(instance)).then(() => undefined);
    const joined = await Promise.race([met, gone]);
    if (joined === undefined) port.close();
    return joined;
  }

  /** Resolves when the worker has greeted. @throws Error when its script does not run. */
  function meet(instance: string, port: MessagePort, door: WorkerDoor): Promise<Link> {
    return new Promise((resolve, reject) => {
      const waiting = new Set<() => void>();
      let greeted = false;

      const end = () => {
        port.close();
        // Before the calls are told: whoever waits for one must find the window empty, and the next worker asked for.
        snapshots.setState(nothingKnown, true);
        link = join();
        for (const stop of [...waiting]) stop();
      };

      const hear = (message: HostMessage) => {
        switch (message.kind) {
          case 'hello':
            if (greeted) return;
            greeted = true;
            void waitForEnd(locks, aliveLock(instance)).then(end);
            // Comlink's type wraps every answer in a promise once more; these calls answer with promises already.
            resolve({ remote: wrap(port) as unknown as RemoteCore, waiting });
            return;
          case 'elsewhere':
            snapshots.setState({ session: { kind: 'elsewhere' } });
            return;
          case 'update':
            if (message.update.topic === 'notice') {
              if (notifies) for (const listener of notified) listener(message.update.notice);
              return;
            }
            snapshots.setState((known) => applyUpdate(known, message.update), true);
        }
      };
      port.addEventListener('message', (event: MessageEvent<unknown>) => {
        if (isHostMessage(event.data)) hear(event.data);
      });
      port.start();
      door.onFailure(() => {
        if (greeted) return;
        snapshots.setState({ session: cannotRun() });
        reject(new Error('the worker does not start'));
      });
    });
  }

  const actions = createActions(() => link, snapshots);
  onLanguage(() => void actions.speak(language()));
  return {
    snapshots,
    actions,
    onNotice(listener) {
      notified.add(listener);
      return () => void notified.delete(listener);
    },
  };
}

const cannotRun = (): SessionView => ({
  kind: 'stopped',
  reason: 'unsupported-browser',
  sentence: words.problems.cannotRun,
});

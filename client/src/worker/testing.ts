/**
 * For tests in Node, which has no Web Locks: the same queues in memory, with contexts that can end as threads do; and a
 * small core that keeps the contract of the port, for tests of what lies between it and the windows.
 */
import type {
  CoreListener,
  CorePort,
  CoreUpdate,
  Language,
  Outcome,
  SessionView,
  TimelineSnapshot,
} from '#core/port.ts';
import type { GroupId } from '#shared/ids/index.ts';
import type { Locks } from './locks.ts';
import { remoteCalls } from './protocol.ts';

interface Request {
  readonly context: object;
  readonly shared: boolean;
  readonly grant: () => Promise<void>;
}

/** Locks of one origin (Web Locks API §4), shared by the contexts that `context()` makes. */
export function memoryLocks(): { context(): Locks & { end(): void } } {
  const held = new Map<string, Set<Request>>();
  const queues = new Map<string, Request[]>();
  const holdersOf = (name: string) => held.get(name) ?? new Set<Request>();

  const free = (name: string, shared: boolean) => {
    const holders = [...holdersOf(name)];
    return holders.length === 0 || (shared && holders.every((holder) => holder.shared));
  };
  const pump = (name: string) => {
    const queue = queues.get(name) ?? [];
    for (let next = queue[0]; next !== undefined && free(name, next.shared); next = queue[0]) {
      queue.shift();
      start(name, next);
    }
  };
  const start = (name: string, request: Request) => {
    const holders = holdersOf(name).add(request);
    held.set(name, holders);
    void request.grant().finally(() => {
      holders.delete(request);
      pump(name);
    });
  };

  const context = () => {
    const self = {};
    let over = false;
    function request(name: string, ...rest: unknown[]): Promise<unknown> {
      const take = rest.at(-1) as (lock: unknown) => unknown;
      const options = (rest.length > 1 ? rest[0] : {}) as { mode?: string; ifAvailable?: boolean };
      const shared = options.mode === 'shared';
      return new Promise((resolve, reject) => {
        if (over) return;
        const run = async (lock: unknown) => {
          try {
            resolve(await take(lock));
          } catch (error) {
            reject(error);
          }
        };
        const queue = queues.get(name) ?? [];
        if (options.ifAvailable === true && (queue.length > 0 || !free(name, shared))) {
          void run(null);
          return;
        }
        queues.set(name, queue);
        queue.push({ context: self, shared, grant: () => run({ name }) });
        pump(name);
      });
    }
    return {
      request: request as Locks['request'],
      query: async () => ({
        held: [...held].flatMap(([name, holders]) => [...holders].map(() => ({ name }))),
      }),
      /** The thread is gone, and with it what it held and waited for. */
      end() {
        over = true;
        for (const [name, queue] of queues) {
          queues.set(
            name,
            queue.filter((waiting) => waiting.context !== self),
          );
          for (const holder of [...holdersOf(name)]) if (holder.context === self) holdersOf(name).delete(holder);
          pump(name);
        }
      },
    };
  };
  return { context };
}

/** A core that answers every call with `ok`, counts them, and says what a test makes it say. */
export class SmallCore {
  readonly called: { readonly name: string; readonly args: readonly unknown[] }[] = [];
  readonly listeners = new Set<CoreListener>();
  session: SessionView = { kind: 'starting' };
  /** What windows told it to speak, in order. */
  readonly spoken: Language[] = [];
  readonly timelines = new Map<GroupId, TimelineSnapshot>();
  /** Answers of particular calls. */
  readonly answers = new Map<string, (...args: readonly unknown[]) => unknown>([
    ['openTimeline', (conversation) => ({ ok: true, value: { conversation, entries: [], hasOlder: false } })],
  ]);
  readonly #watchers = new Set<() => void>();

  push(update: CoreUpdate): void {
    if (update.topic === 'session') this.session = update.snapshot;
    for (const listener of this.listeners) listener(update);
  }

  /** Resolves when `name` has been called `times` times. */
  untilCalled(name: string, times = 1): Promise<void> {
    return new Promise((resolve) => {
      const look = () => {
        if (this.called.filter((call) => call.name === name).length < times) return;
        this.#watchers.delete(look);
        resolve();
      };
      this.#watchers.add(look);
      look();
    });
  }

  get port(): CorePort {
    const calls = remoteCalls.map((name) => {
      const call = async (...args: readonly unknown[]): Promise<unknown> => {
        this.called.push({ name, args });
        for (const look of [...this.#watchers]) look();
        const answer = this.answers.get(name);
        return answer === undefined ? ({ ok: true, value: undefined } satisfies Outcome) : answer(...args);
      };
      return [name, call] as const;
    });
    const port: Partial<CorePort> = {
      ...Object.fromEntries(calls),
      getSession: async () => this.session,
      speak: async (language) => {
        this.spoken.push(language);
        for (const look of [...this.#watchers]) look();
      },
      subscribe: async (listener) => {
        this.listeners.add(listener);
        listener({ topic: 'session', snapshot: this.session });
        return () => this.listeners.delete(listener);
      },
    };
    return port as CorePort;
  }
}

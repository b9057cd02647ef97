/** The worker's side: one core for all windows, one writer at a time. Knows no worker API, so that tests can run several. */
import { expose } from 'comlink';
import { z } from 'zod/mini';
import type { CorePort, CoreUpdate, Language, TimelineId } from '#core/port.ts';
import { coreWords, speak } from '#core/words/index.ts';
import type { GroupId } from '#shared/ids/index.ts';
import { holdForLife, type Locks, tryHoldForLife, waitForEnd } from './locks.ts';
import {
  type AttachMessage,
  aliveLock,
  type HostMessage,
  type RemoteCore,
  remoteCalls,
  WRITER_LOCK,
  windowLock,
} from './protocol.ts';

const languageSchema: z.ZodMiniType<Language> = z.enum(['en', 'vi', 'ar']);

/** Here and not in the protocol: the page never parses, and loads no parser. */
const attachSchema: z.ZodMiniType<AttachMessage> = z.strictObject({
  kind: z.literal('attach'),
  window: z.string().check(z.maxLength(64)),
  fresh: z.boolean(),
  language: languageSchema,
});

export interface HostParts {
  /** The name under which the window started this worker (see `newInstance`). */
  readonly instance: string;
  readonly locks: Locks;
  /** Makes the core. Called once, and only while this worker holds the writer lock. */
  readonly createCore: (ended: () => void) => CorePort | Promise<CorePort>;
  /** Ends this thread at once. */
  readonly close: () => void;
}

export interface Host {
  /** A window has come. `message` is parsed; whatever is not an attach message is ignored. */
  attach(message: unknown, port: MessagePort): void;
  /** The core, once it runs. */
  readonly core: Promise<CorePort>;
}

/** Starts hosting. */
export function startHost({ instance, locks, createCore, close }: HostParts): Host {
  const windows = new Set<MessagePort>();
  let elsewhere = false;

  let begun = false;
  let begin = (): void => undefined;
  const begins = new Promise<void>((resolve) => {
    begin = resolve;
  });
  const alive = begins.then(() => holdForLife(locks, aliveLock(instance)));
  const tell = (port: MessagePort, message: HostMessage) => port.postMessage(message);
  const run = async (): Promise<CorePort> => {
    await alive;
    if (!(await tryHoldForLife(locks, WRITER_LOCK))) {
      elsewhere = true;
      for (const port of windows) tell(port, { kind: 'elsewhere' });
      await holdForLife(locks, WRITER_LOCK);
      elsewhere = false;
    }
    return createCore(close);
  };
  const core = run();

  const serve = async ({ window, language }: AttachMessage, port: MessagePort) => {
    await alive;
    windows.add(port);
    tell(port, { kind: 'hello', instance });
    if (elsewhere) tell(port, { kind: 'elsewhere' });
    // A window that goes while the core is not there yet must not be served afterwards.
    let gone = false;
    let leave = (): void => undefined;
    const departure = waitForEnd(locks, windowLock(window)).then(() => {
      gone = true;
      windows.delete(port);
      leave();
      port.close();
    });
    try {
      const running = await core;
      if (gone) return;
      void running.speak(language);
      const { api, release } = forOneWindow(running);
      expose(api, port);
      const unsubscribe = await running.subscribe((update) => tell(port, { kind: 'update', update }));
      leave = () => {
        unsubscribe();
        release();
      };
      if (gone) leave();
    } catch {
      await speak(language).catch(() => undefined);
      tell(port, { kind: 'update', update: cannotStart() });
    }
    await departure;
  };

  return {
    core,
    attach(message, port) {
      const attached = attachSchema.safeParse(message);
      if (!attached.success) return;
      if (!begun && !attached.data.fresh) {
        // The window wanted to join a worker of this name, which ended in that moment: the browser made this one instead.
        // The window sees the end and goes on to another; a worker that nobody wants must not become the writer.
        close();
        return;
      }
      if (!begun) {
        begun = true;
        begin();
      }
      void serve(attached.data, port);
    },
  };
}

/** The core itself says what is wrong with storage; what ends it before that is a browser that cannot run its code. */
const cannotStart = (): CoreUpdate => ({
  topic: 'session',
  snapshot: { kind: 'stopped', reason: 'unsupported-browser', sentence: coreWords.account.cannotStart },
});

/** The calls of one window. What it opened is closed when it goes: a closed tab says no goodbye. */
function forOneWindow(core: CorePort): { api: RemoteCore; release: () => void } {
  const open: TimelineId[] = [];
  const watched: GroupId[] = [];
  const bound = remoteCalls.map((name) => [name, (core[name] as (...args: unknown[]) => unknown).bind(core)]);
  // The list of names is complete by its type, so the object has every call.
  const calls = Object.fromEntries(bound) as RemoteCore;
  return {
    api: {
      ...calls,
      async speak(language) {
        const spoken = languageSchema.safeParse(language);
        if (spoken.success) await core.speak(spoken.data);
      },
      async openTimeline(timeline) {
        open.push(timeline);
        const opened = await core.openTimeline(timeline);
        if (!opened.ok) forget(open, timeline);
        return opened;
      },
      async closeTimeline(timeline) {
        if (forget(open, timeline)) await core.closeTimeline(timeline);
      },
      async watch(conversation) {
        watched.push(conversation);
        await core.watch(conversation);
      },
      async unwatch(conversation) {
        if (forget(watched, conversation)) await core.unwatch(conversation);
      },
    },
    release() {
      for (const conversation of watched.splice(0)) void core.unwatch(conversation);
      for (const timeline of open.splice(0)) void core.closeTimeline(timeline);
    },
  };
}

function forget<Id>(open: Id[], id: Id): boolean {
  const index = open.indexOf(id);
  if (index >= 0) open.splice(index, 1);
  return index >= 0;
}

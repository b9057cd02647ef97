/** The windows: what stands before them all, and which of them hears of what. */
import type { CoreListener, CoreUpdate, SessionView } from '../port.ts';
import { timelineIdOf } from '../views/threads.ts';
import { onLanguage } from '../words/index.ts';
import type { OpenCore } from './open-core.ts';

export class Windows {
  readonly #listeners = new Set<CoreListener>();
  readonly #open: () => OpenCore | undefined;
  /** Hears of no other language any more. */
  readonly #deaf: () => void;
  #session: SessionView = { kind: 'starting' };
  #shown: SessionView | (() => SessionView) = this.#session;
  #closed = false;

  constructor(open: () => OpenCore | undefined) {
    this.#open = open;
    this.#deaf = onLanguage(() => this.#sayAgain());
  }

  get session(): SessionView {
    return this.#session;
  }

  /** A window has come: it is told everything that the others know. @returns its going. */
  add(listener: CoreListener): () => void {
    this.#listeners.add(listener);
    listener({ topic: 'session', snapshot: this.#session });
    const core = this.#open();
    if (core !== undefined && this.#session.kind === 'open') tellAll(core, listener);
    return () => void this.#listeners.delete(listener);
  }

  /** @param session is a function where there are sentences in it: in another language they are said again. */
  show(session: SessionView | (() => SessionView)): void {
    if (this.#closed) return;
    const before = this.#session.kind;
    this.#shown = session;
    this.#session = typeof session === 'function' ? session() : session;
    this.push({ topic: 'session', snapshot: this.#session });
    if (before !== 'open') this.#tellAll();
  }

  push(update: CoreUpdate): void {
    // Before the person has come in there is nobody to tell of conversations.
    if (update.topic !== 'session' && this.#session.kind !== 'open') return;
    for (const listener of this.#listeners) listener(update);
  }

  close(): void {
    this.#closed = true;
    this.#deaf();
    this.#listeners.clear();
  }

  /** What the windows show was said in another language. */
  #sayAgain(): void {
    if (typeof this.#shown === 'function') this.show(this.#shown);
    this.#tellAll();
  }

  #tellAll(): void {
    const core = this.#open();
    if (core === undefined || this.#session.kind !== 'open') return;
    for (const listener of this.#listeners) tellAll(core, listener);
  }
}

function tellAll(core: OpenCore, listener: CoreListener): void {
  core.publisher.tell(listener);
  for (const snapshot of core.timelines.snapshots()) {
    listener({ topic: `timeline:${timelineIdOf(snapshot)}`, snapshot });
  }
}

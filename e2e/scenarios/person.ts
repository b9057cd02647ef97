/** One person at one browser profile, with a real core. Everything that a window would see is here as the newest snapshots. */
import { applyUpdate, nothingKnown, type Snapshots } from '#client/bridge/snapshots.ts';
import { type Core, createCore } from '#core/core.ts';
import type {
  ConversationSummary,
  CoreUpdate,
  MessageView,
  MeView,
  NoticeView,
  Outcome,
  PersonView,
} from '#core/port.ts';
import { memoryDisk, testCosts } from '#core/storage/testing.ts';
import { createSocketTransport } from '#core/transport/socket-transport.ts';
import type { DeviceId, GroupId, MessageId, UserId } from '#shared/ids/index.ts';

export type Disk = ReturnType<typeof memoryDisk>;

export const PASSPHRASE = 'seven quiet herons wade';

/** A window that hears nothing for this long has nothing more to hear. */
const QUIET_MS = 20_000;
/** Resolves once windows have heard of all that has changed so far: they do in the next turn. */
const told = () => new Promise<void>((resolve) => setTimeout(resolve, 3));

export type TextView = Extract<MessageView, { kind: 'text' }>;

/** The value of an action that must succeed. */
export function must<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(`${outcome.problem.code}: ${outcome.problem.sentence ?? ''}`);
  return outcome.value;
}

interface PersonParts {
  readonly name: string;
  readonly origin: string;
  readonly url: () => string;
}

/** One person at one browser profile. */
export class Person {
  readonly name: string;
  /** Another one, or an older state of it, can be put in while no tab is open. */
  disk: Disk = memoryDisk();
  /** By how much the clock of this person is off, in ms. */
  clockOff = 0;
  /** How long the next tab waits for an answer of the relay, in ms, where that is not the default. */
  patience: number | undefined;
  core: Core | undefined;
  snapshots: Snapshots = nothingKnown;
  /** What this person was told of, in windows of the system, since the app was opened. */
  notices: NoticeView[] = [];
  /** Whether the core has ended by itself, as after a lock. */
  ended = false;
  readonly #parts: PersonParts;
  readonly #waiting = new Set<() => void>();

  constructor(parts: PersonParts) {
    this.name = parts.name;
    this.#parts = parts;
  }

  /** Opens the app, as in a new tab after the last one was closed. */
  async open(): Promise<void> {
    const now = () => Date.now() + this.clockOff;
    this.ended = false;
    this.snapshots = nothingKnown;
    this.notices = [];
    const url = this.#parts.url();
    this.core = await createCore({
      storageName: 'tacit',
      indexedDb: this.disk,
      origin: this.#parts.origin,
      now,
      transport: createSocketTransport({
        url,
        now,
        backOff: () => 50,
        ...(this.patience === undefined ? {} : { timeoutMs: this.patience }),
      }),
      vaultCosts: testCosts,
      // What a window would skip, a test waits for.
      tellPause: 0,
      ended: () => {
        this.ended = true;
        this.#tell();
      },
    });
    await this.core.subscribe((update) => this.#hear(update));
  }

  /** The tab is gone, without a word. */
  close(): void {
    this.core?.abandon();
    this.core = undefined;
  }

  async reopen(passphrase = PASSPHRASE): Promise<void> {
    this.close();
    await this.open();
    must(await this.port.unlock(passphrase));
  }

  get port(): Core {
    if (this.core === undefined) throw new Error(`${this.name} has no tab open`);
    return this.core;
  }

  get id(): UserId {
    return this.#me.id;
  }

  get device(): DeviceId {
    return this.#me.device;
  }

  get #me(): MeView {
    const { session } = this.snapshots;
    if (session.kind !== 'open' && session.kind !== 'keep-root-key') throw new Error(`${this.name} is ${session.kind}`);
    return session.me;
  }

  /**
   * Resolves when `holds` does; it is asked after everything that a window hears. Given up when this window has heard
   * nothing for a while: how long all of it takes depends on the machine. A window hears of what one step has changed in
   * several parts and a moment later: that moment is left to what was done before, and to what `holds` with the rest of it.
   */
  async until(holds: () => boolean, what = 'something'): Promise<void> {
    await told();
    await new Promise<void>((resolve, reject) => {
      const giveUp = () => {
        this.#waiting.delete(look);
        reject(new Error(`${this.name} waits for ${what} in vain: ${this.#sketch()}`));
      };
      let timer = setTimeout(giveUp, QUIET_MS);
      const look = () => {
        clearTimeout(timer);
        if (holds()) {
          this.#waiting.delete(look);
          resolve();
        } else timer = setTimeout(giveUp, QUIET_MS);
      };
      this.#waiting.add(look);
      look();
    });
    await told();
  }

  session(kind: Snapshots['session']['kind']): Promise<void> {
    return this.until(() => this.snapshots.session.kind === kind, `the session to be ${kind}`);
  }

  online(): Promise<void> {
    return this.until(() => this.snapshots.connection.link.kind === 'online', 'a connection');
  }

  /** What this person has asked for so far is with the relay. */
  allSent(): Promise<void> {
    return this.until(() => this.snapshots.connection.queued === 0, 'an empty queue');
  }

  /** The log, as this person's device has it, has at least so many entries. */
  hasLog(size: number): Promise<void> {
    return this.until(() => (this.snapshots.connection.log?.size ?? 0) >= size, `${size} entries of the log`);
  }

  person(name: string): PersonView {
    const found = this.snapshots.people.find((one) => one.name === name);
    if (found === undefined) throw new Error(`${this.name} does not know ${name}`);
    return found;
  }

  async knows(...names: readonly string[]): Promise<void> {
    await this.until(() => names.every((name) => this.snapshots.people.some((one) => one.name === name)), names.join());
  }

  conversation(title: string): ConversationSummary | undefined {
    return this.snapshots.conversations.find((one) => one.title === title);
  }

  /** What a search finds, once everything on this device was looked at. */
  async finds(query: string): Promise<string[]> {
    for (;;) {
      const page = must(await this.port.search(query));
      if (page.complete) return page.hits.map(({ snippet }) => snippet);
      // The core pushes nothing when it has indexed more: a window asks again, and so does this.
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  async conversationOf(title: string): Promise<GroupId> {
    return (await this.#find(() => this.conversation(title), `the conversation ${title}`)).id;
  }

  /** Opens a timeline; entries are then in `entries`. */
  async look(conversation: GroupId): Promise<void> {
    must(await this.port.openTimeline(conversation));
  }

  entries(conversation: GroupId): readonly MessageView[] {
    return this.snapshots.timelines[conversation]?.entries ?? [];
  }

  texts(conversation: GroupId): string[] {
    return this.entries(conversation).flatMap((one) => (one.kind === 'text' ? [one.text] : []));
  }

  events(conversation: GroupId): string[] {
    return this.entries(conversation).flatMap((one) => (one.kind === 'event' ? [one.event.kind] : []));
  }

  /** Every text of a conversation, as by scrolling to its beginning. */
  async everything(conversation: GroupId): Promise<TextView[]> {
    if (this.snapshots.timelines[conversation] === undefined) await this.look(conversation);
    while (must(await this.port.loadOlder(conversation)).loaded > 0);
    return this.entries(conversation).filter((one): one is TextView => one.kind === 'text');
  }

  async say(conversation: GroupId, text: string): Promise<MessageId> {
    return must(await this.port.sendMessage(conversation, text));
  }

  /** Resolves when this person's window shows the text. */
  async reads(conversation: GroupId, text: string): Promise<TextView> {
    if (this.snapshots.timelines[conversation] === undefined) await this.look(conversation);
    const find = () =>
      this.entries(conversation).find((one): one is TextView => one.kind === 'text' && one.text === text);
    return this.#find(find, `the text "${text}"`);
  }

  /** A message as this window shows it. */
  message(conversation: GroupId, id: MessageId): TextView | undefined {
    return this.entries(conversation).find((one): one is TextView => one.kind === 'text' && one.id === id);
  }

  /** Resolves with a message once it is as `holds` says. */
  async sees(
    conversation: GroupId,
    id: MessageId,
    holds: (message: TextView) => boolean,
    what: string,
  ): Promise<TextView> {
    if (this.snapshots.timelines[conversation] === undefined) await this.look(conversation);
    return this.#find(() => {
      const message = this.message(conversation, id);
      return message !== undefined && holds(message) ? message : undefined;
    }, what);
  }

  async stateOf(conversation: GroupId, id: MessageId, ...kinds: readonly string[]): Promise<void> {
    await this.until(
      () =>
        this.entries(conversation).some(
          (one) => one.kind === 'text' && one.id === id && kinds.includes(one.state?.kind ?? ''),
        ),
      `a message to be ${kinds.join(' or ')}`,
    );
  }

  /** Resolves with what `find` finds, once it finds something. */
  async #find<T>(find: () => T | undefined, what: string): Promise<T> {
    const found: T[] = [];
    await this.until(() => {
      const one = find();
      if (one !== undefined) found.push(one);
      return one !== undefined;
    }, what);
    const [first] = found;
    if (first === undefined) throw new Error('unreachable');
    return first;
  }

  #hear(update: CoreUpdate): void {
    this.snapshots = applyUpdate(this.snapshots, update);
    if (update.topic === 'notice') this.notices.push(update.notice);
    this.#tell();
  }

  #tell(): void {
    for (const look of [...this.#waiting]) look();
  }

  #sketch(): string {
    const { session, connection, conversations, timelines } = this.snapshots;
    return JSON.stringify({
      session: session.kind,
      link: connection.link,
      queued: connection.queued,
      alarms: connection.alarms,
      conversations: conversations.map(({ title, state, unread, members }) => ({
        title,
        state,
        unread,
        members: members.length,
      })),
      timelines: Object.values(timelines).map(({ entries }) =>
        entries
          .slice(-8)
          .map((one) =>
            one.kind === 'text' ? `${one.text.slice(0, 30)} ${one.state?.kind ?? ''}` : JSON.stringify(one.event),
          ),
      ),
    });
  }
}

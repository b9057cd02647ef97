/** An office for scenarios: a real relay over real files, and people with real cores over disks in memory. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createRelay, type Relay, type RelayParts } from '#server/app.ts';
import type { ConfigInput } from '#server/config/config.ts';
import type { Internet } from '#server/push/courier.ts';
import type { GroupId, MessageId } from '#shared/ids/index.ts';
import { must, PASSPHRASE, Person } from './person.ts';

/** What stands between people and the relay. */
export interface Front {
  readonly url: string;
  standBefore(url: string): void;
  stop(): Promise<void>;
}

/** The relay, its files, and everybody in it. */
export class Office {
  readonly #folder: string;
  readonly #config: ConfigInput;
  readonly #people: Person[] = [];
  #relay: Relay;
  #port = 0;
  #foundingLink = '';
  #rootKey = '';
  /** What people connect to, where that is not the relay itself. */
  readonly #front: Front | undefined;
  readonly #parts: RelayParts;
  readonly #clock: { later: number };

  private constructor(
    folder: string,
    config: ConfigInput,
    relay: Relay,
    front: Front | undefined,
    parts: RelayParts,
    clock: { later: number },
  ) {
    this.#folder = folder;
    this.#config = config;
    this.#relay = relay;
    this.#front = front;
    this.#parts = parts;
    this.#clock = clock;
  }

  /** @param front stands between people and the relay: a hostile one, in `e2e/adversary`. */
  static async start(
    options: {
      readonly config?: ConfigInput;
      readonly front?: Front;
      /** The relay's clock, where `pass` does not move it. */
      readonly now?: () => number;
      /** What stands for the public internet, where the relay calls push services. */
      readonly internet?: Internet;
    } = {},
  ): Promise<Office> {
    const { front, now, internet } = options;
    const clock = { later: 0 };
    const parts = { now: now ?? (() => Date.now() + clock.later), ...(internet === undefined ? {} : { internet }) };
    const folder = mkdtempSync(path.join(tmpdir(), 'tacit-scenario-'));
    const config: ConfigInput = {
      host: '127.0.0.1',
      port: 0,
      logLevel: 'silent',
      // People here act faster than any does.
      callsPerSecond: 10_000,
      ...options.config,
      dataFolder: path.join(folder, 'data'),
      ...(front === undefined ? {} : { publicOrigin: front.url }),
    };
    const relay = await createRelay(config, parts);
    const office = new Office(folder, config, relay, front, parts, clock);
    await office.#listen();
    return office;
  }

  async #listen(): Promise<void> {
    const address = await this.#relay.listen();
    this.#port = address.port;
    this.#foundingLink = address.foundingLink ?? this.#foundingLink;
    this.#front?.standBefore(this.relayUrl);
  }

  get relayUrl(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  /** What people take for the relay. */
  get url(): string {
    return this.#front?.url ?? this.relayUrl;
  }

  get relay(): Relay {
    return this.#relay;
  }

  /** Where the relay keeps its files, its log key among them. */
  get dataFolder(): string {
    return path.join(this.#folder, 'data');
  }

  /** As it was printed at the founding. */
  get rootKey(): string {
    return this.#rootKey;
  }

  get foundingLink(): string {
    return this.#foundingLink;
  }

  /** Time passes for the relay and for everybody here. What waits for a moment sees it when the app is opened again. */
  pass(ms: number): void {
    this.#clock.later += ms;
    for (const person of this.#people) person.clockOff += ms;
  }

  async stopRelay(): Promise<void> {
    await this.#relay.close();
  }

  async startRelay(): Promise<void> {
    this.#relay = await createRelay({ ...this.#config, port: this.#port }, this.#parts);
    await this.#listen();
  }

  newPerson(name: string): Person {
    const person = new Person({ name, origin: this.url, url: () => this.url });
    this.#people.push(person);
    return person;
  }

  /** The founder of the organisation, past the root key. */
  async found(name = 'Ana'): Promise<Person> {
    const person = this.newPerson(name);
    await person.open();
    await person.session('not-founded');
    must(await person.port.beginFounding(this.#foundingLink.split('#')[1] ?? ''));
    const root = must(await person.port.found({ organisation: 'Northwind', name, passphrase: PASSPHRASE }));
    this.#rootKey = root.text;
    must(await person.port.confirmRootKept(root.text.split(' ')[root.checkGroup - 1] ?? ''));
    await person.session('open');
    await person.online();
    return person;
  }

  /** Somebody who was invited by `host` and has joined. */
  async hire(host: Person, name: string, role: 'member' | 'admin' | 'owner' | 'guest' = 'member'): Promise<Person> {
    const { link } = must(await host.port.createInvitation({ name, role, expiresInHours: 24 }));
    const person = this.newPerson(name);
    await person.open();
    await person.session('no-account');
    must(await person.port.enrol({ fragment: link.split('#')[1] ?? '', name, passphrase: PASSPHRASE }));
    await person.session('open');
    await person.online();
    await host.knows(name);
    return person;
  }

  /** A room of `host`, in which she has said a first word that all others have read. */
  async room(
    host: Person,
    name: string,
    others: readonly Person[],
    first = 'welcome',
  ): Promise<{ readonly room: GroupId; readonly word: MessageId }> {
    const room = must(await host.port.createRoom({ name, people: others.map(({ id }) => id) }));
    await host.look(room);
    const word = await host.say(room, first);
    for (const other of others) {
      await other.conversationOf(name);
      await other.reads(room, first);
    }
    return { room, word };
  }

  /** The conversation of two, in which both have greeted. */
  async direct(host: Person, other: Person): Promise<GroupId> {
    const direct = must(await host.port.startDirect(other.id));
    await host.look(direct);
    await host.say(direct, `Hello ${other.name}`);
    await other.conversationOf(host.name);
    await other.reads(direct, `Hello ${other.name}`);
    await other.say(direct, `Hello ${host.name}`);
    await host.reads(direct, `Hello ${host.name}`);
    return direct;
  }

  /** A new browser of `person`, linked by code and digits; another window, with a disk of its own. */
  async link(person: Person, name = 'Phone'): Promise<Person> {
    const browser = this.newPerson(person.name);
    await browser.open();
    await browser.session('no-account');
    const { code } = must(await browser.port.beginLinking(name));
    const { digits } = must(await person.port.joinLinking(code, PASSPHRASE));
    if (must(await browser.port.linkingDigits()) !== digits) throw new Error('the digits differ');
    must(await person.port.confirmLinking());
    must(await browser.port.linkedAccount());
    must(await browser.port.finishLinking(PASSPHRASE));
    await browser.session('open');
    await browser.online();
    return browser;
  }

  async close(): Promise<void> {
    for (const person of this.#people) person.close();
    await this.#relay.close();
    await this.#front?.stop();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

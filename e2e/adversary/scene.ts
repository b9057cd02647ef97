/** Real people with real cores, a real relay, and the attacker between them. */

import { userSigner } from '#core/identity/ceremonies.ts';
import { openLogKey } from '#server/auth/log-key.ts';
import * as crypto from '#server/crypto/sodium.ts';
import { encodeBase64url, equalBytes } from '#shared/encoding/index.ts';
import type { GroupId, MessageId, UserId } from '#shared/ids/index.ts';
import { headOf, type LogEntry, type OrgState, replay, signEntry } from '#shared/org-log/index.ts';
import { type Envelope, wireLimits } from '#shared/wire/index.ts';
import { withStorage } from '../scenarios/agreement.ts';
import { Office } from '../scenarios/office.ts';
import { must, type Person } from '../scenarios/person.ts';
import type { Victims } from './attacks.ts';
import { type EntryBody, ForgedLog } from './forged-log.ts';
import { HostileRelay } from './hostile-relay.ts';

export class Scene {
  readonly hostile: HostileRelay;
  readonly office: Office;
  /** The founder: an owner, and the moderator of the rooms that she makes. */
  readonly ana: Person;
  readonly ben: Person;

  private constructor(hostile: HostileRelay, office: Office, ana: Person, ben: Person) {
    this.hostile = hostile;
    this.office = office;
    this.ana = ana;
    this.ben = ben;
  }

  /** An organisation of two, with the attacker in place and doing nothing yet. */
  static async start(options: Parameters<typeof Office.start>[0] = {}): Promise<Scene> {
    const hostile = await HostileRelay.start();
    const office = await Office.start({ ...options, front: hostile });
    const ana = await office.found();
    return new Scene(hostile, office, ana, await office.hire(ana, 'Ben'));
  }

  /** Somebody new, who can be added to conversations. */
  async hire(name: string, role?: Parameters<Office['hire']>[2]): Promise<Person> {
    const person = await this.office.hire(this.ana, name, role);
    const { index } = this.hostile.connectionOf(person.device);
    await this.hostile.until(() =>
      this.hostile.recorded.some((one) => one.connection === index && one.name === 'keyPackages.publish'),
    );
    return person;
  }

  /** A room of Ana's in which everybody has read a first word: all are in step, and nothing is under way. */
  async room(name: string, ...others: readonly Person[]): Promise<GroupId> {
    const room = must(await this.ana.port.createRoom({ name, people: others.map(({ id }) => id) }));
    await this.settle(room, this.ana, ...others);
    return room;
  }

  /** A direct conversation of Ana's, settled. */
  async direct(other: Person): Promise<GroupId> {
    await this.ana.knows(other.name);
    const direct = must(await this.ana.port.startDirect(other.id));
    await this.settle(direct, this.ana, other);
    return direct;
  }

  /**
   * Everybody says something that everybody reads and confirms: whoever has not yet put fresh keys in does it now, and then
   * nothing more is on its way.
   */
  async settle(group: GroupId, ...people: readonly Person[]): Promise<void> {
    const words = new Map<Person, MessageId>();
    for (const one of people) {
      await one.until(() => one.snapshots.conversations.some(({ id }) => id === group), 'the conversation');
    }
    for (const one of people) {
      const word = `here is ${one.name}`;
      words.set(one, await one.say(group, word));
      for (const other of people) await other.reads(group, word);
    }
    for (const [one, word] of words) await one.stateOf(group, word, 'delivered');
  }

  /** The log as it is now, in the hands of who holds the relay's log key. */
  async logInHand(now: () => number = Date.now): Promise<ForgedLog> {
    const connection = this.hostile.connectionOf(this.ana.device);
    const page = await connection.call('log.since', { size: 0, limit: wireLimits.logEnvelopesPerPage });
    const { session } = this.ana.snapshots;
    if (!page.ok || session.kind !== 'open') throw new Error('there is no log');
    const key = this.logKey();
    return new ForgedLog({ org: session.organisation.id, key, crypto, now }, page.value.envelopes);
  }

  /** Puts an entry of Ana's into the log, for which the app has no button yet. */
  async decide(what: EntryBody | ((state: OrgState) => EntryBody)): Promise<void> {
    const { envelopes } = await this.logInHand();
    const replayed = replay(envelopes, crypto);
    const identity = await withStorage(this.ana, ({ read }) => read.account('identity'));
    if (!replayed.ok || identity === undefined) throw new Error('Ana cannot decide');
    const { size, root } = headOf(replayed.state, crypto);
    const header = { v: 1, org: identity.org, at: Date.now(), prior: { size, root: encodeBase64url(root) } };
    const signer = userSigner(identity.user, identity.userIdentityKey.privateKey);
    const body = typeof what === 'function' ? what(replayed.state) : what;
    const envelope = signEntry({ ...header, ...body } as LogEntry, [signer]);
    const answer = await this.hostile.connectionOf(this.ana.device).call('log.append', { envelopes: [envelope] });
    if (!answer.ok) throw new Error(answer.error.code);
  }

  logKey(): ReturnType<typeof openLogKey> {
    return openLogKey(this.office.dataFolder);
  }

  /** Tells somebody of a head, as a relay does on its own. */
  announce(checkpoint: string, ...people: readonly Person[]): void {
    for (const { device } of people) this.hostile.connectionOf(device).push('log.head', { checkpoint });
  }

  close(): Promise<void> {
    return this.office.close();
  }
}

/** The attack is on these people, and on nobody else. */
export function only(...people: readonly { readonly device: string }[]): Victims {
  const devices = new Set(people.map(({ device }) => device));
  return ({ identity }) => identity.as === 'device' && devices.has(identity.id);
}

/** The names of those whom this person's window shows as members. */
export function memberNames(person: Person, group: GroupId): string[] {
  const members: readonly UserId[] = person.snapshots.conversations.find(({ id }) => id === group)?.members ?? [];
  return members.map((id) => person.snapshots.people.find((one) => one.id === id)?.name ?? 'nobody known').sort();
}

/** How many messages the timeline says are missing, line by line. */
export function missing(person: Person, group: GroupId): number[] {
  return person
    .entries(group)
    .flatMap((one) => (one.kind === 'event' && one.event.kind === 'missing' ? [one.event.count ?? 0] : []));
}

/** What a person sends into a group from now on, so that an attack can pick among messages that it cannot read. */
export function watchSends(
  hostile: HostileRelay,
  person: Person,
  group: GroupId,
): { nth(envelope: Envelope): number; readonly count: number } {
  const victims = only(person);
  const messages: Uint8Array[] = [];
  hostile.onCall('group.send', async ({ connection, request }, forward) => {
    if (victims(connection) && request.group === group) messages.push(request.message);
    return forward(request);
  });
  return {
    /** From 1; 0 for what somebody else has sent, or a commit. */
    nth: ({ message }) => 1 + messages.findIndex((one) => equalBytes(one, message)),
    get count() {
      return messages.length;
    },
  };
}

/**
 * The stateful model of the MLS gate: one group, many devices, and everything that can happen to them, at random.
 *
 * Official vectors are necessary and not sufficient: known defects of MLS libraries, a removed member that keeps reading
 * among them, pass all of them. What must hold after every commit:
 * - all members have the same epoch authenticator and the same list of members;
 * - everyone who was added has joined;
 * - no state of a removed device, and no device that has not joined, decrypts anything;
 * - every message that was not dropped is read once, as what was sent, by whom it was sent;
 * - no sender uses a generation of an epoch twice.
 */
import type { SuiteName } from '#core/crypto/mls-provider.ts';
import { randomBytes } from '#core/crypto/primitives.ts';
import { MlsError } from '#core/mls/errors.ts';
import type { MlsGroup } from '#core/mls/group.ts';
import { createTestWorld, type TestDevice } from '#core/mls/testing.ts';
import { decodeUtf8, encodeBase64url, encodeUtf8 } from '#shared/encoding/index.ts';
import { createRandom } from './random.ts';

export interface ModelOptions {
  readonly seed: number;
  readonly commits: number;
  readonly devices: number;
  readonly suite: SuiteName;
}

export interface ModelResult {
  readonly commits: number;
  /** How often each thing happened. */
  readonly done: Readonly<Record<string, number>>;
  readonly passed: number;
  /** The first broken invariant, and the commit at which it broke; the run ends there. */
  readonly failure: { readonly commit: number; readonly what: string } | undefined;
}

interface Player {
  readonly device: TestDevice;
  group: MlsGroup;
  /** What is on this device's disk: it is restored from here after a crash. */
  readonly disk: Map<string, Uint8Array>;
  /** Messages that this device has not been shown yet. */
  late: Sent[];
}

interface Sent {
  readonly message: Uint8Array;
  readonly text: string;
  readonly sender: string;
  readonly epoch: bigint;
}

const PAST_EPOCHS = 3n;
const GONE_KEPT = 6;

class Broken extends Error {}

/** Runs the model. Never throws for a broken invariant: that is a result. */
export async function runModel({ seed, commits, devices, suite }: ModelOptions): Promise<ModelResult> {
  const random = createRandom(seed);
  const world = createTestWorld(suite);
  const { engine } = world;
  const done: Record<string, number> = {};
  let passed = 0;
  const count = (what: string) => {
    done[what] = (done[what] ?? 0) + 1;
  };
  const check = (holds: boolean, what: string) => {
    if (!holds) throw new Broken(what);
    passed += 1;
  };

  const all = Array.from({ length: devices }, (_, index) => world.device(`device-${index}`));
  const players = new Map<string, Player>();
  /** States of devices that are out: the last as a member, and what the removal made of it. */
  const gone: { name: string; group: MlsGroup }[] = [];
  const used = new Set<string>();

  const save = (player: Player, next: MlsGroup) => {
    for (const { key, bytes } of engine.encodeState(next, player.group)) {
      if (bytes === null) player.disk.delete(key);
      else player.disk.set(key, bytes);
    }
    player.group = next;
  };
  const enter = (device: TestDevice, group: MlsGroup) => {
    const disk = new Map(engine.encodeState(group).flatMap(({ key, bytes }) => (bytes ? [[key, bytes] as const] : [])));
    players.set(device.name, { device, group, disk, late: [] });
  };
  const crash = (player: Player) => {
    const records = [...player.disk].map(([key, bytes]) => ({ key, bytes }));
    player.group = engine.decodeState(records, player.device.signatureKey);
    count('crash and restore');
  };
  const refused = async (work: Promise<unknown>): Promise<boolean> => {
    try {
      await work;
      return false;
    } catch (error) {
      if (error instanceof MlsError) return true;
      throw error;
    }
  };

  async function read(player: Player, sent: Sent): Promise<void> {
    const received = await engine.receive(player.group, sent.message);
    check(
      received.kind === 'application' && decodeUtf8(received.plaintext) === sent.text,
      'a message reads as it was sent',
    );
    check(decodeUtf8(received.sender.identity) === sent.sender, 'a message is attributed to its sender');
    save(player, received.group);
    if (random.chance(0.1)) {
      count('duplicate');
      check(await refused(engine.receive(player.group, sent.message)), 'a duplicate is refused');
    }
  }

  async function burst(): Promise<void> {
    const sentNow: Sent[] = [];
    for (let index = random.below(4); index > 0; index -= 1) {
      const player = random.pick([...players.values()]);
      const text = `message ${used.size}`;
      const encrypted = await engine.encrypt(player.group, encodeUtf8(text));
      const key = `${player.group.epoch}/${engine.ownLeaf(player.group)}/${encrypted.generation}`;
      check(!used.has(key), `a generation is used once (${key})`);
      used.add(key);
      save(player, encrypted.group);
      sentNow.push({ message: encrypted.message, text, sender: player.device.name, epoch: player.group.epoch });
      count('message');
    }
    for (const player of players.values()) {
      const mine = sentNow.filter(({ sender }) => sender !== player.device.name);
      for (const sent of random.chance(0.3) ? random.sample(mine, mine.length) : mine) {
        const fate = random.below(10);
        if (fate === 0) count('dropped');
        else if (fate <= 2) player.late.push(sent);
        else await read(player, sent);
      }
    }
    for (const { name, group } of gone) {
      for (const { message } of sentNow) {
        check(await refused(engine.receive(group, message)), `${name}, removed, decrypts nothing`);
      }
    }
  }

  async function deliverLate(player: Player): Promise<void> {
    const due = player.late.filter(() => random.chance(0.5));
    player.late = player.late.filter((sent) => !due.includes(sent));
    for (const sent of due) {
      if (sent.epoch + PAST_EPOCHS < player.group.epoch) {
        check(await refused(engine.receive(player.group, sent.message)), 'keys of old epochs are gone');
      } else await read(player, sent);
      count('late or reordered');
    }
  }

  /** Commits, and stores what must be stored before the commit leaves. */
  async function commitAs(player: Player, changes: Parameters<typeof engine.commit>[1]) {
    const handshakes = `${player.group.epoch}/${player.device.name}/handshake`;
    const made = await engine.commit(player.group, changes);
    const records = engine.encodeState(made.base, player.group).map(({ bytes }) => bytes && encodeBase64url(bytes));
    check(records.length === 1 && !used.has(`${handshakes}/${records[0]}`), 'a handshake key is used once');
    used.add(`${handshakes}/${records[0]}`);
    save(player, made.base);
    return made;
  }

  async function commitOnce(): Promise<void> {
    const committer = random.pick([...players.values()]);
    const outside = all.filter(({ name }) => !players.has(name));
    const others = engine.members(committer.group).filter(({ leaf }) => leaf !== engine.ownLeaf(committer.group));
    const kind = random.pick(['add', 'add', 'remove', 'both', 're-add', 'update', 'room state'] as const);
    let joining = kind === 'add' || kind === 'both' ? random.sample(outside, 1 + random.below(3)) : [];
    const leaving =
      kind === 'remove' || kind === 'both' || kind === 're-add' ? random.sample(others, 1 + random.below(2)) : [];
    const leavingNames = leaving.map(({ identity }) => decodeUtf8(identity));
    if (kind === 're-add') joining = all.filter(({ name }) => leavingNames.includes(name));
    count(joining.length + leaving.length === 0 && kind !== 'room state' ? 'update' : kind);
    const changes = {
      add: await Promise.all(joining.map((device) => device.publish())),
      remove: leaving.map(({ leaf }) => leaf),
      ...(kind === 'room state' ? { roomStateHash: randomBytes(32) } : {}),
    };
    if (random.chance(0.15)) {
      // A commit that never reached the relay: its maker goes on from what it had stored, and commits again.
      await commitAs(committer, {});
      count('commit made again');
    }
    const candidate = await commitAs(committer, changes);
    let lost: Uint8Array | undefined;
    if (random.chance(0.2) && others.length > 0) {
      // A second commit for the same epoch, which the relay turns down: its maker drops the candidate.
      const loser = random.pick([...players.values()]);
      if (loser !== committer) {
        lost = (await commitAs(loser, {})).commit;
        count('lost race');
      }
    }
    const stale = await engine.encrypt(committer.group, encodeUtf8('before the commit'));
    for (const player of [...players.values()]) {
      const { name } = player.device;
      if (player === committer) continue;
      if (random.chance(0.1)) crash(player);
      const before = player.group;
      const received = await engine.receive(before, candidate.commit);
      if (received.kind !== 'commit') throw new Broken('a commit is received as one');
      check(decodeUtf8(received.sender.identity) === committer.device.name, 'a commit is attributed to its sender');
      check(received.removedSelf === leavingNames.includes(name), 'a removed member, and no other, learns of it');
      if (received.removedSelf) {
        players.delete(name);
        gone.push({ name, group: before }, { name, group: received.group });
      } else save(player, received.group);
      if (!received.removedSelf && random.chance(0.05)) {
        count('duplicate commit');
        check(await refused(engine.receive(player.group, candidate.commit)), 'a commit counts once');
      }
      if (!received.removedSelf && lost !== undefined) {
        check(await refused(engine.receive(player.group, lost)), 'a commit that lost its race counts never');
      }
    }
    gone.splice(0, Math.max(0, gone.length - GONE_KEPT));
    save(committer, candidate.group);
    for (const device of joining) {
      const { welcome } = candidate;
      if (welcome === undefined) throw new Broken('an addition gives a Welcome');
      const joined = await engine.join({ welcome, find: device.find, signatureKey: device.signatureKey });
      check(decodeUtf8(joined.sender.identity) === committer.device.name, 'a joiner learns who added it');
      enter(device, joined.group);
      check(await refused(engine.receive(joined.group, stale.message)), 'who had not joined decrypts nothing');
      device.keyPackages.clear();
    }
    if (candidate.welcome !== undefined) {
      const uninvited = all.find(({ name }) => !players.has(name));
      if (uninvited) {
        const join = engine.join({
          welcome: candidate.welcome,
          find: uninvited.find,
          signatureKey: uninvited.signatureKey,
        });
        check(await refused(join), 'nobody joins by a Welcome for others');
      }
    }
    agree();
  }

  function agree(): void {
    const views = [...players.values()].map(({ group }) => ({
      authenticator: encodeBase64url(engine.epochAuthenticator(group)),
      members: engine.members(group).map(({ leaf, identity }) => `${leaf}:${decodeUtf8(identity)}`),
    }));
    const first = views[0];
    check(
      views.every(({ authenticator }) => authenticator === first?.authenticator),
      'all members have one epoch authenticator',
    );
    check(
      views.every(({ members }) => members.join() === first?.members.join()),
      'all members have one list of members',
    );
    const names = new Set(first?.members.map((member) => member.slice(member.indexOf(':') + 1)));
    check(names.size === players.size && [...players.keys()].every((name) => names.has(name)), 'the list is who is in');
  }

  const founder = random.pick(all);
  enter(founder, await world.createGroup(founder));
  for (let commit = 0; commit < commits; commit += 1) {
    try {
      await commitOnce();
      await burst();
      for (const player of players.values()) await deliverLate(player);
    } catch (error) {
      const what = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
      return { commits: commit, done, passed, failure: { commit, what } };
    }
  }
  return { commits, done, passed, failure: undefined };
}

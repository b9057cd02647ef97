/** Whole lists, shown to `replay` and to a client's replica: out of order, with gaps, cut short, grown from another history. */
import { emptyReplica, offer, type Replica } from '#core/org/replica.ts';
import { encodeBase64url } from '#shared/encoding/index.ts';
import { emptyState, replay, signCheckpoint } from '#shared/org-log/index.ts';
import type { Deed } from './deed.ts';
import { objection } from './oracle.ts';
import { type Past, relayKeyOf } from './past.ts';
import { rootOf, type World } from './world.ts';

export interface Case {
  /** What was done. */
  readonly note: string;
  /** What the oracle wants, and what the product did: how many entries are believed. */
  readonly wanted: number;
  readonly found: number;
  readonly list: Past;
}

/** The list with something done to it that a relay could do. */
function tampered(list: Past, world: World): { note: string; list: Past } {
  const { random } = world;
  const one = random.below(list.length);
  const other = random.below(list.length);
  const copy = [...list];
  switch (random.below(5)) {
    case 0: {
      const [first, second] = [copy[one], copy[other]];
      if (first && second) [copy[one], copy[other]] = [second, first];
      return { note: 'reordered', list: copy };
    }
    case 1:
      return { note: 'with a gap', list: copy.toSpliced(one, 1) };
    case 2:
      return { note: 'with a repetition', list: copy.toSpliced(other, 0, ...copy.slice(one, one + 1)) };
    case 3: {
      const held = world.held.length > 0 ? [random.pick(world.held)] : [];
      return { note: 'with what was withheld', list: copy.toSpliced(one, 0, ...held) };
    }
    default:
      return { note: 'as it is', list: copy };
  }
}

/** How many entries of `list` may be believed after `past`. */
function soundLength(past: Past, list: Past): number {
  let grown = past;
  for (const deed of list) {
    if (objection(grown, deed) !== undefined) break;
    grown = [...grown, deed];
  }
  return grown.length - past.length;
}

export function replayCase(world: World): Case {
  const { note, list } = tampered(world.past, world);
  const wanted = soundLength([], list);
  const result = replay(
    list.map(({ bytes }) => bytes),
    world.crypto,
    emptyState(),
  );
  const found = result.ok ? list.length : result.index;
  return { note: `replay ${note}`, wanted, found: result.state.tree.size === found ? found : -1, list };
}

interface Head {
  readonly list: Past;
  readonly at: number;
  readonly sound: boolean;
}

function noteOf({ list, at, sound }: Head, world: World): string {
  const key = sound ? world.keyNamed(relayKeyOf(list)) : world.newKey();
  const head = { org: world.org, size: list.length, root: rootOf(list, world.crypto), at };
  return signCheckpoint(head, key.publicKey, (message) => key.sign(message), world.crypto);
}

/** How many entries a client believes in after it was shown `shown` from `from` on with `head`. */
function believed(held: Past, heldHead: Head, from: number, shown: Past, head: Head): number {
  if (from > held.length) return held.length;
  const overlap = held.length - from;
  if (shown.slice(0, overlap).some(({ bytes }, index) => bytes !== held[from + index]?.bytes)) return held.length;
  const added = shown.slice(overlap);
  if (soundLength(held, added) < added.length) return held.length;
  const grown = [...held, ...added];
  const signs = head.sound && relayKeyOf(head.list) === relayKeyOf(grown);
  const about = head.list.every(({ bytes }, index) => bytes === grown[index]?.bytes);
  if (!signs || head.list.length > grown.length || !about) return held.length;
  return head.list.length < heldHead.list.length ? held.length : grown.length;
}

/** A client that holds a part of the log is shown something: the rest, or what no honest relay shows. */
export function replicaCase(world: World): Case {
  const { random, crypto, past } = world;
  const held = past.slice(0, 1 + random.below(past.length));
  const heldHead: Head = { list: held, at: world.now, sound: true };
  const empty = emptyReplica(world.org, encodeBase64url(world.root.publicKey));
  const bytes = (list: Past) => list.map((deed: Deed) => deed.bytes);
  const begun = offer(empty, bytes(held), noteOf(heldHead, world), crypto);
  if (begun.kind !== 'accepted') return { note: `begin: ${begun.kind}`, wanted: held.length, found: 0, list: held };

  const { note, list } = tampered(past, world);
  const from = random.chance(0.7) ? held.length : random.below(held.length + 2);
  const shown = list.slice(from, from + random.below(list.length + 1));
  const cut = random.chance(0.6) ? list.slice(0, from + shown.length) : list.slice(0, 1 + random.below(list.length));
  const head: Head = {
    list: random.chance(0.8) ? cut : past.slice(0, cut.length),
    at: world.now + random.below(3) - 1,
    sound: random.chance(0.9),
  };
  const before = begun.replica.state;
  const result = offer(begun.replica, bytes(shown), noteOf(head, world), crypto, from);
  const after: Replica = result.kind === 'accepted' ? result.replica : begun.replica;
  const unchanged = begun.replica.state === before && before.tree.size === held.length;
  return {
    note: `replica ${note}`,
    wanted: believed(held, heldHead, from, shown, head),
    found: unchanged ? after.state.tree.size : -1,
    list: [...held, ...shown],
  };
}

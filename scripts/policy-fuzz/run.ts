/** Plays chains until as many cases are judged as were asked for, or the product and the oracle disagree. */
import { decodeUtf8, encodeBase64url } from '#shared/encoding/index.ts';
import { admit, emptyState } from '#shared/org-log/index.ts';
import { decodeState, encodeState } from '#shared/org-log/snapshot.ts';
import { createRandom } from '../mls-model/random.ts';
import { gateDisagreement, stateDisagreement, weakenedTooEasily } from './agree.ts';
import type { Deed } from './deed.ts';
import { realKeys, standIn } from './keys.ts';
import { objection } from './oracle.ts';
import type { Past } from './past.ts';
import { type Case, replayCase, replicaCase } from './shown.ts';
import { World } from './world.ts';

/** Every so many chains, one is signed with Ed25519. */
const REAL_EVERY = 25;

export interface FuzzOptions {
  readonly seed: number;
  readonly cases: number;
  /** Only this chain: to see a failure again. */
  readonly chain?: number;
  /** The judge; another one than the product's in the test of this program itself. */
  readonly judge?: typeof admit;
}

export interface FuzzFailure {
  readonly chain: number;
  readonly kind: 'wrong acceptance' | 'wrong refusal' | 'wrong state';
  readonly what: string;
  /** The envelopes before it, and the one, or the list, that is judged otherwise. */
  readonly envelopes: readonly string[];
  readonly offered: readonly string[];
}

export interface FuzzResult {
  readonly cases: number;
  readonly chains: number;
  readonly withRealKeys: number;
  /** By what was done: how many were admitted and refused, on both sides. */
  readonly tally: ReadonlyMap<string, { admitted: number; refused: number }>;
  readonly failure: FuzzFailure | undefined;
}

class Disagreement extends Error {
  readonly failure: Omit<FuzzFailure, 'chain'>;

  constructor(kind: FuzzFailure['kind'], what: string, before: Past, offered: Past) {
    super(what);
    const texts = (list: Past) => list.map(({ bytes }) => readable(bytes));
    this.failure = { kind, what, envelopes: texts(before), offered: texts(offered) };
  }
}

/** An envelope's text, or its bytes where it is none. */
function readable(bytes: Uint8Array): string {
  try {
    return decodeUtf8(bytes);
  } catch {
    return `base64url:${encodeBase64url(bytes)}`;
  }
}

export function fuzz(options: FuzzOptions): FuzzResult {
  const tally = new Map<string, { admitted: number; refused: number }>();
  const [first, last] = options.chain === undefined ? [0, Number.POSITIVE_INFINITY] : [options.chain, options.chain];
  let [cases, withRealKeys, chain] = [0, 0, first];
  let failure: FuzzFailure | undefined;
  const count = (note: string, admitted: boolean) => {
    cases += 1;
    const row = tally.get(note) ?? { admitted: 0, refused: 0 };
    tally.set(note, row);
    row[admitted ? 'admitted' : 'refused'] += 1;
  };
  for (; cases < options.cases && chain <= last && failure === undefined; chain += 1) {
    try {
      if (chain % REAL_EVERY === 0) withRealKeys += 1;
      playChain(options, chain, count, () => options.cases - cases);
    } catch (error) {
      if (!(error instanceof Disagreement)) throw error;
      failure = { chain, ...error.failure };
    }
  }
  return { cases, chains: chain - first, withRealKeys, tally, failure };
}

function playChain(
  { seed, judge = admit }: FuzzOptions,
  chain: number,
  count: (note: string, admitted: boolean) => void,
  left: () => number,
): void {
  const random = createRandom(Math.imul(seed + 1, 0x9e3779b1) ^ Math.imul(chain + 1, 0x85ebca6b));
  const world = new World(random, chain % REAL_EVERY === 0 ? realKeys : standIn);
  const length = 20 + random.below(60);
  let state = emptyState();
  for (let step = 0; step < length && left() > 0; step += 1) {
    const deed: Deed = step === 0 ? world.founding() : world.attempt();
    const against = objection(world.past, deed);
    const result = judge(state, deed.bytes, world.crypto);
    const code = result.ok ? 'admitted' : result.refusal.code;
    if (result.ok !== (against === undefined)) {
      const kind = result.ok ? 'wrong acceptance' : 'wrong refusal';
      const what = `${deed.entry.kind}, ${deed.note}: ${against ?? 'nothing against it'}; the product: ${code}`;
      throw new Disagreement(kind, what, world.past, [deed]);
    }
    count(deed.note === 'none' ? deed.entry.kind : deed.note, result.ok);
    if (!result.ok) continue;
    const weakened = weakenedTooEasily(world.past, deed, state, result.state);
    if (weakened) throw new Disagreement('wrong acceptance', weakened, world.past, [deed]);
    if (step > 0 && random.chance(0.15)) {
      world.held.push(deed);
      continue;
    }
    const before = world.past;
    world.admit(deed);
    state = result.state;
    // As a device does that was closed and is opened again: what it goes on from must admit and refuse the same.
    if (random.chance(0.1)) state = decodeState(encodeState(state, world.crypto), world.crypto);
    const differs = stateDisagreement(world.past, state) ?? gateDisagreement(world.past, state, world.now, random);
    if (differs) throw new Disagreement('wrong state', differs, before, [deed]);
  }
  for (let show = 0; show < 4 && left() > 0; show += 1) {
    const shown = show % 2 === 0 ? replayCase(world) : replicaCase(world);
    requireAgreement(shown);
    count(shown.note, shown.wanted === shown.list.length);
  }
}

function requireAgreement({ note, wanted, found, list }: Case): void {
  if (wanted === found) return;
  const kind = found > wanted ? 'wrong acceptance' : 'wrong refusal';
  throw new Disagreement(kind, `${note}: ${wanted} entries are to be believed, ${found} are`, [], list);
}

/** Makes up an organisation and what people, admins, thieves and the relay try on its log: right, wrong, and nearly right. */
import {
  canonicalJson,
  concatBytes,
  decodeUtf8,
  encodeBase64url,
  encodeUtf8,
  labelled,
  labels,
} from '#shared/encoding/index.ts';
import {
  type DeviceId,
  type InvitationId,
  type OrgId,
  parseId,
  type SecurityGroupId,
  type UserId,
} from '#shared/ids/index.ts';
import { type DeviceCertificate, issueCertificate, type LogEntry, type Signer } from '#shared/org-log/index.ts';
import { defaultPolicy } from '#shared/policy/index.ts';
import type { Random } from '../mls-model/random.ts';
import { aBody, type Body, opening } from './bodies.ts';
import type { Deed } from './deed.ts';
import { type Disturbance, disturbances, misshape, respell } from './disturb.ts';
import { bytesFrom, type FuzzCrypto, type FuzzKey } from './keys.ts';
import { latest, type Past, people, quorumOf, roleOf, standingOf } from './past.ts';

const HOUR = 3_600_000;

export interface SigningHand {
  readonly by: Signer;
  readonly key: FuzzKey;
}

type AnyId = OrgId | UserId | DeviceId | SecurityGroupId | InvitationId;

export class World {
  readonly random: Random;
  readonly crypto: FuzzCrypto;
  readonly org: OrgId;
  readonly root: FuzzKey;
  readonly relay: FuzzKey;
  /** What has been admitted. */
  past: Deed[] = [];
  /** Would have been admitted, and was kept back. */
  readonly held: Deed[] = [];
  /** Keys of each person, the newest last, whether or not the log has come to know them. */
  readonly keys = new Map<UserId, FuzzKey[]>();
  readonly invitations: { readonly id: InvitationId; readonly key: FuzzKey }[] = [];
  now = 1_800_000_000_000;
  #attempts = 0;
  readonly #made = new Map<string, FuzzKey>();
  readonly #founder: UserId;
  readonly #group: SecurityGroupId;

  constructor(random: Random, crypto: FuzzCrypto) {
    this.random = random;
    this.crypto = crypto;
    this.org = this.id<OrgId>();
    this.root = crypto.keyPair(random);
    this.relay = crypto.keyPair(random);
    this.#founder = this.newcomer();
    this.#group = this.id<SecurityGroupId>();
  }

  id<Id extends AnyId>(): Id {
    return parseId<Id>(encodeBase64url(bytesFrom(this.random, 16)));
  }

  newcomer(): UserId {
    const user = this.id<UserId>();
    this.keys.set(user, [this.crypto.keyPair(this.random)]);
    return user;
  }

  newKey(): FuzzKey {
    const key = this.crypto.keyPair(this.random);
    this.#made.set(encodeBase64url(key.publicKey), key);
    return key;
  }

  /** A key that was made here, by its public half. */
  keyNamed(publicKey: string | undefined): FuzzKey {
    return this.#made.get(publicKey ?? '') ?? this.relay;
  }

  /** Takes in what was admitted. */
  admit(deed: Deed): void {
    this.past = [...this.past, deed];
    const { entry } = deed;
    if (entry.kind !== 'identity.reset') return;
    // From now on the person signs with the new key.
    const key = this.keyNamed(entry.key);
    this.keys.set(entry.user, [...(this.keys.get(entry.user) ?? []).filter((one) => one !== key), key]);
  }

  hand(user: UserId): SigningHand {
    const key = this.keys.get(user)?.at(-1) ?? this.newKey();
    return { by: { role: 'user', id: user }, key };
  }

  rootHand(): SigningHand {
    return { by: { role: 'root' }, key: this.root };
  }

  /** What is to be tried next, while the organisation comes together. */
  get opening(): (typeof opening)[number] | undefined {
    return opening[this.#attempts];
  }

  anybody(): UserId {
    return this.random.pick(people(this.past));
  }

  /** Somebody active with one of `roles`, or anybody where there is none. */
  somebody(...roles: readonly string[]): UserId {
    const fitting = people(this.past).filter(
      (user) => standingOf(this.past, user) === 'active' && roles.includes(roleOf(this.past, user)),
    );
    return fitting.length > 0 ? this.random.pick(fitting) : this.anybody();
  }

  ownersHands(): SigningHand[] {
    if (this.random.chance(0.15)) return [this.rootHand()];
    const owners = people(this.past).filter(
      (user) => roleOf(this.past, user) === 'owner' && standingOf(this.past, user) === 'active',
    );
    return this.random.sample(owners, quorumOf(this.past)).map((user) => this.hand(user));
  }

  founding(): Deed {
    const owner = { id: this.#founder, name: 'Ana', key: this.hand(this.#founder).key.publicKey };
    const body: Body = {
      kind: 'org.create',
      name: 'Northwind',
      rootKey: encodeBase64url(this.root.publicKey),
      relayLogKey: encodeBase64url(this.relay.publicKey),
      owner: { ...owner, key: encodeBase64url(owner.key) },
      group: { id: this.#group, name: 'Everyone' },
      policy: { ...defaultPolicy },
    };
    return this.#envelope(body, [this.rootHand(), this.hand(this.#founder)], 'none');
  }

  /** The next thing that is tried. */
  attempt(): Deed {
    const { random } = this;
    this.now += random.chance(0.06) ? 25 * HOUR : random.below(2 * HOUR);
    // Time goes on until what was dated ahead is past.
    if (random.chance(0.7)) this.now = Math.max(this.now, latest(this.past) - HOUR / 2);
    if (this.held.length > 0 && random.chance(0.06)) return { ...random.pick(this.held), note: 'withheld' };
    if (random.chance(0.04)) return { ...random.pick(this.past), note: 'repeated' };
    const { body, hands, certificate } = aBody(this);
    const disturbance = this.opening !== undefined || random.chance(0.5) ? 'none' : random.pick(disturbances);
    this.#attempts += 1;
    return this.#envelope(body, hands, disturbance, certificate);
  }

  certificate(content: DeviceCertificate, key: FuzzKey): { text: string; fact: NonNullable<Deed['certificate']> } {
    const text = decodeUtf8(issueCertificate(content, (message) => key.sign(message)));
    return { text, fact: { content, signedWith: encodeBase64url(key.publicKey) } };
  }

  #envelope(body: Body, right: readonly SigningHand[], note: Disturbance, certificate?: Deed['certificate']): Deed {
    const { random } = this;
    const at = this.now + this.#clockOff(note);
    const seen = this.#seen(note);
    const prior = { size: seen.size, root: encodeBase64url(seen.root) };
    const org = note === 'other organisation' ? this.id<OrgId>() : this.org;
    let entry = { v: 1, org, at, prior, ...body } as LogEntry;
    const hands = this.#hands(right, note);
    const text = canonicalJson(entry);
    let shown = text;
    if (note === 'edited') {
      entry =
        'values' in entry
          ? { ...entry, values: { ...entry.values, messageBytes: 2_000 + random.below(1_000) } }
          : { ...entry, at: at + 1 + random.below(1_000) };
      shown = canonicalJson(entry);
    }
    if (note === 'misshapen') shown = misshape(entry, random);
    const sound = note !== 'unsigned' && note !== 'edited' && note !== 'signed for something else';
    const label = note === 'signed for something else' ? labels.reAddRequest : labels.logEntry;
    const message = labelled(label, encodeUtf8(note === 'misshapen' ? shown : text));
    const signatures = hands.map(({ by, key }) => ({
      by,
      sig: encodeBase64url(note === 'unsigned' ? bytesFrom(random, 64) : key.sign(message)),
    }));
    const envelope = canonicalJson({ entry: shown, signatures });
    return {
      entry,
      seen: seen.list && { list: seen.list, size: seen.size },
      signers: hands.map(({ by, key }) => ({ by, key: encodeBase64url(key.publicKey), sound })),
      wellFormed: !['misshapen', 'respelled', 'damaged'].includes(note),
      ...(certificate ? { certificate } : {}),
      bytes: note === 'respelled' || note === 'damaged' ? respell(envelope, note, random) : encodeUtf8(envelope),
      note,
    };
  }

  #clockOff(note: Disturbance): number {
    if (note === 'backdated') return -HOUR - this.random.below(3 * HOUR);
    if (note === 'clock ahead') return this.random.below(60) * HOUR;
    return 0;
  }

  /** The history that the author claims to have seen. */
  #seen(note: Disturbance): { readonly list: Past | undefined; readonly size: number; readonly root: Uint8Array } {
    const size = this.past.length;
    if (note === 'old view' && size > 0) {
      const less = this.random.below(size);
      return { list: this.past.slice(0, less), size: less, root: rootOf(this.past.slice(0, less), this.crypto) };
    }
    if (note === 'forked' && this.held.length > 0) {
      // As if something that was kept back had been admitted here: another history of the same length or one longer.
      const cut = Math.max(1, size - this.random.below(2));
      const list = [...this.past.slice(0, cut), this.random.pick(this.held)];
      return { list, size: list.length, root: rootOf(list, this.crypto) };
    }
    if (note === 'future view') return { list: undefined, size: size + 1, root: rootOf(this.past, this.crypto) };
    if (note === 'wrong root') return { list: undefined, size, root: bytesFrom(this.random, 32) };
    return { list: this.past.slice(), size, root: rootOf(this.past, this.crypto) };
  }

  #hands(right: readonly SigningHand[], note: Disturbance): readonly SigningHand[] {
    const { random } = this;
    const stranger = () => this.hand(this.past.length > 0 ? this.anybody() : this.#founder);
    const [first, ...rest] = right;
    if (first === undefined) return [stranger()];
    switch (note) {
      case 'one fewer':
        return rest.length > 0 ? rest : [stranger()];
      case 'stranger':
        return [stranger(), ...rest];
      case 'one more':
        return [stranger(), ...right];
      case 'signed twice':
        return [first, ...right];
      case 'another key':
        return [{ by: first.by, key: random.chance(0.5) ? stranger().key : this.newKey() }, ...rest];
      case 'old key': {
        const { by } = first;
        const old = by.role === 'user' ? this.keys.get(by.id)?.[0] : undefined;
        return [{ by, key: old ?? first.key }, ...rest];
      }
      default:
        return right;
    }
  }
}

/** The Merkle root of a list, from the definition of RFC 9162 §2.1.1. */
export function rootOf(list: Past, crypto: Pick<FuzzCrypto, 'sha256'>): Uint8Array {
  const hash = (from: number, to: number): Uint8Array => {
    const only = list[from];
    if (to === from || only === undefined) return crypto.sha256(new Uint8Array(0));
    if (to - from === 1) return leafOf(only.bytes, crypto);
    let split = 1;
    while (split * 2 < to - from) split *= 2;
    return crypto.sha256(concatBytes(Uint8Array.of(1), hash(from, from + split), hash(from + split, to)));
  };
  return hash(0, list.length);
}

const leaves = new WeakMap<Uint8Array, Uint8Array>();

function leafOf(bytes: Uint8Array, crypto: Pick<FuzzCrypto, 'sha256'>): Uint8Array {
  const leaf = leaves.get(bytes) ?? crypto.sha256(concatBytes(Uint8Array.of(0), bytes));
  leaves.set(bytes, leaf);
  return leaf;
}

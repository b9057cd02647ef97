/**
 * Another history of the organisation, told by a relay that has lost its log key to the attacker or is the attacker: its
 * checkpoints are rightly signed, its entries are whatever the attacker puts there.
 */
import { decodeUtf8, encodeBase64url } from '#shared/encoding/index.ts';
import type { DeviceId, OrgId, UserId } from '#shared/ids/index.ts';
import {
  type EntrySigner,
  issueCertificate,
  type LogCrypto,
  type LogEntry,
  signCheckpoint,
  signEntry,
} from '#shared/org-log/index.ts';
import { emptyTree, growMutable, leafHash, rootAt } from '#shared/org-log/merkle.ts';
import { together, type Victims } from './attacks.ts';
import { type End, type HostileRelay, SILENCE } from './hostile-relay.ts';

/** The private half stays with whoever made it. */
export interface SigningKey {
  readonly publicKey: Uint8Array;
  sign(message: Uint8Array): Uint8Array;
}

export interface ForgedLogParts {
  readonly org: OrgId;
  /** The relay's real log key. */
  readonly key: SigningKey;
  readonly crypto: LogCrypto;
  readonly now: () => number;
}

/** A list of envelopes that nobody judged, with rightly signed checkpoints. */
export class ForgedLog {
  readonly #parts: ForgedLogParts;
  readonly #envelopes: Uint8Array[] = [];
  readonly #tree = emptyTree();

  constructor(parts: ForgedLogParts, envelopes: readonly Uint8Array[] = []) {
    this.#parts = parts;
    for (const envelope of envelopes) this.append(envelope);
  }

  get size(): number {
    return this.#envelopes.length;
  }

  get envelopes(): readonly Uint8Array[] {
    return this.#envelopes;
  }

  append(envelope: Uint8Array): void {
    this.#envelopes.push(envelope);
    growMutable(this.#tree, leafHash(envelope, this.#parts.crypto), this.#parts.crypto);
  }

  /** The signed checkpoint of the first `size` entries, as of `at`. */
  checkpoint(size = this.size, at = this.#parts.now()): string {
    const { org, key, crypto } = this.#parts;
    const root = rootAt(this.#tree, size, crypto);
    return signCheckpoint({ org, size, root, at }, key.publicKey, (message) => key.sign(message), crypto);
  }

  /** The head that an entry made on this history names. */
  prior(): LogEntry['prior'] {
    return { size: this.size, root: encodeBase64url(rootAt(this.#tree, this.size, this.#parts.crypto)) };
  }

  /**
   * A device of `user` that nobody but the attacker made: its certificate names the victim and is signed with the
   * attacker's key, as the victim's is not to be had.
   */
  inventDevice(user: UserId, device: DeviceId, deviceKey: Uint8Array, attacker: SigningKey): Uint8Array {
    const { org, now } = this.#parts;
    const certificate = issueCertificate(
      {
        v: 1,
        org,
        user,
        device,
        key: encodeBase64url(deviceKey),
        purpose: 'member',
        notBefore: now() - 60_000,
        notAfter: now() + 86_400_000,
      },
      (message) => attacker.sign(message),
    );
    return this.#entry({ kind: 'device.add', user, certificate: decodeUtf8(certificate) }, [
      { by: { role: 'user', id: user }, sign: (message) => attacker.sign(message) },
    ]);
  }

  /** A person whom nobody invited, enrolled with an invitation that an owner never made. */
  inventUser(
    user: UserId,
    name: string,
    invitation: Extract<LogEntry, { kind: 'user.enrol' }>['invitation'],
    attacker: SigningKey,
  ): Uint8Array {
    const sign = (message: Uint8Array) => attacker.sign(message);
    return this.#entry({ kind: 'user.enrol', invitation, user, name, key: encodeBase64url(attacker.publicKey) }, [
      { by: { role: 'invitation', id: invitation }, sign },
      { by: { role: 'user', id: user }, sign },
    ]);
  }

  #entry(body: EntryBody, signers: readonly EntrySigner[]): Uint8Array {
    const { org, now } = this.#parts;
    return signEntry({ v: 1, org, at: now(), prior: this.prior(), ...body } as LogEntry, signers);
  }
}

/** An entry without what all entries begin with. */
export type EntryBody = LogEntry extends infer One
  ? One extends LogEntry
    ? Omit<One, 'v' | 'org' | 'at' | 'prior'>
    : never
  : never;

/** Shows `log` to the victims in place of the real one, its newest entries and heads included. */
export function showLog(relay: HostileRelay, log: ForgedLog, victims: Victims): End {
  return together(
    relay.onCall('log.since', async ({ connection, request }, forward) => {
      if (!victims(connection)) return forward(request);
      const envelopes = log.envelopes.slice(request.size, request.size + request.limit);
      return { ok: true, value: { envelopes, checkpoint: log.checkpoint() } };
    }),
    relay.onCall('log.append', async ({ connection, request }, forward) => {
      if (!victims(connection)) return forward(request);
      for (const envelope of request.envelopes) log.append(envelope);
      return { ok: true, value: { checkpoint: log.checkpoint() } };
    }),
    relay.onPush('log.head', ({ connection, body }, pass) => {
      pass(victims(connection) ? { checkpoint: log.checkpoint() } : body);
    }),
  );
}

/**
 * Withholds: the victims see the first `size` entries, under heads that are fresh, rightly signed, and say that this is all.
 */
export function withholdEntries(relay: HostileRelay, log: ForgedLog, size: number, victims: Victims): End {
  return together(
    relay.onCall('log.since', async ({ connection, request }, forward) => {
      if (!victims(connection)) return forward(request);
      const envelopes = log.envelopes.slice(request.size, Math.min(size, request.size + request.limit));
      return { ok: true, value: { envelopes, checkpoint: log.checkpoint(size) } };
    }),
    relay.onPush('log.head', ({ connection, body }, pass) => {
      pass(victims(connection) ? { checkpoint: log.checkpoint(size) } : body);
    }),
  );
}

/** Rolls back: from now on the victims get the head that was recorded earlier, and entries up to it only. */
export function serveOlderHead(relay: HostileRelay, checkpoint: string, size: number, victims: Victims): End {
  return together(
    relay.onCall('log.since', async ({ connection, request }, forward) => {
      const answer = await forward(request);
      if (answer === SILENCE || !answer.ok || !victims(connection)) return answer;
      const envelopes = answer.value.envelopes.slice(0, Math.max(0, size - request.size));
      return { ok: true, value: { envelopes, checkpoint } };
    }),
    relay.onPush('log.head', ({ connection, body }, pass) => pass(victims(connection) ? { checkpoint } : body)),
  );
}

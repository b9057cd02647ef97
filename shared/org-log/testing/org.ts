/** A small organisation for tests: real entries, real signatures, keys from whatever primitives the test runs on. */
import { decodeUtf8, encodeBase64url, encodeUtf8 } from '#shared/encoding/index.ts';
import {
  type DeviceId,
  type InvitationId,
  type OrgId,
  parseId,
  type SecurityGroupId,
  type UserId,
} from '#shared/ids/index.ts';
import { defaultPolicy } from '#shared/policy/index.ts';
import { type Admission, admit, replay } from '../admit.ts';
import { type DeviceCertificate, issueCertificate } from '../certificate.ts';
import type { LogEntry, Role, Signer } from '../entries.ts';
import type { LogCrypto } from '../merkle.ts';
import { type EntrySigner, signEntry } from '../sign.ts';
import { emptyState, headOf, type OrgState } from '../state.ts';

export interface TestKey {
  readonly publicKey: Uint8Array;
  sign(message: Uint8Array): Uint8Array;
}

export interface TestPrimitives extends LogCrypto {
  keyPair(): TestKey;
  randomBytes(length: number): Uint8Array;
}

export interface TestPerson {
  readonly id: UserId;
  readonly key: TestKey;
  readonly signer: EntrySigner;
}

type Body = LogEntry extends infer One
  ? One extends LogEntry
    ? Omit<One, 'v' | 'org' | 'at' | 'prior'>
    : never
  : never;

export const HOUR = 3_600_000;

/** An organisation whose state moves on with every admitted entry. */
export class TestOrg {
  readonly primitives: TestPrimitives;
  readonly org: OrgId;
  readonly root: TestKey;
  readonly relayKey: TestKey;
  readonly group: SecurityGroupId;
  readonly ana: TestPerson;
  readonly envelopes: Uint8Array[] = [];
  state: OrgState = emptyState();
  now: number;

  /** @param given a log key that a relay has already, and when it is founded. */
  constructor(primitives: TestPrimitives, given: { readonly relayKey?: TestKey; readonly now?: number } = {}) {
    this.now = given.now ?? 1_800_000_000_000;
    this.primitives = primitives;
    this.org = this.id<OrgId>();
    this.root = primitives.keyPair();
    this.relayKey = given.relayKey ?? primitives.keyPair();
    this.group = this.id<SecurityGroupId>();
    this.ana = this.person();
    this.must(
      this.sign(
        {
          kind: 'org.create',
          name: 'Northwind',
          rootKey: encodeBase64url(this.root.publicKey),
          relayLogKey: encodeBase64url(this.relayKey.publicKey),
          owner: { id: this.ana.id, name: 'Ana', key: encodeBase64url(this.ana.key.publicKey) },
          group: { id: this.group, name: 'Everyone' },
          policy: { ...defaultPolicy },
        },
        this.rootSigner,
        this.ana.signer,
      ),
    );
  }

  get rootSigner(): EntrySigner {
    return { by: { role: 'root' }, sign: (message) => this.root.sign(message) };
  }

  id<Id extends OrgId | UserId | DeviceId | SecurityGroupId | InvitationId>(): Id {
    return parseId<Id>(encodeBase64url(this.primitives.randomBytes(16)));
  }

  signer(by: Signer, key: TestKey): EntrySigner {
    return { by, sign: (message) => key.sign(message) };
  }

  person(): TestPerson {
    const id = this.id<UserId>();
    const key = this.primitives.keyPair();
    return { id, key, signer: this.signer({ role: 'user', id }, key) };
  }

  /** An envelope for the log as it is now. */
  sign(body: Body, ...signers: EntrySigner[]): Uint8Array {
    const { size, root } = headOf(this.state, this.primitives);
    const entry = { v: 1, org: this.org, at: this.now, prior: { size, root: encodeBase64url(root) }, ...body };
    return signEntry(entry as LogEntry, signers);
  }

  /** Offers envelopes as one batch; the state moves on when all of them are admitted. */
  offer(...envelopes: Uint8Array[]): Admission {
    const result = replay(envelopes, this.primitives, this.state);
    if (!result.ok) return { ok: false, refusal: result.refusal };
    this.state = result.state;
    this.envelopes.push(...envelopes);
    return result;
  }

  must(...envelopes: Uint8Array[]): void {
    const result = this.offer(...envelopes);
    if (!result.ok) throw new Error(`refused: ${result.refusal.code}`);
  }

  /** The code with which `envelope` is refused; undefined when it is admitted. Changes nothing. */
  refusal(envelope: Uint8Array): string | undefined {
    const result = admit(this.state, envelope, this.primitives);
    return result.ok ? undefined : result.refusal.code;
  }

  invite(role: Role, by: TestPerson = this.ana): { id: InvitationId; key: TestKey } {
    const invitation = { id: this.id<InvitationId>(), key: this.primitives.keyPair() };
    const key = encodeBase64url(invitation.key.publicKey);
    const body: Body = {
      kind: 'invite.create',
      invitation: invitation.id,
      key,
      role,
      group: this.group,
      name: 'Ben',
      expiresAt: this.now + HOUR,
    };
    this.must(this.sign(body, by.signer));
    return invitation;
  }

  enrolment(invitation: { id: InvitationId; key: TestKey }, person: TestPerson, name: string): Uint8Array {
    return this.sign(
      {
        kind: 'user.enrol',
        invitation: invitation.id,
        user: person.id,
        name,
        key: encodeBase64url(person.key.publicKey),
      },
      this.signer({ role: 'invitation', id: invitation.id }, invitation.key),
      person.signer,
    );
  }

  enrol(name: string, role: Role = 'member'): TestPerson {
    const person = this.person();
    this.must(this.enrolment(this.invite(role), person, name));
    return person;
  }

  certificate(
    person: TestPerson,
    key: TestKey,
    changes: Partial<DeviceCertificate> = {},
    by: TestKey = person.key,
  ): string {
    const content: DeviceCertificate = {
      v: 1,
      org: this.org,
      user: person.id,
      device: this.id<DeviceId>(),
      key: encodeBase64url(key.publicKey),
      purpose: 'member',
      notBefore: this.now - HOUR,
      notAfter: this.now + 24 * HOUR,
      ...changes,
    };
    return decodeUtf8(issueCertificate(content, (message) => by.sign(message)));
  }

  addDevice(person: TestPerson): { id: DeviceId; key: TestKey; identity: Uint8Array } {
    const key = this.primitives.keyPair();
    const id = this.id<DeviceId>();
    const certificate = this.certificate(person, key, { device: id });
    this.must(this.sign({ kind: 'device.add', user: person.id, certificate }, person.signer));
    return { id, key, identity: encodeUtf8(certificate) };
  }
}

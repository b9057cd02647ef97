/** An organisation whose log key is that of a running relay, and whose clock is the real one. For tests of the relay. */
import * as sodium from '#server/crypto/sodium.ts';
import { decodeUtf8, encodeBase64url } from '#shared/encoding/index.ts';
import {
  type DeviceId,
  type InvitationId,
  type OrgId,
  parseId,
  type SecurityGroupId,
  type UserId,
} from '#shared/ids/index.ts';
import {
  type EntrySigner,
  emptyState,
  headOf,
  issueCertificate,
  type LogEntry,
  type OrgState,
  replay,
  signEntry,
} from '#shared/org-log/index.ts';
import { defaultPolicy } from '#shared/policy/index.ts';

const DAY = 86_400_000;

export interface TestKey {
  readonly publicKey: Uint8Array;
  /** For tests in which another process has to sign. */
  readonly seed: Uint8Array;
  sign(message: Uint8Array): Uint8Array;
}

export interface TestUser {
  readonly id: UserId;
  readonly key: TestKey;
}

export interface TestDevice {
  readonly id: DeviceId;
  readonly key: TestKey;
}

export interface TestInvitation {
  readonly id: InvitationId;
  readonly key: TestKey;
}

type Body = LogEntry extends infer One
  ? One extends LogEntry
    ? Omit<One, 'v' | 'org' | 'at' | 'prior'>
    : never
  : never;

export function newKey(): TestKey {
  const { publicKey, privateKey } = sodium.signKeyPair();
  return { publicKey, seed: privateKey, sign: (message) => sodium.sign(privateKey, message) };
}

export function newId<Id extends ReturnType<typeof parseId>>(): Id {
  return parseId<Id>(encodeBase64url(sodium.randomBytes(16)));
}

export class RelayOrg {
  readonly id = newId<OrgId>();
  readonly group = newId<SecurityGroupId>();
  readonly owner: TestUser = { id: newId<UserId>(), key: newKey() };
  readonly root = newKey();
  readonly relayLogKey: Uint8Array;
  state: OrgState = emptyState();

  constructor(relayLogKey: Uint8Array) {
    this.relayLogKey = relayLogKey;
  }

  /** An envelope for the log as `state` has it. */
  sign(body: Body, signers: readonly EntrySigner[], at = Date.now()): Uint8Array {
    const { size, root } = headOf(this.state, sodium);
    const entry = { v: 1, org: this.id, at, prior: { size, root: encodeBase64url(root) }, ...body };
    // The body is one of the kinds, and what is common to all kinds has been added.
    return signEntry(entry as LogEntry, signers);
  }

  /** Takes note of what the relay has admitted. */
  admit(...envelopes: Uint8Array[]): void {
    const result = replay(envelopes, sodium, this.state);
    if (!result.ok) throw new Error(`refused: ${result.refusal.code}`);
    this.state = result.state;
  }

  by({ id, key }: TestUser): EntrySigner {
    return { by: { role: 'user', id }, sign: (message) => key.sign(message) };
  }

  founding(relayLogKey = this.relayLogKey): { envelopes: Uint8Array[]; device: TestDevice } {
    const create = this.sign(
      {
        kind: 'org.create',
        name: 'Northwind',
        rootKey: encodeBase64url(this.root.publicKey),
        relayLogKey: encodeBase64url(relayLogKey),
        owner: { id: this.owner.id, name: 'Ana', key: encodeBase64url(this.owner.key.publicKey) },
        group: { id: this.group, name: 'Everyone' },
        policy: { ...defaultPolicy },
      },
      [{ by: { role: 'root' }, sign: (message) => this.root.sign(message) }, this.by(this.owner)],
    );
    const { envelope, device } = this.deviceAdd(this.owner);
    return { envelopes: [create, envelope], device };
  }

  /** @param daysLeft how long its certificate still counts; below 0: it does not count any more. */
  deviceAdd(user: TestUser, daysLeft = 300): { envelope: Uint8Array; device: TestDevice } {
    const device = { id: newId<DeviceId>(), key: newKey() };
    const now = Date.now();
    const content = {
      v: 1 as const,
      org: this.id,
      user: user.id,
      device: device.id,
      key: encodeBase64url(device.key.publicKey),
      purpose: 'member' as const,
      notBefore: now - 30 * DAY,
      notAfter: now + daysLeft * DAY,
    };
    const certificate = decodeUtf8(issueCertificate(content, (message) => user.key.sign(message)));
    return { device, envelope: this.sign({ kind: 'device.add', user: user.id, certificate }, [this.by(user)]) };
  }

  invite(role: 'admin' | 'member' | 'guest' = 'member'): { invitation: TestInvitation; envelope: Uint8Array } {
    const invitation = { id: newId<InvitationId>(), key: newKey() };
    const envelope = this.sign(
      {
        kind: 'invite.create',
        invitation: invitation.id,
        key: encodeBase64url(invitation.key.publicKey),
        role,
        group: this.group,
        name: 'Ben',
        expiresAt: Date.now() + DAY,
      },
      [this.by(this.owner)],
    );
    return { invitation, envelope };
  }

  enrolment(invitation: TestInvitation): { envelopes: Uint8Array[]; user: TestUser; device: TestDevice } {
    const user = { id: newId<UserId>(), key: newKey() };
    const enrol = this.sign(
      {
        kind: 'user.enrol',
        invitation: invitation.id,
        user: user.id,
        name: 'Ben',
        key: encodeBase64url(user.key.publicKey),
      },
      [
        { by: { role: 'invitation', id: invitation.id }, sign: (message) => invitation.key.sign(message) },
        this.by(user),
      ],
    );
    const { envelope, device } = this.deviceAdd(user);
    return { envelopes: [enrol, envelope], user, device };
  }
}

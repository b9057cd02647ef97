/**
 * A member with modified code: a real account and a real device, signed in to the relay, and the MLS engine in the hands of
 * whoever means harm. Nothing here asks the gate.
 */

import { pad } from '#core/content/padding.ts';
import { type Payload, parsePayload } from '#core/content/payload.ts';
import { encodeRoomState, parseRoomState, type RoomState, roomStateText } from '#core/content/room-state.ts';
import { ready, sha256, sign, signKeyPair, verify } from '#core/crypto/primitives.ts';
import { roomStateHash } from '#core/groups/device.ts';
import { freshId } from '#core/groups/fresh-id.ts';
import { enrol, type NewMember } from '#core/identity/ceremonies.ts';
import { parseInvitationFragment } from '#core/identity/invitation-link.ts';
import { createMlsEngine } from '#core/mls/create-engine.ts';
import type { StoredKeyPackage } from '#core/mls/engine.ts';
import type { MlsGroup } from '#core/mls/group.ts';
import { openSignal, type Signal, type SignalBody, type SignalContext, sealSignal } from '#core/typing/signal.ts';
import { TestClient } from '#server/testing/client.ts';
import { decodeBase64url, encodeBase64url, encodeUtf8, labels } from '#shared/encoding/index.ts';
import type { DeviceId, GroupId, UserId } from '#shared/ids/index.ts';
import { activeDevicesOf, type OrgState, parseCertificate, replay } from '#shared/org-log/index.ts';
import { defaultPolicy } from '#shared/policy/index.ts';
import { type CallAnswer, type CallName, type CallRequest, type Envelope, wireLimits } from '#shared/wire/index.ts';
import { must, type Person } from '../scenarios/person.ts';

const DAY = 86_400_000;
const SUITE = defaultPolicy.minimumSuite;

interface Place {
  readonly group: MlsGroup;
  readonly room: RoomState;
  /** Until where it has read. */
  readonly sequence: number;
}

/** What a commit is to change. */
export interface Mischief {
  readonly add?: readonly { readonly device: DeviceId; readonly keyPackage: Uint8Array }[];
  readonly remove?: readonly DeviceId[];
  readonly room?: RoomState;
  /** Whether members are told of the room state before, as they should be. */
  readonly announce?: boolean;
}

export class Rogue {
  readonly member: NewMember;
  readonly #client: TestClient;
  readonly #engine = createMlsEngine({
    authenticate: () => true,
    now: Date.now,
    limits: { groupDevices: 1_000, pastEpochs: 3, pastEpochHours: 24, skippedKeys: 64, forwardSteps: 1_000 },
  });
  readonly #keyPackages = new Map<string, StoredKeyPackage>();
  readonly #places = new Map<GroupId, Place>();
  readonly #spoken = new Map<GroupId, number>();
  #clientSeq = 0;

  private constructor(member: NewMember, client: TestClient) {
    this.member = member;
    this.#client = client;
  }

  /** Enrols by an invitation of `host`, as anybody would. */
  static async enrol(host: Person, url: string, name = 'Mallory', role: 'member' | 'guest' = 'member'): Promise<Rogue> {
    await ready();
    const { link } = must(await host.port.createInvitation({ name, role, expiresInHours: 1 }));
    const invitation = parseInvitationFragment(`#${link.split('#')[1] ?? ''}`);
    const client = new TestClient(url);
    await client.connected();
    const invited = signKeyPair(invitation.seed);
    await client.signInInvited(invitation.invitation, { sign: (message) => sign(invited.privateKey, message) });
    const rogue = new Rogue(enrol(await logOf(client), invitation, { name, now: Date.now() }), client);
    await client.must('log.append', { envelopes: [...rogue.member.envelopes] });
    const { deviceKey, device } = rogue.member;
    await client.signIn(device, { sign: (message) => sign(deviceKey.privateKey, message) });
    await rogue.publish(30);
    await host.knows(name);
    return rogue;
  }

  get id(): UserId {
    return this.member.user;
  }
  get device(): DeviceId {
    return this.member.device;
  }

  call<Name extends CallName>(name: Name, request: CallRequest<Name>) {
    return this.#client.call(name, request);
  }

  /** Key packages of its own, under its own or another's name. */
  async keyPackage(identity = this.member.certificate): Promise<Uint8Array> {
    const made = await this.#engine.createKeyPackage({
      suite: SUITE,
      identity,
      signatureKey: this.member.deviceKey,
      notBefore: Date.now() - 3_600_000,
      notAfter: Date.now() + DAY,
      lastResort: false,
    });
    this.#keyPackages.set(encodeBase64url(made.ref), made);
    this.#newest = made.ref;
    return made.keyPackage;
  }
  #newest: Uint8Array = new Uint8Array(32);

  async publish(count: number): Promise<void> {
    const packages: CallRequest<'keyPackages.publish'>['packages'] = [];
    for (let made = 0; made < count; made += 1) {
      const bytes = await this.keyPackage();
      packages.push({ bytes, ref: this.#newest, notAfter: Date.now() + DAY, lastResort: false });
    }
    await this.#client.must('keyPackages.publish', { packages });
  }

  /** A key package of each active device of somebody. */
  async claim(user: UserId): Promise<{ device: DeviceId; keyPackage: Uint8Array }[]> {
    const devices = activeDevicesOf(await logOf(this.#client), user, Date.now()).map(({ id }) => id);
    const { claimed } = await this.#client.must('keyPackages.claim', { devices });
    return claimed.map(({ device, bytes }) => ({ device, keyPackage: bytes }));
  }

  /** Joins whatever it was added to. */
  async join(): Promise<GroupId[]> {
    const { welcomes } = await this.#client.must('welcome.pending', {});
    const joined: GroupId[] = [];
    for (const { group, seq, message } of welcomes) {
      if (await this.tryJoin(group, message, seq)) joined.push(group);
    }
    return joined;
  }

  waiting(): Promise<CallAnswer<'welcome.pending'>> {
    return this.#client.must('welcome.pending', {});
  }

  /** Everything that the relay gives it of a group. */
  async fetch(id: GroupId): Promise<readonly Envelope[]> {
    const requests = [{ group: id, after: 0 }];
    return (await this.#client.must('group.since', { requests, maxBytes: wireLimits.pageBytes })).envelopes;
  }

  /** Whether a Welcome lets it in. */
  async tryJoin(id: GroupId, welcome: Uint8Array, sequence = 0): Promise<boolean> {
    try {
      const candidate = await this.#engine.join({
        welcome,
        find: (ref) => this.#keyPackages.get(encodeBase64url(ref)),
        signatureKey: this.member.deviceKey,
      });
      const room = parseRoomState(candidate.roomState ?? new Uint8Array());
      this.#places.set(id, { group: candidate.group, room, sequence });
      return true;
    } catch {
      return false;
    }
  }

  /** Reads what came since, as every member does. */
  async read(id: GroupId): Promise<Payload[]> {
    const payloads: Payload[] = [];
    const { sequence } = this.placeOf(id);
    const page = await this.#client.must('group.since', {
      requests: [{ group: id, after: sequence }],
      maxBytes: wireLimits.pageBytes,
    });
    for (const envelope of page.envelopes) payloads.push(...(await this.#take(id, envelope)));
    return payloads;
  }

  async #take(id: GroupId, envelope: Envelope): Promise<Payload[]> {
    const place = this.placeOf(id);
    if (envelope.kind === 're-add-request') return [];
    try {
      const received = await this.#engine.receive(place.group, envelope.message);
      this.#places.set(id, { ...place, group: received.group, sequence: envelope.seq });
      return received.kind === 'application' ? [parsePayload(received.plaintext)] : [];
    } catch {
      this.#places.set(id, { ...place, sequence: envelope.seq });
      return [];
    }
  }

  /** Whether it can decrypt this. */
  async canRead(id: GroupId, message: Uint8Array): Promise<boolean> {
    const place = this.#places.get(id);
    if (place === undefined) return false;
    return this.#engine.receive(place.group, message).then(
      () => true,
      () => false,
    );
  }

  placeOf(id: GroupId): Place {
    const place = this.#places.get(id);
    if (place === undefined) throw new Error('not in this group');
    return place;
  }

  /** A group that only it has founded, under whatever id and room state. */
  async found(id: GroupId, room: RoomState): Promise<void> {
    const group = await this.#engine.createGroup({
      groupId: decodeBase64url(id),
      suite: SUITE,
      identity: this.member.certificate,
      signatureKey: this.member.deviceKey,
      notBefore: Date.now() - 3_600_000,
      notAfter: Date.now() + DAY,
      roomStateHash: roomStateHash(room),
    });
    this.#places.set(id, { group, room, sequence: 0 });
  }

  /** A payload, and whatever stands in it. */
  payload(id: GroupId, body: unknown, more: Record<string, unknown> = {}): Uint8Array {
    const nth = (this.#spoken.get(id) ?? 0) + 1;
    this.#spoken.set(id, nth);
    return pad(encodeUtf8(JSON.stringify({ v: 1, id: freshId(), nth, sentAt: Date.now(), body, ...more })));
  }

  async say(id: GroupId, body: unknown, more: Record<string, unknown> = {}): Promise<void> {
    await this.sayBytes(id, this.payload(id, body, more));
  }

  /** A payload as a message of the epoch that it has last been in, given to nobody. */
  async encrypted(id: GroupId, body: unknown): Promise<{ readonly message: Uint8Array; readonly epoch: bigint }> {
    const place = this.placeOf(id);
    const { group, message, epoch } = await this.#engine.encrypt(place.group, this.payload(id, body));
    this.#places.set(id, { ...place, group });
    return { message, epoch };
  }

  /** Anything at all, encrypted as a message of the group. */
  async sayBytes(id: GroupId, plaintext: Uint8Array): Promise<void> {
    const place = this.placeOf(id);
    const { group, message, epoch } = await this.#engine.encrypt(place.group, plaintext);
    this.#places.set(id, { ...place, group });
    this.#clientSeq += 1;
    await this.#client.must('group.send', { group: id, epoch, message, clientSeq: this.#clientSeq });
  }

  /** Puts a blob at the relay, as anybody can. */
  async putBlob(blob: string, pieces: readonly Uint8Array[]): Promise<void> {
    const name = decodeBase64url(blob);
    const bytes = pieces.reduce((sum, { length }) => sum + length, 0);
    const erase = sha256(new Uint8Array(32));
    await this.#client.must('blob.begin', { blob: name, bytes, pieces: pieces.length, erase });
    for (const [piece, part] of pieces.entries())
      await this.#client.must('blob.put', { blob: name, piece, bytes: part });
  }

  /** A signal under the name of any device, signed by its own key. */
  async signal(id: GroupId, body: SignalBody, device = this.device, at = Date.now()): Promise<void> {
    const context = await this.#signalContext(id);
    const signal = { group: id, epoch: context.epoch, device, at, ...body };
    const bytes = sealSignal(signal, this.member.deviceKey.privateKey, context);
    await this.#client.must('signal', { group: id, bytes });
  }

  /** The signals of others that have come and that any member can open. */
  async signals(id: GroupId): Promise<Signal[]> {
    const context = await this.#signalContext(id);
    const members = this.#engine.members(this.placeOf(id).group);
    const keyOf = (device: DeviceId) =>
      members.find(({ identity }) => parseCertificate(identity).device === device)?.signatureKey;
    return this.#client.pushed('signal').flatMap(({ group, bytes }) => {
      const signal = group === id ? openSignal(bytes, context, Date.now(), keyOf) : undefined;
      return signal === undefined ? [] : [signal];
    });
  }

  /** Sends the bytes of a signal that has come once more. */
  async replaySignals(id: GroupId): Promise<void> {
    for (const { group, bytes } of this.#client.pushed('signal')) {
      if (group === id) await this.#client.must('signal', { group, bytes });
    }
  }

  async #signalContext(id: GroupId): Promise<SignalContext> {
    const { group } = this.placeOf(id);
    return {
      group: id,
      epoch: String(group.epoch),
      key: await this.#engine.exportSecret(group, labels.signalKey),
    };
  }

  /** Goes on by so many epochs, alone. */
  async advance(id: GroupId, epochs: number): Promise<void> {
    for (let done = 0; done < epochs; done += 1) {
      const { candidate } = await this.makeCommit(id, {});
      this.#places.set(id, { ...this.placeOf(id), group: candidate.group });
    }
  }

  /** A commit, without giving it to anybody. */
  async makeCommit(id: GroupId, { add = [], remove = [], room }: Mischief) {
    const place = this.placeOf(id);
    const leaves = this.#engine
      .members(place.group)
      .filter(({ identity }) => remove.includes(parseCertificate(identity).device))
      .map(({ leaf }) => leaf);
    const after = room ?? place.room;
    const candidate = await this.#engine.commit(place.group, {
      add: add.map(({ keyPackage }) => keyPackage),
      remove: leaves,
      ...(room === undefined ? {} : { roomStateHash: roomStateHash(after) }),
      ...(add.length === 0 ? {} : { roomState: encodeRoomState(after) }),
    });
    return { candidate, after, epoch: place.group.epoch };
  }

  /** A commit that the relay takes: it cannot know better. */
  async commit(id: GroupId, mischief: Mischief): Promise<void> {
    const { add = [], remove = [], room, announce = true } = mischief;
    if (room !== undefined && announce) await this.say(id, { kind: 'room-state', state: roomStateText(room) });
    const { candidate, after, epoch } = await this.makeCommit(id, mischief);
    this.#clientSeq += 1;
    const devices = add.map(({ device }) => device);
    await this.#client.must('group.commit', {
      group: id,
      epoch,
      message: candidate.commit,
      clientSeq: this.#clientSeq,
      ...(candidate.welcome === undefined ? {} : { welcome: candidate.welcome }),
      welcomeTo: devices,
      rosterAdd: devices,
      rosterRemove: [...remove],
    });
    this.#places.set(id, { ...this.placeOf(id), group: candidate.group, room: after });
  }

  close(): void {
    this.#client.close();
  }
}

async function logOf(client: TestClient): Promise<OrgState> {
  const { envelopes } = await client.must('log.since', { size: 0, limit: wireLimits.logEnvelopesPerPage });
  const replayed = replay(envelopes, { sha256, verify });
  if (!replayed.ok) throw new Error('the log does not replay');
  return replayed.state;
}

/**
 * A member who can say much in little time: a real device with the MLS engine, real payloads and a real connection, whose app
 * keeps nothing of what it says. What comes of it cannot be told from what a core sends.
 */
import { encodePayload } from '#core/content/payload.ts';
import { encodeRoomState, newRoom, type RoomState } from '#core/content/room-state.ts';
import { wordsStatement } from '#core/content/words-statement.ts';
import { ready, sha256, sign, signKeyPair, verify } from '#core/crypto/primitives.ts';
import { roomStateHash } from '#core/groups/device.ts';
import { createExclusive } from '#core/groups/exclusive.ts';
import { freshId } from '#core/groups/fresh-id.ts';
import { enrol, type NewMember } from '#core/identity/ceremonies.ts';
import { parseInvitationFragment } from '#core/identity/invitation-link.ts';
import { createMlsEngine } from '#core/mls/create-engine.ts';
import type { MlsGroup } from '#core/mls/group.ts';
import { createSocketTransport } from '#core/transport/socket-transport.ts';
import type { RelayTransport, Signer } from '#core/transport/transport.ts';
import { decodeBase64url, encodeBase64url } from '#shared/encoding/index.ts';
import type { GroupId, MessageId } from '#shared/ids/index.ts';
import { activeDevicesOf, type OrgState, replay } from '#shared/org-log/index.ts';
import { defaultPolicy } from '#shared/policy/index.ts';
import { type Envelope, wireLimits } from '#shared/wire/index.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Messages on their way to the relay at a time. */
const IN_FLIGHT = 512;
const suite = defaultPolicy.minimumSuite;

interface Place {
  group: MlsGroup;
  /** Payloads said so far. */
  spoken: number;
}

export class LeanMember {
  readonly #member: NewMember;
  readonly #transport: RelayTransport;
  readonly #engine = createMlsEngine({
    authenticate: () => true,
    now: Date.now,
    limits: { groupDevices: 1_000, pastEpochs: 3, pastEpochHours: 24, skippedKeys: 64, forwardSteps: 1_000 },
  });
  readonly #places = new Map<GroupId, Place>();
  readonly #exclusive = createExclusive();
  #heard: () => void = () => undefined;
  #clientSequence = 0;

  private constructor(member: NewMember, transport: RelayTransport) {
    this.#member = member;
    this.#transport = transport;
  }

  /** Takes the invitation `link` of the relay at `origin`, as `name`. */
  static async enrol(origin: string, link: string, name: string): Promise<LeanMember> {
    await ready();
    const invitation = parseInvitationFragment(new URL(link).hash);
    let heard: (envelopes: readonly Envelope[]) => void = () => undefined;
    const transport = await connected(origin, (envelopes) => heard(envelopes));
    const { privateKey } = signKeyPair(invitation.seed);
    await signIn(transport, {
      as: 'invitation',
      invitation: invitation.invitation,
      sign: (message) => sign(privateKey, message),
    });
    const member = enrol(await logOf(transport), invitation, { name, now: Date.now() });
    await transport.call('log.append', { envelopes: [...member.envelopes] });
    await signIn(transport, {
      as: 'device',
      device: member.device,
      sign: (message) => sign(member.deviceKey.privateKey, message),
    });
    const made = new LeanMember(member, transport);
    heard = (envelopes) => void Promise.all(envelopes.map((envelope) => made.#follow(envelope)));
    return made;
  }

  /** Makes a room with a colleague in it. */
  createRoom(name: string, colleague: string): Promise<GroupId> {
    return this.#found(newRoom(name, this.#member.user), colleague);
  }

  /** Begins the conversation with a colleague. */
  async startDirect(colleague: string): Promise<GroupId> {
    const { id } = await this.#personOf(colleague);
    const [one, two] = [this.#member.user, id].sort();
    if (one === undefined || two === undefined) throw new Error('unreachable');
    return this.#found({ v: 1, kind: 'direct', people: [one, two] }, colleague);
  }

  /** Says each of `texts` in its conversation, and resolves when the relay has all. */
  async send(texts: Iterable<readonly [GroupId, string]>): Promise<void> {
    const underWay = new Set<Promise<unknown>>();
    const refused: unknown[] = [];
    for (const [id, text] of texts) {
      const { message, epoch } = await this.#encrypt(id, text);
      this.#clientSequence += 1;
      const call = this.#transport
        .call('group.send', { group: id, epoch, message, clientSeq: this.#clientSequence })
        .catch((error: unknown) => refused.push(error))
        .finally(() => underWay.delete(call));
      underWay.add(call);
      if (underWay.size >= IN_FLIGHT) await Promise.race(underWay);
      if (refused.length > 0) throw refused[0];
    }
    await Promise.all(underWay);
    if (refused.length > 0) throw refused[0];
  }

  /**
   * Says something in each conversation, and resolves when the colleague has spoken there, too: with what tells that it has
   * come. Before the first word of a device there are fresh keys, which nobody is to wait for later.
   */
  async meet(): Promise<void> {
    await this.send([...this.#places.keys()].map((id) => [id, 'Good morning.'] as const));
    while ([...this.#places.values()].some(({ group }) => group.epoch < 2n)) {
      await new Promise<void>((resolve) => {
        this.#heard = resolve;
      });
    }
  }

  close(): void {
    this.#transport.close();
  }

  /** Goes along with what others change of a group. What they say is not for its ears. */
  #follow({ group: id, kind, epoch, message }: Envelope): Promise<void> {
    return this.#exclusive.run(id, async () => {
      const place = this.#places.get(id);
      if (kind !== 'commit' || place === undefined || epoch < place.group.epoch) return;
      place.group = (await this.#engine.receive(place.group, message)).group;
      this.#heard();
    });
  }

  #encrypt(id: GroupId, text: string) {
    return this.#exclusive.run(id, () => this.#encryptNext(id, text));
  }

  async #encryptNext(id: GroupId, text: string) {
    const place = this.#places.get(id);
    if (place === undefined) throw new Error('not in this conversation');
    place.spoken += 1;
    const said = { id: freshId<MessageId>(), sentAt: Date.now(), text };
    const { org, device, deviceKey } = this.#member;
    const statement = wordsStatement(org, { group: id, device, edit: false, ...said });
    const sig = encodeBase64url(sign(deviceKey.privateKey, statement));
    const { sentAt } = said;
    const payload = encodePayload({ v: 1, id: said.id, nth: place.spoken, sentAt, body: { kind: 'text', text, sig } });
    const encrypted = await this.#engine.encrypt(place.group, payload);
    place.group = encrypted.group;
    return encrypted;
  }

  async #found(room: RoomState, colleague: string): Promise<GroupId> {
    const id = freshId<GroupId>();
    const founded = await this.#engine.createGroup({
      groupId: decodeBase64url(id),
      suite,
      identity: this.#member.certificate,
      signatureKey: this.#member.deviceKey,
      notBefore: Date.now() - HOUR,
      notAfter: Date.now() + DAY,
      roomStateHash: roomStateHash(room),
    });
    const { devices } = await this.#personOf(colleague);
    await this.#transport.call('group.create', { group: id });
    const { claimed } = await this.#transport.call('keyPackages.claim', { devices });
    const { group, commit, welcome } = await this.#engine.commit(founded, {
      add: claimed.map(({ bytes }) => bytes),
      roomState: encodeRoomState(room),
    });
    if (welcome === undefined) throw new Error('a commit that adds makes a Welcome');
    this.#clientSequence += 1;
    await this.#transport.call('group.commit', {
      group: id,
      epoch: founded.epoch,
      message: commit,
      clientSeq: this.#clientSequence,
      welcome,
      welcomeTo: devices,
      rosterAdd: devices,
      rosterRemove: [],
    });
    this.#places.set(id, { group, spoken: 0 });
    return id;
  }

  async #personOf(name: string) {
    const log = await logOf(this.#transport);
    const person = [...log.users.values()].find((user) => user.name === name);
    if (person === undefined) throw new Error(`there is no ${name}`);
    return { id: person.id, devices: activeDevicesOf(log, person.id, Date.now()).map(({ id }) => id) };
  }
}

function connected(origin: string, deliver: (envelopes: readonly Envelope[]) => void): Promise<RelayTransport> {
  return new Promise((resolve, reject) => {
    const nothing = () => undefined;
    const transport = createSocketTransport({ url: origin, now: Date.now })({
      state: ({ kind }) => {
        if (kind === 'connected') resolve(transport);
        else if (kind === 'refused') reject(new Error('the relay refuses'));
      },
      deliver,
      welcome: nothing,
      logHead: nothing,
      signal: nothing,
      link: nothing,
      linkOver: nothing,
    });
    transport.start();
  });
}

async function signIn(transport: RelayTransport, signer: Signer): Promise<void> {
  if ((await transport.signIn(signer)) === undefined) throw new Error('the connection is gone');
}

async function logOf(transport: RelayTransport): Promise<OrgState> {
  const { envelopes } = await transport.call('log.since', { size: 0, limit: wireLimits.logEnvelopesPerPage });
  const replayed = replay(envelopes, { sha256, verify });
  if (!replayed.ok) throw new Error('the log does not replay');
  return replayed.state;
}

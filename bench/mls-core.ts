/**
 * What the core pays for MLS: the engine's own operations, and with them what has to be on the disk before a message leaves
 * or is acknowledged, that is the records of the group's state that changed, encoded and sealed.
 */
import type { SuiteName } from '#core/crypto/mls-provider.ts';
import { randomBytes } from '#core/crypto/primitives.ts';
import type { MlsGroup } from '#core/mls/group.ts';
import { at, createTestWorld, joinBy, type TestDevice } from '#core/mls/testing.ts';
import { createSealer } from '#core/storage/sealing.ts';
import { encodeBase64url } from '#shared/encoding/index.ts';
import { type GroupId, parseId } from '#shared/ids/index.ts';
import { CREDENTIAL_BYTES, PLAINTEXT } from './mls-library.ts';

export const coreOperations = ['encrypt', 'receive', 'commit', 'process commit'] as const;
export type CoreOperation = (typeof coreOperations)[number];

/** How long an operation took, and how long together with encoding and sealing what changed, in ms. */
export interface CoreTimes {
  readonly alone: number[];
  readonly persistent: number[];
  /** Bytes of sealed rows that it wrote. */
  readonly written: number[];
}

export interface CoreGroup {
  readonly times: Record<CoreOperation, CoreTimes>;
  message(): Promise<void>;
  handshake(): Promise<void>;
}

export async function coreGroup(suite: SuiteName, devices: number): Promise<CoreGroup> {
  const world = createTestWorld(suite);
  const { engine } = world;
  const sealer = createSealer(randomBytes(32));
  const all: TestDevice[] = [];
  for (let index = 0; index < devices; index += 1) {
    all.push(world.device(`device ${index}`.padEnd(CREDENTIAL_BYTES, '.')));
  }
  const packages: Uint8Array[] = [];
  for (const device of all.slice(1)) packages.push(await device.publish());
  const added = await engine.commit(await world.createGroup(at(all, 0)), { add: packages });
  let sender = added.group;
  let receiver = (await joinBy(world, at(all, 1), added.welcome)).group;

  const group = parseId<GroupId>(encodeBase64url(randomBytes(16)));
  /** @returns how many bytes would be written. */
  const persist = (next: MlsGroup, previous: MlsGroup): number => {
    let written = 0;
    for (const { key, bytes } of engine.encodeState(next, previous)) {
      if (bytes !== null) written += sealer.seal('groupState', { group, record: key, bytes }).sealed.length;
    }
    return written;
  };
  const empty = (): CoreTimes => ({ alone: [], persistent: [], written: [] });
  const times = { encrypt: empty(), receive: empty(), commit: empty(), 'process commit': empty() };
  const note = ({ alone, persistent, written }: CoreTimes, began: number, store: () => number): void => {
    alone.push(performance.now() - began);
    written.push(store());
    persistent.push(performance.now() - began);
  };
  return {
    times,
    async message() {
      const sending = performance.now();
      const sent = await engine.encrypt(sender, PLAINTEXT);
      note(times.encrypt, sending, () => persist(sent.group, sender));
      sender = sent.group;
      const receiving = performance.now();
      const received = await engine.receive(receiver, sent.message);
      note(times.receive, receiving, () => persist(received.group, receiver));
      receiver = received.group;
    },
    async handshake() {
      const committing = performance.now();
      const made = await engine.commit(sender, {});
      note(times.commit, committing, () => persist(made.base, sender) + persist(made.group, made.base));
      sender = made.group;
      const processing = performance.now();
      const received = await engine.receive(receiver, made.commit);
      note(times['process commit'], processing, () => persist(received.group, receiver));
      receiver = received.group;
    },
  };
}

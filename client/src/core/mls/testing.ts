/** Devices and groups for tests, the model and the benchmarks: a closed world in which a known key is a known device. */
import { encodeBase64url, encodeUtf8 } from '#shared/encoding/index.ts';
import type { SuiteName } from '../crypto/mls-provider.ts';
import { randomBytes, signKeyPair } from '../crypto/primitives.ts';
import { createMlsEngine } from './create-engine.ts';
import type { MlsEngine, MlsLimits, SignatureKey, StoredKeyPackage } from './engine.ts';
import { MlsError } from './errors.ts';
import type { MlsGroup } from './group.ts';

export const testLimits: MlsLimits = {
  pastEpochs: 3,
  pastEpochHours: 24,
  skippedKeys: 64,
  forwardSteps: 1_000,
  groupDevices: 250,
};

const YEAR = 365 * 24 * 3_600_000;

/** One device of the test world. */
export interface TestDevice {
  readonly name: string;
  readonly identity: Uint8Array;
  readonly signatureKey: SignatureKey;
  readonly keyPackages: Map<string, StoredKeyPackage>;
  /** Makes a key package, keeps its secrets, and gives the public half. */
  publish(): Promise<Uint8Array>;
  find(ref: Uint8Array): StoredKeyPackage | undefined;
}

/** A world whose authentication service knows exactly the devices that were made in it. */
export interface TestWorld {
  readonly engine: MlsEngine;
  readonly suite: SuiteName;
  device(name: string): TestDevice;
  createGroup(device: TestDevice, roomStateHash?: Uint8Array): ReturnType<MlsEngine['createGroup']>;
  /** Moves the clock of the world forward. */
  wait(ms: number): void;
}

export function createTestWorld(suite: SuiteName, limits: MlsLimits = testLimits): TestWorld {
  let time = Date.UTC(2026, 0, 1);
  const known = new Map<string, string>();
  const engine = createMlsEngine({
    limits,
    now: () => time,
    authenticate: (identity, key) => known.get(encodeBase64url(identity)) === encodeBase64url(key),
  });
  const lifetime = { notBefore: time - 3_600_000, notAfter: time + YEAR };
  return {
    engine,
    suite,
    wait(ms) {
      time += ms;
    },
    createGroup: (device, roomStateHash) =>
      engine.createGroup({
        groupId: randomBytes(16),
        suite,
        ...device,
        ...lifetime,
        ...(roomStateHash && { roomStateHash }),
      }),
    device(name) {
      const signatureKey = signKeyPair();
      const identity = encodeUtf8(name);
      known.set(encodeBase64url(identity), encodeBase64url(signatureKey.publicKey));
      const keyPackages = new Map<string, StoredKeyPackage>();
      return {
        name,
        identity,
        signatureKey,
        keyPackages,
        async publish() {
          const made = await engine.createKeyPackage({ suite, identity, signatureKey, ...lifetime, lastResort: false });
          keyPackages.set(encodeBase64url(made.ref), made);
          return made.keyPackage;
        },
        find: (ref) => keyPackages.get(encodeBase64url(ref)),
      };
    },
  };
}

/** The founder founds a group and adds the others in one commit; groups in the order of the names. */
export async function groupOf(
  world: TestWorld,
  ...names: string[]
): Promise<{ devices: TestDevice[]; groups: MlsGroup[] }> {
  const devices = names.map((name) => world.device(name));
  const [founder, ...others] = devices;
  if (founder === undefined) throw new RangeError('a group has a founder');
  const packages = await Promise.all(others.map((device) => device.publish()));
  const candidate = await world.engine.commit(await world.createGroup(founder), { add: packages });
  const groups = [candidate.group];
  for (const device of others) groups.push((await joinBy(world, device, candidate.welcome)).group);
  return { devices, groups };
}

/** Joins by a Welcome that must be there. */
export function joinBy(world: TestWorld, device: TestDevice, welcome: Uint8Array | undefined) {
  if (welcome === undefined) throw new RangeError('there is no Welcome');
  return world.engine.join({ welcome, find: device.find, signatureKey: device.signatureKey });
}

/** The refusal that `work` ends in. Throws when it is not refused, or fails with anything but a typed error. */
export async function refusalOf(work: Promise<unknown>): Promise<MlsError> {
  try {
    await work;
  } catch (error) {
    if (error instanceof MlsError) return error;
    throw error;
  }
  throw new Error('was not refused');
}

/** The item at this place, which must exist. */
export function at<T>(list: readonly T[], index: number): T {
  const item = list[index];
  if (item === undefined) throw new RangeError(`nothing at ${index}`);
  return item;
}

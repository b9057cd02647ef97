/** KeyPackages (RFC 9420 §10): the single-use public keys by which a device can be added while it is away. */
import { type CiphersuiteImpl, generateKeyPackageWithKey, type KeyPackage, type PrivateKeyPackage } from 'ts-mls';
import { makeKeyPackageRef } from 'ts-mls/keyPackage.js';
import { concatBytes } from '#shared/encoding/index.ts';
import { type SuiteName, suites } from '../crypto/mls-provider.ts';
import { MlsError } from './errors.ts';
import { decodeKeyPackageMessage, encodeKeyPackageMessage } from './messages.ts';
import {
  FRESH_AT_EXTENSION,
  LAST_RESORT_EXTENSION,
  ROOM_STATE_HASH_EXTENSION,
  requireAllowedKeyPackage,
} from './profile.ts';

const SECRET_BYTES = 32;

/** A fresh key package. `secrets` must be sealed at once and deleted when the package has been used. */
export interface CreatedKeyPackage {
  readonly keyPackage: Uint8Array;
  readonly ref: Uint8Array;
  readonly secrets: Uint8Array;
}

/** What a key package says of itself. Times in ms. */
export interface KeyPackageFacts {
  readonly suite: SuiteName;
  readonly ref: Uint8Array;
  readonly identity: Uint8Array;
  readonly signatureKey: Uint8Array;
  readonly notBefore: number;
  readonly notAfter: number;
  readonly lastResort: boolean;
}

/** The capabilities of every leaf that we make: our suites, our credential, our extension; nothing else. */
export function capabilities() {
  return {
    versions: ['mls10' as const],
    ciphersuites: Object.values(suites).map(({ libraryName }) => libraryName),
    extensions: [ROOM_STATE_HASH_EXTENSION, FRESH_AT_EXTENSION],
    proposals: [],
    credentials: ['basic' as const],
  };
}

export async function createKeyPackage(
  cs: CiphersuiteImpl,
  options: {
    identity: Uint8Array;
    signatureKey: { publicKey: Uint8Array; privateKey: Uint8Array };
    notBefore: number;
    notAfter: number;
    lastResort: boolean;
  },
): Promise<CreatedKeyPackage> {
  const lifetime = {
    notBefore: BigInt(Math.floor(options.notBefore / 1_000)),
    notAfter: BigInt(Math.floor(options.notAfter / 1_000)),
  };
  const extensions = options.lastResort
    ? [{ extensionType: LAST_RESORT_EXTENSION, extensionData: new Uint8Array(0) }]
    : [];
  const { publicPackage, privatePackage } = await generateKeyPackageWithKey(
    { credentialType: 'basic', identity: options.identity },
    capabilities(),
    lifetime,
    extensions,
    { publicKey: options.signatureKey.publicKey, signKey: options.signatureKey.privateKey },
    cs,
  );
  return {
    keyPackage: encodeKeyPackageMessage(publicPackage),
    ref: await makeKeyPackageRef(publicPackage, cs.hash),
    secrets: concatBytes(privatePackage.initPrivateKey, privatePackage.hpkePrivateKey),
  };
}

/** The private half for the library. @throws MlsError `corrupt-state` when stored secrets have the wrong length. */
export function privateKeysOf(secrets: Uint8Array, signaturePrivateKey: Uint8Array): PrivateKeyPackage {
  if (secrets.length !== 2 * SECRET_BYTES) throw new MlsError('corrupt-state', 'key package secrets');
  return {
    initPrivateKey: secrets.slice(0, SECRET_BYTES),
    hpkePrivateKey: secrets.slice(SECRET_BYTES),
    signaturePrivateKey,
  };
}

/** The suite with this name in the library. @throws MlsError `refused` for one that we do not have. */
export function suiteOf(libraryName: string): SuiteName {
  const names = Object.keys(suites) as SuiteName[];
  const found = names.find((name) => suites[name].libraryName === libraryName);
  if (found === undefined) throw new MlsError('refused', `cipher suite ${libraryName}`);
  return found;
}

/** Decodes a key package, holds it against our profile, and gives it with its suite. @throws MlsError. */
export function parseKeyPackage(bytes: Uint8Array): { keyPackage: KeyPackage; suite: SuiteName } {
  const keyPackage = decodeKeyPackageMessage(bytes);
  if (keyPackage.leafNode.leafNodeSource !== 'key_package')
    throw new MlsError('malformed', 'leaf is not of a key package');
  const suite = suiteOf(keyPackage.cipherSuite);
  requireAllowedKeyPackage(keyPackage, suite);
  return { keyPackage, suite };
}

export async function inspectKeyPackage(
  bytes: Uint8Array,
  ciphersuite: (suite: SuiteName) => CiphersuiteImpl,
): Promise<KeyPackageFacts> {
  const { keyPackage, suite } = parseKeyPackage(bytes);
  const { leafNode } = keyPackage;
  if (leafNode.credential.credentialType !== 'basic') throw new MlsError('refused', 'credential is not basic');
  return {
    suite,
    ref: await makeKeyPackageRef(keyPackage, ciphersuite(suite).hash),
    identity: leafNode.credential.identity,
    signatureKey: leafNode.signaturePublicKey,
    notBefore: Number(leafNode.lifetime.notBefore) * 1_000,
    notAfter: Number(leafNode.lifetime.notAfter) * 1_000,
    lastResort: keyPackage.extensions.some(({ extensionType }) => extensionType === LAST_RESORT_EXTENSION),
  };
}

/** MLS by the bare library, whose cryptography is whoever's: a group, and one round of every operation in it. */
import {
  type CiphersuiteImpl,
  type ClientState,
  createApplicationMessage,
  createCommit,
  createGroup,
  emptyPskIndex,
  generateKeyPackage,
  joinGroup,
  type KeyPackage,
  type MLSMessage,
  type PrivateKeyPackage,
  processMessage,
} from 'ts-mls';
import { randomBytes } from '#core/crypto/primitives.ts';
import { createLibraryConfig } from '#core/mls/config.ts';
import { capabilities } from '#core/mls/key-packages.ts';
import { at, testLimits } from '#core/mls/testing.ts';
import { encodeUtf8 } from '#shared/encoding/index.ts';

const { clientConfig } = createLibraryConfig({ authenticate: () => true, now: Date.now, limits: testLimits });

/** As long as a device certificate chain. */
export const CREDENTIAL_BYTES = 300;
export const PLAINTEXT = encodeUtf8('x'.repeat(256));

export const libraryOperations = ['encrypt', 'decrypt', 'commit', 'process commit', 'join'] as const;
export type LibraryOperation = (typeof libraryOperations)[number];

interface OwnKeyPackage {
  readonly publicPackage: KeyPackage;
  readonly privatePackage: PrivateKeyPackage;
}

/** Two members of one group, and how long what they do took, in ms. */
export interface LibraryGroup {
  readonly times: Record<LibraryOperation, number[]>;
  /** One message from the one to the other. */
  message(): Promise<void>;
  /** A commit of the one, processed by the other; and the other's join, once more, by the Welcome into the first epoch. */
  handshake(): Promise<void>;
}

/** A group of `devices`, all added in one commit: its inner nodes are blank, which is the dearest tree to commit in. */
export async function libraryGroup(cs: CiphersuiteImpl, devices: number): Promise<LibraryGroup> {
  const { publicPackage, privatePackage } = await ownKeyPackage(cs, 'device 0');
  const alone = await createGroup(randomBytes(16), publicPackage, privatePackage, [], cs, clientConfig);
  const others: OwnKeyPackage[] = [];
  for (let index = 1; index < devices; index += 1) others.push(await ownKeyPackage(cs, `device ${index}`));
  const proposals = others.map((made) => ({
    proposalType: 'add' as const,
    add: { keyPackage: made.publicPackage },
  }));
  const context = (state: ClientState) => ({ state, cipherSuite: cs });
  const added = await createCommit(context(alone), { extraProposals: proposals, ratchetTreeExtension: true });
  const { welcome } = added;
  if (welcome === undefined) throw new Error('an addition gives a Welcome');
  const joiner = at(others, 0);
  const join = () =>
    joinGroup(
      welcome,
      joiner.publicPackage,
      joiner.privatePackage,
      emptyPskIndex,
      cs,
      undefined,
      undefined,
      clientConfig,
    );

  let sender = added.newState;
  let receiver = await join();
  const receive = async (message: MLSMessage): Promise<ClientState> => {
    if (message.wireformat !== 'mls_private_message') throw new Error('a message of a group is private');
    return (await processMessage(message, receiver, emptyPskIndex, () => 'accept', cs)).newState;
  };
  const times: Record<LibraryOperation, number[]> = {
    encrypt: [],
    decrypt: [],
    commit: [],
    'process commit': [],
    join: [],
  };
  return {
    times,
    async message() {
      const sent = await timed(times.encrypt, () => createApplicationMessage(sender, PLAINTEXT, cs));
      sender = sent.newState;
      const { privateMessage } = sent;
      receiver = await timed(times.decrypt, () =>
        receive({ version: 'mls10', wireformat: 'mls_private_message', privateMessage }),
      );
    },
    async handshake() {
      const update = await timed(times.commit, () => createCommit(context(sender)));
      sender = update.newState;
      receiver = await timed(times['process commit'], () => receive(update.commit));
      await timed(times.join, join);
    },
  };
}

function ownKeyPackage(cs: CiphersuiteImpl, name: string): Promise<OwnKeyPackage> {
  const now = BigInt(Math.floor(Date.now() / 1_000));
  const lifetime = { notBefore: now - 3_600n, notAfter: now + 30n * 86_400n };
  const identity = encodeUtf8(name.padEnd(CREDENTIAL_BYTES, '.'));
  return generateKeyPackage({ credentialType: 'basic', identity }, capabilities(), lifetime, [], cs);
}

async function timed<T>(times: number[], work: () => Promise<T>): Promise<T> {
  const start = performance.now();
  const result = await work();
  times.push(performance.now() - start);
  return result;
}

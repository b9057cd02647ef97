/**
 * Writes our own vectors anew: `npx tsx scripts/mls-stories.ts`. Only for a deliberate change of the format;
 * stories that were made earlier must stay readable for as long as there are groups of that time.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import {
  type ClientState,
  createApplicationMessage,
  createCommit,
  createGroup,
  defaultCryptoProvider,
  emptyPskIndex,
  generateKeyPackage,
  getCiphersuiteFromName,
  joinGroup,
  type MLSMessage,
  type Proposal,
  processMessage,
} from 'ts-mls';
import { encodeMlsMessage } from 'ts-mls/message.js';
import { type SuiteName, suites } from '#core/crypto/mls-provider.ts';
import { randomBytes, ready } from '#core/crypto/primitives.ts';
import { createLibraryConfig } from '#core/mls/config.ts';
import { membersOf } from '#core/mls/group.ts';
import { capabilities } from '#core/mls/key-packages.ts';
import { at } from '#core/mls/testing.ts';
import { concatBytes, decodeUtf8, encodeBase64url, encodeUtf8 } from '#shared/encoding/index.ts';
import { STORY_LIMITS } from './mls-vectors/story-kind.ts';

const FOLDER = new URL('../shared/vectors/mls/', import.meta.url);
const AT = Date.UTC(2026, 0, 15);

async function makeStory(suite: SuiteName): Promise<object> {
  const cs = await defaultCryptoProvider.getCiphersuiteImpl(getCiphersuiteFromName(suites[suite].libraryName));
  const { clientConfig } = createLibraryConfig({ authenticate: () => true, now: () => AT, limits: STORY_LIMITS });
  const lifetime = { notBefore: BigInt(AT / 1_000) - 3_600n, notAfter: BigInt(AT / 1_000) + 28n * 86_400n };
  const person = (name: string) =>
    generateKeyPackage({ credentialType: 'basic', identity: encodeUtf8(name) }, capabilities(), lifetime, [], cs);
  const people = {
    Ana: await person('Ana'),
    Ben: await person('Ben'),
    Chloe: await person('Chloe'),
    Dan: await person('Dan'),
  };
  type Name = keyof typeof people;
  const states = new Map<Name, ClientState>();
  const stateOf = (name: Name): ClientState => {
    const state = states.get(name);
    if (state === undefined) throw new Error(`${name} is not in the group`);
    return state;
  };
  const steps: object[] = [];
  const facts = (state: ClientState) => ({
    epoch: Number(state.groupContext.epoch),
    authenticator: encodeBase64url(state.keySchedule.epochAuthenticator),
    members: membersOf(state).map(({ identity }) => decodeUtf8(identity)),
  });
  const add = (name: Name): Proposal => ({ proposalType: 'add', add: { keyPackage: people[name].publicPackage } });

  /** One commits, all others in the group but Chloe, who is the receiver of the story, follow. */
  async function commit(by: Name, proposals: Proposal[], joining: Name[], leaving: Name[]) {
    const aad = encodeUtf8(`commit by ${by}`);
    const made = await createCommit(
      { state: stateOf(by), cipherSuite: cs },
      { extraProposals: proposals, ratchetTreeExtension: true, authenticatedData: aad },
    );
    for (const name of leaving) states.delete(name);
    for (const name of [...states.keys()]) {
      if (name === by || made.commit.wireformat !== 'mls_private_message') continue;
      const next = await processMessage(made.commit, stateOf(name), emptyPskIndex, () => 'accept', cs);
      states.set(name, next.newState);
    }
    states.set(by, made.newState);
    for (const name of joining) {
      if (made.welcome === undefined) throw new Error('an addition gives a Welcome');
      const { publicPackage, privatePackage } = people[name];
      const joined = joinGroup(
        made.welcome,
        publicPackage,
        privatePackage,
        emptyPskIndex,
        cs,
        undefined,
        undefined,
        clientConfig,
      );
      if (name !== 'Chloe') states.set(name, await joined);
    }
    steps.push({
      kind: 'commit',
      message: encodeBase64url(encodeMlsMessage(made.commit)),
      sender: by,
      aad: encodeBase64url(aad),
      added: joining,
      removed: leaving,
      ...facts(made.newState),
    });
    return made;
  }

  async function say(by: Name, plaintext: string) {
    const aad = encodeUtf8(`said by ${by}`);
    const made = await createApplicationMessage(stateOf(by), encodeUtf8(plaintext), cs, aad);
    states.set(by, made.newState);
    const { privateMessage, generation } = made;
    const message: MLSMessage = { version: 'mls10', wireformat: 'mls_private_message', privateMessage };
    const bytes = encodeBase64url(encodeMlsMessage(message));
    return { kind: 'application', message: bytes, sender: by, aad: encodeBase64url(aad), plaintext, generation };
  }

  const { publicPackage, privatePackage } = people.Ana;
  states.set('Ana', await createGroup(randomBytes(16), publicPackage, privatePackage, [], cs, clientConfig));
  const founding = await commit('Ana', [add('Ben'), add('Chloe')], ['Ben', 'Chloe'], []);
  if (founding.welcome === undefined) throw new Error('an addition gives a Welcome');
  steps.length = 0;
  const welcome = encodeMlsMessage({
    version: 'mls10',
    wireformat: 'mls_welcome',
    welcome: founding.welcome,
  });
  const joined = facts(stateOf('Ana'));
  const first = await say('Ana', 'hello');
  steps.push(first, { kind: 'refused', message: first.message, code: 'replayed' });
  const late = await say('Ben', 'late');
  steps.push(await say('Ben', 'out of order'));
  await commit('Ben', [], [], []);
  steps.push(late);
  const extension = { extensionType: 0xf7a0, extensionData: new Uint8Array(32).fill(7) };
  await commit(
    'Ana',
    [{ proposalType: 'group_context_extensions', groupContextExtensions: { extensions: [extension] } }],
    [],
    [],
  );
  await commit('Ana', [add('Dan')], ['Dan'], []);
  steps.push(await say('Dan', 'glad to be here'));
  await commit('Dan', [{ proposalType: 'remove', remove: { removed: 1 } }], [], ['Ben']);
  steps.push(await say('Ana', 'without Ben'));
  steps.push({ kind: 'refused', message: at(steps as { message: string }[], 2).message, code: 'wrong-epoch' });
  const { signaturePrivateKey, initPrivateKey, hpkePrivateKey } = people.Chloe.privatePackage;
  const keyPackage = encodeMlsMessage({
    version: 'mls10',
    wireformat: 'mls_key_package',
    keyPackage: people.Chloe.publicPackage,
  });
  return {
    story: 'a group of three grows, shrinks and talks, as Chloe receives it',
    suite,
    at: AT,
    devices: Object.entries(people).map(([identity, made]) => ({
      identity,
      signature_key: encodeBase64url(made.publicPackage.leafNode.signaturePublicKey),
    })),
    receiver: {
      identity: 'Chloe',
      // The library's provider holds keys in the form of RFC 8410 §7, which ends with the seed.
      signature_private: encodeBase64url(signaturePrivateKey.slice(-32)),
      key_package: encodeBase64url(keyPackage),
      secrets: encodeBase64url(concatBytes(initPrivateKey, hpkePrivateKey)),
    },
    welcome: encodeBase64url(welcome),
    joined,
    steps,
  };
}

await ready();
mkdirSync(FOLDER, { recursive: true });
for (const suite of Object.keys(suites) as SuiteName[]) {
  writeFileSync(new URL(`story-${suite}.json`, FOLDER), `${JSON.stringify([await makeStory(suite)], null, 1)}\n`);
}

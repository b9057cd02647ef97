/**
 * Our own kind of vector: a story of a group, as one of its devices receives it, run through the engine.
 *
 * Everybody else in a story is played by the library with its own provider, so that a story checks our provider against
 * another; and since it is kept, it checks that what this version reads is what earlier ones wrote. Bytes are base64url.
 */
import type { SuiteName } from '#core/crypto/mls-provider.ts';
import { suites } from '#core/crypto/mls-provider.ts';
import { createMlsEngine } from '#core/mls/create-engine.ts';
import type { StoredKeyPackage } from '#core/mls/engine.ts';
import { MlsError } from '#core/mls/errors.ts';
import type { Member, MlsGroup } from '#core/mls/group.ts';
import { decodeBase64url, decodeUtf8, encodeBase64url } from '#shared/encoding/index.ts';
import { type Case, cases, holds, type Kind, list, number, object, text } from './check.ts';

export const STORY_LIMITS = {
  pastEpochs: 3,
  pastEpochHours: 24,
  skippedKeys: 64,
  forwardSteps: 1_000,
  groupDevices: 250,
};

const base64 = (vector: Case, name: string) => decodeBase64url(text(vector, name));
const names = (members: readonly Member[]) => members.map(({ identity }) => decodeUtf8(identity)).join();

export const story: Kind = {
  name: 'story',
  fields: ['story', 'suite', 'receiver', 'steps'],
  withoutSuite: true,
  async run(vector) {
    const suite = text(vector, 'suite');
    holds(Object.hasOwn(suites, suite), `suite ${suite}`);
    const known = new Map(cases(vector, 'devices').map((one) => [text(one, 'identity'), text(one, 'signature_key')]));
    const engine = createMlsEngine({
      authenticate: (identity, key) => known.get(decodeUtf8(identity)) === encodeBase64url(key),
      now: () => number(vector, 'at'),
      limits: STORY_LIMITS,
    });
    const receiver = object(vector, 'receiver');
    const identity = text(receiver, 'identity');
    const signatureKey = {
      publicKey: decodeBase64url(known.get(identity) ?? ''),
      privateKey: base64(receiver, 'signature_private'),
    };
    const stored: StoredKeyPackage = {
      keyPackage: base64(receiver, 'key_package'),
      secrets: base64(receiver, 'secrets'),
    };
    const facts = await engine.inspectKeyPackage(stored.keyPackage);
    holds(facts.suite === (suite as SuiteName), 'suite of the key package');
    const joined = await engine.join({
      welcome: base64(vector, 'welcome'),
      find: (ref) => (encodeBase64url(ref) === encodeBase64url(facts.ref) ? stored : undefined),
      signatureKey,
    });
    let group = joined.group;
    const after = (expected: Case, at: string) => {
      holds(group.epoch === BigInt(number(expected, 'epoch')), `${at}: epoch`);
      const authenticator = encodeBase64url(engine.epochAuthenticator(group));
      holds(authenticator === text(expected, 'authenticator'), `${at}: epoch authenticator`);
      holds(names(engine.members(group)) === list(expected, 'members').join(), `${at}: members`);
    };
    after(object(vector, 'joined'), 'joined');
    for (const [index, step] of cases(vector, 'steps').entries()) {
      const next = await runStep(step, `step ${index}`);
      // Each step starts from what lies on disk.
      if (next) group = engine.decodeState(engine.encodeState(next), signatureKey);
      if (text(step, 'kind') === 'commit') after(step, `step ${index}`);
    }

    async function runStep(step: Case, at: string): Promise<MlsGroup | undefined> {
      const message = base64(step, 'message');
      if (text(step, 'kind') === 'refused') {
        const error = await engine.receive(group, message).catch((cause: unknown) => cause);
        holds(error instanceof MlsError && error.code === text(step, 'code'), `${at}: is refused`);
        return undefined;
      }
      const received = await engine.receive(group, message);
      holds(received.kind === text(step, 'kind'), `${at}: kind`);
      holds(decodeUtf8(received.sender.identity) === text(step, 'sender'), `${at}: sender`);
      holds(encodeBase64url(received.aad) === text(step, 'aad'), `${at}: authenticated data`);
      if (received.kind === 'application') {
        holds(decodeUtf8(received.plaintext) === text(step, 'plaintext'), `${at}: plaintext`);
        holds(received.generation === number(step, 'generation'), `${at}: generation`);
      } else {
        holds(names(received.diff.added) === list(step, 'added').join(), `${at}: added`);
        holds(names(received.diff.removed) === list(step, 'removed').join(), `${at}: removed`);
      }
      return received.group;
    }
  },
};

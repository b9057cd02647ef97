/** How the library is set up: our suites, our limits, our authentication service. */
import type { CiphersuiteImpl, ClientConfig } from 'ts-mls';
import { equalBytes } from '#shared/encoding/index.ts';
import { createCiphersuite, type SuiteName } from '../crypto/mls-provider.ts';
import type { MlsEngineParts } from './engine.ts';

/**
 * The longest total lifetime of a key package, in seconds (RFC 9420 §7.2 asks for one): a year, which is how long a device
 * certificate lasts at most, and a margin for clocks.
 */
const LIFETIME_SECONDS_MAX = 400n * 24n * 3_600n;

export function createLibraryConfig({ authenticate, now, limits }: MlsEngineParts): {
  ciphersuite: (suite: SuiteName) => CiphersuiteImpl;
  clientConfig: ClientConfig;
} {
  const ciphersuites = new Map<SuiteName, CiphersuiteImpl>();
  return {
    ciphersuite(suite) {
      const known = ciphersuites.get(suite) ?? createCiphersuite(suite);
      ciphersuites.set(suite, known);
      return known;
    },
    clientConfig: {
      keyRetentionConfig: {
        retainKeysForGenerations: limits.skippedKeys,
        // One more than is wanted, and never 0, which the library takes for "all": `retain` has the last word.
        retainKeysForEpochs: limits.pastEpochs + 1,
        maximumForwardRatchetSteps: limits.forwardSteps,
      },
      // Judged by the sender when it adds, and not by receivers: clocks differ, and members that judge differently fork.
      lifetimeConfig: {
        maximumTotalLifetime: LIFETIME_SECONDS_MAX,
        validateLifetimeOnReceive: false,
        currentTime: () => BigInt(Math.floor(now() / 1_000)),
      },
      keyPackageEqualityConfig: {
        compareKeyPackages: (left, right) =>
          equalBytes(left.leafNode.signaturePublicKey, right.leafNode.signaturePublicKey),
        compareKeyPackageToLeafNode: (keyPackage, leaf) =>
          equalBytes(keyPackage.leafNode.signaturePublicKey, leaf.signaturePublicKey),
      },
      // Content is padded before it is encrypted, by the layer that knows what it is.
      paddingConfig: { kind: 'alwaysPad', paddingLength: 0 },
      authService: {
        async validateCredential(credential, signaturePublicKey) {
          return credential.credentialType === 'basic' && authenticate(credential.identity, signaturePublicKey);
        },
      },
    },
  };
}

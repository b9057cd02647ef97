/** Decoding of MLS messages at the door: bounded, exact, and of the kinds that our profile allows. */
import {
  decodeMlsMessage,
  encodeMlsMessage,
  type KeyPackage,
  type MLSMessage,
  type PrivateMessage,
  type Welcome,
} from 'ts-mls';
import { MlsError } from './errors.ts';

/** The largest MLS message, in bytes: a Welcome into a group of 250 devices on X-Wing stays below it. */
export const MLS_MESSAGE_BYTES_MAX = 2 * 1024 * 1024;

/** What can be read of a message without any key. */
export type MessageFacts =
  | {
      readonly kind: 'private-message';
      readonly groupId: Uint8Array;
      readonly epoch: bigint;
      readonly contentType: 'application' | 'commit';
    }
  | { readonly kind: 'welcome'; readonly keyPackageRefs: readonly Uint8Array[] };

/**
 * Decodes one whole message.
 * @throws MlsError `malformed` when it is too large, has bytes left over, or is no MLS message (a crash loop over a
 *   stored message that always throws something else is how messengers have been made to die at start).
 */
export function decodeMessage(bytes: Uint8Array): MLSMessage {
  if (bytes.length > MLS_MESSAGE_BYTES_MAX) throw new MlsError('malformed', 'message is too large');
  let decoded: ReturnType<typeof decodeMlsMessage>;
  try {
    decoded = decodeMlsMessage(bytes, 0);
  } catch (cause) {
    throw new MlsError('malformed', 'message does not decode', { cause });
  }
  if (decoded === undefined) throw new MlsError('malformed', 'message does not decode');
  if (decoded[1] !== bytes.length) throw new MlsError('malformed', 'bytes are left over after the message');
  return decoded[0];
}

/**
 * Decodes a handshake or application message of our profile.
 * @throws MlsError `refused` for public messages and standalone proposals: the relay must not see the tree, and an
 *   outsider must not propose anything (RFC 9420 §12.2 lets an external commit remove any member).
 */
export function decodePrivateMessage(bytes: Uint8Array): PrivateMessage & { contentType: 'application' | 'commit' } {
  const message = decodeMessage(bytes);
  if (message.wireformat !== 'mls_private_message') throw new MlsError('refused', `wire format ${message.wireformat}`);
  const { privateMessage } = message;
  if (privateMessage.contentType === 'proposal') throw new MlsError('refused', 'standalone proposal');
  return { ...privateMessage, contentType: privateMessage.contentType };
}

/** Decodes a Welcome. @throws MlsError. */
export function decodeWelcome(bytes: Uint8Array): Welcome {
  const message = decodeMessage(bytes);
  if (message.wireformat !== 'mls_welcome') throw new MlsError('refused', `wire format ${message.wireformat}`);
  return message.welcome;
}

/** Decodes a KeyPackage in its MLSMessage form. @throws MlsError. */
export function decodeKeyPackageMessage(bytes: Uint8Array): KeyPackage {
  const message = decodeMessage(bytes);
  if (message.wireformat !== 'mls_key_package') throw new MlsError('refused', `wire format ${message.wireformat}`);
  return message.keyPackage;
}

export function encodePrivateMessage(privateMessage: PrivateMessage): Uint8Array {
  return encodeMlsMessage({ version: 'mls10', wireformat: 'mls_private_message', privateMessage });
}

export function encodeWelcome(welcome: Welcome): Uint8Array {
  return encodeMlsMessage({ version: 'mls10', wireformat: 'mls_welcome', welcome });
}

export function encodeKeyPackageMessage(keyPackage: KeyPackage): Uint8Array {
  return encodeMlsMessage({ version: 'mls10', wireformat: 'mls_key_package', keyPackage });
}

/** What anybody can read of `bytes`. @throws MlsError for anything but a private message of our profile or a Welcome. */
export function inspectMessage(bytes: Uint8Array): MessageFacts {
  const message = decodeMessage(bytes);
  if (message.wireformat === 'mls_welcome') {
    return { kind: 'welcome', keyPackageRefs: message.welcome.secrets.map(({ newMember }) => newMember) };
  }
  const { groupId, epoch, contentType } = decodePrivateMessage(bytes);
  return { kind: 'private-message', groupId, epoch, contentType };
}

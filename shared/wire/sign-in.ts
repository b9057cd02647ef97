/** What a device or the holder of an invitation signs to sign in. */
import { canonicalJson, encodeBase64url, encodeUtf8, labelled, labels } from '#shared/encoding/index.ts';
import type { DeviceId, InvitationId } from '#shared/ids/index.ts';

export type SignInMessage = {
  /** From `session.challenge`; serves once, so that an overheard sign-in cannot be repeated. */
  readonly nonce: Uint8Array;
  /**
   * The origin that the client itself connected to, never one that it was told: a hostile server that passes on another
   * relay's nonce gets a signature which is good only for itself.
   */
  readonly origin: string;
} & ({ readonly as: 'device'; readonly id: DeviceId } | { readonly as: 'invitation'; readonly id: InvitationId });

/** The bytes to sign. */
export function signInMessage({ nonce, origin, as, id }: SignInMessage): Uint8Array {
  const text = canonicalJson({ v: 1, as, id, nonce: encodeBase64url(nonce), origin });
  return labelled(labels.relaySignIn, encodeUtf8(text));
}

/**
 * Who is on the other end of a socket. A device proves its key against the relay's own replay of the log; there are no
 * passwords, no cookies and no sessions that outlive the socket.
 */

import { randomBytes, verify } from '#server/crypto/sodium.ts';
import type { Store } from '#server/store/contract.ts';
import { decodeBase64url } from '#shared/encoding/index.ts';
import type { DeviceId, InvitationId } from '#shared/ids/index.ts';
import { isDeviceActive, type OrgState } from '#shared/org-log/index.ts';
import { type CallAnswer, type CallRequest, RelayError, signInMessage, wireLimits } from '#shared/wire/index.ts';
import { isFoundingCode } from './founding-code.ts';

/** How long a nonce may be signed, in ms. */
const NONCE_MS = 60_000;

/** What a socket has proven to be. */
export type Identity =
  | { readonly kind: 'founder' }
  | { readonly kind: 'invitation'; readonly invitation: InvitationId }
  | { readonly kind: 'device'; readonly device: DeviceId }
  /** A device that the log has shut out: it may learn by which entry, and nothing else. */
  | { readonly kind: 'former'; readonly device: DeviceId; readonly why: 'revoked' | 'suspended' };

/** A challenge that waits for its one answer. */
export interface Challenge {
  readonly nonce: Uint8Array;
  readonly madeAt: number;
}

export interface SignInParts {
  readonly store: Store;
  readonly org: { readonly state: OrgState; readonly relayLogKey: Uint8Array };
  readonly now: () => number;
  /** The origin at which clients reach this relay. */
  readonly origin: () => string;
}

export interface SignIn {
  challenge(): { challenge: Challenge; answer: CallAnswer<'session.challenge'> };
  /**
   * Judges a sign-in. The challenge has been taken away from the socket before, whatever comes of it.
   * A `former` device is to be refused, too.
   * @throws RelayError. One that has not proven its key learns only that it was refused.
   */
  judge(challenge: Challenge | null, request: CallRequest<'session.signIn'>): Identity;
}

export function createSignIn({ store, org, now, origin }: SignInParts): SignIn {
  /** A signature over this very nonce, for this relay, by the key of this device or invitation. */
  const requireSignature = (
    challenge: Challenge | null,
    request: Exclude<CallRequest<'session.signIn'>, { as: 'founder' }>,
    key: string | undefined,
  ): void => {
    // Each nonce once and soon: a recorded sign-in is worth nothing (replay).
    const fresh = challenge !== null && now() - challenge.madeAt <= NONCE_MS;
    if (!fresh || key === undefined) throw new RelayError('sign-in-refused');
    const about =
      request.as === 'device' ? { as: request.as, id: request.device } : { as: request.as, id: request.invitation };
    const message = signInMessage({ ...about, nonce: challenge.nonce, origin: origin() });
    if (!verify(decodeBase64url(key), message, request.signature)) throw new RelayError('sign-in-refused');
  };

  return {
    challenge: () => {
      const challenge = { nonce: randomBytes(wireLimits.nonceBytes), madeAt: now() };
      const founded = org.state.org;
      return {
        challenge,
        answer: {
          nonce: challenge.nonce,
          origin: origin(),
          time: challenge.madeAt,
          founded: founded !== undefined,
          ...(founded === undefined ? {} : { org: founded.id }),
          relayLogKey: org.relayLogKey,
        },
      };
    },

    judge: (challenge, request) => {
      const { state } = org;
      switch (request.as) {
        case 'founder':
          if (state.org !== undefined) throw new RelayError('already-founded');
          if (challenge === null || !isFoundingCode(store, request.code)) throw new RelayError('wrong-code');
          return { kind: 'founder' };
        case 'invitation': {
          const record = state.invitations.get(request.invitation);
          requireSignature(challenge, request, record?.key);
          if (record?.standing === 'used') throw new RelayError('already-used');
          if (record?.standing === 'revoked') throw new RelayError('revoked');
          if (record === undefined || record.expiresAt < now()) throw new RelayError('expired');
          return { kind: 'invitation', invitation: record.id };
        }
        case 'device': {
          const record = state.devices.get(request.device);
          requireSignature(challenge, request, record?.key);
          const standing = record && state.users.get(record.user)?.standing;
          if (record === undefined) throw new RelayError('sign-in-refused');
          const out = record.revoked || standing === 'removed';
          if (out || standing === 'suspended') {
            return { kind: 'former', device: record.id, why: out ? 'revoked' : 'suspended' };
          }
          if (!isDeviceActive(state, record.id, now())) throw new RelayError('expired');
          return { kind: 'device', device: record.id };
        }
      }
    },
  };
}

/** The contract of the way to the relay. `socket-transport.ts` is it over Socket.IO. */
import type { DeviceId, InvitationId } from '#shared/ids/index.ts';
import type { CallAnswer, CallName, CallRequest, CloseReason, Envelope, PushBody } from '#shared/wire/index.ts';
import type { TransportErrorCode } from './errors.ts';

/** Who signs in, and how. The key stays with whoever made the signer. */
export type Signer =
  | { readonly as: 'device'; readonly device: DeviceId; readonly sign: (message: Uint8Array) => Uint8Array }
  | { readonly as: 'invitation'; readonly invitation: InvitationId; readonly sign: (message: Uint8Array) => Uint8Array }
  | { readonly as: 'founder'; readonly code: string };

export type Challenge = CallAnswer<'session.challenge'>;
export type SignedIn = CallAnswer<'session.signIn'>;

/** How far the connection is. */
export type TransportState =
  | { readonly kind: 'connecting' }
  /** Connected, and nobody has signed in. */
  | { readonly kind: 'connected'; readonly challenge: Challenge }
  | { readonly kind: 'signed-in'; readonly as: Signer['as']; readonly challenge: Challenge; readonly session: SignedIn }
  | { readonly kind: 'offline'; readonly since: number; readonly retryAt: number }
  /** The relay does not let this device in. It is not asked again until `signIn` or `retryNow`, but for `other-network`, now and then. */
  | { readonly kind: 'refused'; readonly code: TransportErrorCode | CloseReason; readonly sentence: string }
  | { readonly kind: 'closed' };

/**
 * What the relay sends unasked, parsed, in the order in which it came. A handler must not throw; if it does, the error is
 * reported as unhandled and the connection lives on.
 */
export interface TransportHandlers {
  state(state: TransportState): void;
  deliver(envelopes: readonly Envelope[]): void;
  welcome(push: PushBody<'welcome'>): void;
  logHead(push: PushBody<'log.head'>): void;
  signal(push: PushBody<'signal'>): void;
  /** From the other side of a rendezvous, and that it is over. */
  link(push: PushBody<'link'>): void;
  linkOver(push: PushBody<'link.over'>): void;
}

/** One connection to one relay, kept up until it is closed. */
export interface RelayTransport {
  readonly state: TransportState;
  /** Connects, and reconnects from now on. */
  start(): void;
  /**
   * Signs in now if connected, and after every reconnection; undefined: no more sign-in.
   * @returns what the relay says of this device; undefined when there was nothing to sign in to yet.
   * @throws TransportError when the relay refuses.
   */
  signIn(signer: Signer | undefined): Promise<SignedIn | undefined>;
  /** @throws TransportError, with what to do next. */
  call<Name extends CallName>(name: Name, request: CallRequest<Name>, timeoutMs?: number): Promise<CallAnswer<Name>>;
  /** Does not wait for the next attempt. */
  retryNow(): void;
  close(): void;
}

/** Makes a transport. It does nothing before `start`. */
export type TransportFactory = (handlers: TransportHandlers) => RelayTransport;

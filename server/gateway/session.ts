/** One socket and what it has proven. Lives as long as the socket, and nowhere else. */
import type { Server, Socket } from 'socket.io';
import type { Challenge, Identity } from '#server/auth/sign-in.ts';
import type { GroupId } from '#shared/ids/index.ts';
import type { ClientEvents, RelayEvents } from '#shared/wire/index.ts';

export type RelayServer = Server<ClientEvents, RelayEvents>;
export type RelaySocket = Socket<ClientEvents, RelayEvents>;

export interface Session {
  readonly socket: RelaySocket;
  readonly address: string;
  /** The same as far as it is sure: empty where a trusted proxy has named none. By this the policy judges. */
  readonly knownAddress: string;
  readonly openedAt: number;
  identity: Identity | null;
  challenge: Challenge | null;
  /** The groups whose envelopes it gets. */
  readonly groups: Set<GroupId>;
  /** Bytes of deliveries that the socket has not taken yet. */
  queuedBytes: number;
  closing: boolean;
}

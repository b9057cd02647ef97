/** What the processes of the relay benchmark ask each other: the host (a relay), the load (its clients), and who starts both. */

/** Our relay with its durable store, or Socket.IO as it comes with no store at all. */
export type RelayKind = 'tacit' | 'socket-io';

export interface PlannedMember {
  readonly id: string;
  /** Its signature key's seed as base64url, made for this run. */
  readonly seed: string;
}

export interface PlannedRoom {
  readonly group: string;
  readonly members: readonly PlannedMember[];
}

/** A type, not an interface: what a process answers has to be an index of names. */
export type HostProtocol = {
  /** Starts a relay with one room for each of these numbers of sockets. Rooms share their members. */
  readonly open: {
    readonly question: { readonly kind: RelayKind; readonly rooms: readonly number[] };
    readonly answer: { readonly origin: string; readonly rooms: readonly PlannedRoom[] };
  };
  /** Seconds of processor time so far, of all threads. */
  readonly cpu: { readonly question: object; readonly answer: number };
  readonly close: { readonly question: object; readonly answer: object };
};

/** Closed loop: this many messages on their way, or per second in an open loop, over all rooms. */
export type Load = { readonly inFlight: number } | { readonly perSecond: number };

export interface LoadResult {
  readonly seconds: number;
  readonly sent: number;
  /** Messages that arrived at sockets within the time. */
  readonly deliveries: number;
  /** In how many pieces they came: the relay puts what became durable together into one. */
  readonly frames: number;
  /** From sending to the sender's acknowledgement, in ms: of every message. */
  readonly acknowledged: Float64Array;
  /** From sending until the socket of each room that is written last has it, in ms: of every message. */
  readonly delivered: Float64Array;
  /** Open loop: how much too late messages were sent, in ms. What is lost here is the generator's fault. */
  readonly late: Float64Array;
  /** The load's own processor time, in seconds. */
  readonly cpuSeconds: number;
}

export type LoadProtocol = {
  /** Connects every member of every room, and joins. */
  readonly open: {
    readonly question: { readonly kind: RelayKind; readonly origin: string; readonly rooms: readonly PlannedRoom[] };
    readonly answer: object;
  };
  readonly run: { readonly question: { readonly load: Load; readonly seconds: number }; readonly answer: LoadResult };
  readonly close: { readonly question: object; readonly answer: object };
};

export const MESSAGE_BYTES = 1_024;
/** At the end of a message stands when it was sent, as a 64-bit float of the load's clock in ms. */
export const STAMP_BYTES = 8;

/**
 * The relay's own security events: a closed list, each with what it says. None says who wrote to whom, none has a message,
 * a token, a signature or an address in full unless the settings want it.
 */
import type { DeviceId, UserId } from '#shared/ids/index.ts';

/** What an event may be about. */
export interface SecurityEvents {
  /** With the settings that bear on security. */
  'relay.started': { readonly settings: Readonly<Record<string, string | number | boolean>>; readonly entries: number };
  'relay.stopped': Readonly<Record<string, never>>;
  'connection.refused': { readonly why: 'another-origin' | 'too-many'; readonly address?: string };
  'sign-in.accepted': SignInAbout;
  'sign-in.refused': SignInAbout & { readonly code: string };
  'call.rate-limited': { readonly call: string; readonly device?: DeviceId; readonly address?: string };
  'call.denied': {
    readonly call: string;
    readonly code: string;
    readonly device?: DeviceId;
    readonly address?: string;
  };
  'device.cut-off': { readonly device: DeviceId; readonly user: UserId; readonly reason: string };
  /** An entry of the organisation's log, whole: everybody in the organisation can read it, and so can the relay. */
  'log.admitted': {
    readonly index: number;
    /** RFC 9162 §2.1.1, in hex: what an auditor compares with the log itself. */
    readonly leaf: string;
    readonly kind: string;
    /** The author's time in ms. */
    readonly at: number;
    readonly by: readonly string[];
    readonly entry: unknown;
  };
  'log.refused': { readonly kinds: readonly string[]; readonly code: string; readonly device?: DeviceId };
  'witness.cosigned': { readonly size: number; readonly witnesses: readonly string[] };
  'witness.lacking': { readonly size: number; readonly required: number; readonly have: number };
  'push.registered': { readonly device: DeviceId; readonly host: string };
  'push.removed': { readonly device: DeviceId; readonly why: string };
  /** Events that strangers caused beyond what is kept of them, by kind. */
  'events.suppressed': { readonly counts: Readonly<Record<string, number>> };
  /** Events that could not be written in time, or at all. */
  'events.lost': { readonly count: number };
  /** The first record of each file: up to where the log is told in the files before it. */
  'file.started': { readonly entries: number };
  /** Files went before they had been sent: the collector was away for too long. */
  'file.removed-unsent': { readonly firstKept: number };
}

type SignInAbout = {
  readonly as: 'device' | 'invitation' | 'founder';
  readonly device?: DeviceId;
  readonly invitation?: string;
  readonly address?: string;
};

export type SecurityEventKind = keyof SecurityEvents;

/** Takes note of an event. Never throws and never waits. */
export interface EventSink {
  note<Kind extends SecurityEventKind>(kind: Kind, about: SecurityEvents[Kind]): void;
  /** An address as far as the settings let it be kept. */
  address(address: string): { readonly address?: string };
}

/** Where no stream is kept. */
export const noEvents: EventSink = { note: () => undefined, address: () => ({}) };

/** Kinds that somebody can cause as often as they like, and which must not drive the others out. */
export const causedByStrangers: ReadonlySet<SecurityEventKind> = new Set([
  'connection.refused',
  'sign-in.refused',
  'call.rate-limited',
  'call.denied',
  'log.refused',
  'push.registered',
  'push.removed',
] as const);

/** How loud an event is, as syslog counts (RFC 5424 §6.2.1): 4 warning, 5 notice, 6 information. */
export function severityOf(kind: string): 4 | 5 | 6 {
  if (kind === 'sign-in.accepted' || kind === 'witness.cosigned' || kind.startsWith('file.started')) return 6;
  const warns = ['refused', 'denied', 'limited', 'lacking', 'lost', 'suppressed', 'unsent'];
  return warns.some((word) => kind.endsWith(word)) ? 4 : 5;
}

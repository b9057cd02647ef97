/** What the generator knows about an entry that it has made, beside the bytes that the product is shown. */
import type { UserId } from '#shared/ids/index.ts';
import type { DeviceCertificate, LogEntry, Signer } from '#shared/org-log/index.ts';

/** One signature of an envelope. */
export interface DeedSigner {
  readonly by: Signer;
  /** The public key with which it was made, base64url. */
  readonly key: string;
  /** Whether it is a signature of the entry that the envelope holds. */
  readonly sound: boolean;
}

/** One envelope, in the generator's terms. */
export interface Deed {
  readonly entry: LogEntry;
  /** The history that its author had seen: the first `size` of `list`. Undefined: one that never was. */
  readonly seen: { readonly list: readonly Deed[]; readonly size: number } | undefined;
  readonly signers: readonly DeedSigner[];
  /** Whether the bytes are an envelope at all. */
  readonly wellFormed: boolean;
  /** What the certificate of a `device.add` says, and with which key it was signed. */
  readonly certificate?: { readonly content: DeviceCertificate; readonly signedWith: string };
  readonly bytes: Uint8Array;
  /** What was done to it, for the tally and for whoever reads a failure. */
  readonly note: string;
}

/** An entry of one kind. */
export type DeedOf<Kind extends LogEntry['kind']> = Extract<LogEntry, { kind: Kind }>;

export function usersAmong(signers: readonly DeedSigner[]): UserId[] {
  return signers.flatMap(({ by }) => (by.role === 'user' ? [by.id] : []));
}

/** What an entry brings about, as an entry: of one that puts a proposal into effect, what was proposed. */
export function broughtAbout(entry: LogEntry): LogEntry {
  if (entry.kind !== 'decision.enact') return entry;
  const { v, org, at, prior, matter } = entry;
  return { v, org, at, prior, ...matter };
}

/**
 * Domain separation: the registry of every label under which something is signed or derived. A signature made for one
 * purpose can never be shown for another, as the label is part of the signed bytes.
 */
import { concatBytes, encodeUtf8 } from './bytes.ts';

/** Every label there is. A new protocol adds a line; no line is ever used for two things or changed. */
export const labels = {
  logEntry: 'tacit/v1/log-entry',
  deviceCertificate: 'tacit/v1/device-certificate',
  relaySignIn: 'tacit/v1/relay-sign-in',
  reAddRequest: 'tacit/v1/re-add-request',
  roomState: 'tacit/v1/room-state',
  signal: 'tacit/v1/signal',
  signalKey: 'tacit/v1/exported-signal-key',
  removal: 'tacit/v1/removal-confirmation',
  removalReceipt: 'tacit/v1/removal-receipt',
  linkingName: 'tacit/v1/linking-rendezvous',
  linkingCommitment: 'tacit/v1/linking-commitment',
  linkingTranscript: 'tacit/v1/linking-transcript',
  linkingKey: 'tacit/v1/linking-key',
  linkingDigits: 'tacit/v1/linking-digits',
  linkingDevice: 'tacit/v1/linking-device',
  words: 'tacit/v1/words',
  file: 'tacit/v1/file',
  fileName: 'tacit/v1/name-of-file',
  safetyNumber: 'tacit/v1/safety-number',
  vaultSlot: 'tacit/v1/vault-slot',
  tableKey: 'tacit/v1/table-key',
  eventRecord: 'tacit/v1/event-record',
} as const;

/** One of the registered labels. */
export type Label = (typeof labels)[keyof typeof labels];

/** `bytes` under `label`: what is signed or hashed. The zero byte ends the label, which never contains one. */
export function labelled(label: Label, bytes: Uint8Array): Uint8Array {
  return concatBytes(encodeUtf8(label), new Uint8Array(1), bytes);
}

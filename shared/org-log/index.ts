export { type Admission, admit, type Refused, type Replay, replay } from './admit.ts';
export { type DeviceCertificate, issueCertificate, parseCertificate, verifyCertificate } from './certificate.ts';
export { certificateOf } from './certificate-text.ts';
export {
  type Checkpoint,
  encodeVerifierKey,
  openCheckpoint,
  parseVerifierKey,
  signCheckpoint,
} from './checkpoint.ts';
export {
  cosign,
  cosignedAt,
  encodeWitnessKey,
  parseWitnessKey,
  type Witness,
  type WitnessRule,
  witnessedAt,
} from './cosignature.ts';
export { standingVotes } from './decision-rules.ts';
export {
  ENVELOPE_BYTES_MAX,
  effectOf,
  type LogEntry,
  type Matter,
  parseEnvelope,
  type Role,
  type Signer,
} from './entries.ts';
export { judgeLogExport, type LogExport, type LogVerdict, readLogExport, writeLogExport } from './export.ts';
export { DETAILS, type DetailName, type Details, isDetail } from './fields.ts';
export type { LogCrypto } from './merkle.ts';
export type { PolicyScope } from './policy-scope.ts';
export { consistencyProof, inclusionProof, verifyConsistency, verifyInclusion } from './proofs.ts';
export { type RefusalCode, refusals } from './refusal.ts';
export { type EntrySigner, signEntry } from './sign.ts';
export {
  activeDeviceCounts,
  activeDevicesOf,
  type DecisionProposal,
  type DeviceRecord,
  devicesOf,
  emptyState,
  headOf,
  type InvitationRecord,
  isDeviceActive,
  isEntryAt,
  isWholeOrganisation,
  type OrgState,
  type PolicyRecord,
  policyFor,
  policyOf,
  policyOfGroup,
  policyRecordOf,
  rootAtSize,
  type UserRecord,
  wasDeviceActive,
  weakeningsOf,
} from './state.ts';

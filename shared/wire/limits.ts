/**
 * How much of anything fits through the door between a device and its relay. Both sides refuse more, so that neither can
 * exhaust the other. Sizes are in bytes.
 */
export const wireLimits = {
  /** One WebSocket frame, either way: a Welcome into a group of 1,000 leaves in the X-Wing suite is about 4 MB. */
  frameBytes: 8 * 1024 * 1024,
  /** One frame from a socket that has not signed in. */
  strangerFrameBytes: 16 * 1024,
  /** An application message (an MLS PrivateMessage). */
  messageBytes: 256 * 1024,
  /** A commit. */
  commitBytes: 3 * 1024 * 1024,
  /** A Welcome, for all that one commit adds. */
  welcomeBytes: 6 * 1024 * 1024,
  keyPackageBytes: 16 * 1024,
  keyPackageRefBytes: 64,
  /** Key packages of one device that the relay keeps: 50 single-use ones, last-resort ones, and a second suite. */
  keyPackagesPerDevice: 128,
  keyPackagesPerCall: 64,
  /** An asking to be added again. */
  reAddRequestBytes: 4 * 1024,
  /** A signal: encrypted, never stored. */
  signalBytes: 8 * 1024,
  /** The name of a rendezvous, and one message over it. */
  rendezvousNameBytes: 16,
  rendezvousMessageBytes: 4 * 1024,
  /** Messages of one side over one rendezvous. */
  rendezvousMessages: 8,
  /** How long a rendezvous stands at most, in ms. */
  rendezvousMs: 120_000,
  /** One envelope of the organisation's log. */
  logEnvelopeBytes: 16 * 1024,
  logEnvelopesPerAppend: 64,
  logEnvelopesPerPage: 256,
  checkpointChars: 2048,
  /** Devices in one roster, and so in one call that changes it or claims for it. */
  rosterDevices: 2_000,
  claimDevices: 500,
  /** Groups of one device, in one call about many. */
  groupsPerCall: 2_000,
  /** Envelopes in one page of backfill or one delivery. */
  envelopesPerPage: 1_000,
  /** Bytes of messages in one page of backfill, whatever the caller asks for. */
  pageBytes: 4 * 1024 * 1024,
  welcomesPerPage: 64,
  /** A message may be written for an epoch that is this many commits old: its writer had not seen them yet. */
  pastEpochs: 3,
  /** Accepted sequence numbers that the relay remembers per device, so that a retry is harmless. */
  clientSeqWindow: 1_024,
  /** The longest pause that a refusal may ask for: a timer set for longer than 24 days would go off at once. */
  retryAfterMs: 3_600_000,
  /** No group and no device comes to a higher sequence number: what is above would break the order of places. */
  sequenceMax: 1e13,
  /** The name of a blob, chosen at random by whoever puts it there. */
  blobNameBytes: 16,
  /** A piece of a blob as it is sealed: 128 KiB and 17 bytes. Every piece has this size but the last one. */
  blobPieceBytes: 131_089,
  /** 100 MiB and their length, padded (PADMÉ) to 102 MiB, in pieces. */
  blobPieces: 816,
  blobBytes: 816 * 131_089,
  /** The smallest: 4 KiB, sealed. */
  blobBytesMin: 4_113,
  /** The secret by which a blob is erased, and the SHA-256 of it. */
  blobSecretBytes: 32,
  /** Calls about pieces that one device may have under way. */
  blobPiecesUnderWay: 8,
  /** The address of a push service for one browser: a long token in its path. */
  pushEndpointChars: 2_048,
  nonceBytes: 32,
  signatureBytes: 64,
  originChars: 300,
  foundingCodeChars: 64,
  sentenceChars: 500,
} as const;

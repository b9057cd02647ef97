/** The core while it is unlocked: what it is made of, and what it needs from around it. Types only. */
import type { Attention } from '../attention/attention.ts';
import type { Files } from '../files/files.ts';
import type { Device } from '../groups/device.ts';
import type { Journal } from '../groups/journal.ts';
import type { Timers } from '../groups/timers.ts';
import type { Inbox } from '../inbox/inbox.ts';
import type { Later } from '../later/later.ts';
import type { Membership } from '../membership/membership.ts';
import type { Outbox } from '../outbox/outbox.ts';
import type { CoreListener, EvidenceView, StopReason } from '../port.ts';
import type { Settings } from '../preferences/settings.ts';
import type { Verified } from '../preferences/verified.ts';
import type { Moment } from '../presence/moment.ts';
import type { Search } from '../search/door.ts';
import type { UnlockedStorage } from '../storage/locked-storage.ts';
import type { AlarmRow, EvidenceRow } from '../storage/records.ts';
import type { RelayTransport, TransportHandlers } from '../transport/transport.ts';
import type { NameOf } from '../views/messages.ts';
import type { Timelines } from '../views/timelines.ts';
import type { Sentence } from '../words/saying.ts';
import type { IdentityRow } from './account.ts';
import type { LogSync } from './log-sync.ts';
import type { Publisher } from './publisher.ts';
import type { ShutOut } from './shut-out.ts';
import type { Progress } from './stored-log.ts';

export interface OpenParts {
  readonly storage: UnlockedStorage;
  readonly identity: IdentityRow;
  readonly transport: RelayTransport;
  readonly now: () => number;
  readonly push: CoreListener;
  readonly tellPause: number | undefined;
  /** The core must not go on: says why, and is asked for no more. */
  readonly stop: (reason: StopReason, sentence: Sentence, evidence?: Pick<EvidenceView, 'at'>) => void;
  /** The log has shut this device out. */
  readonly shutOut: (how: ShutOut) => void;
  /** For how long nobody has done anything here, ms. */
  readonly idleFor: () => number;
  /** Told while a long log is judged. */
  readonly checking: Progress;
  /** Something changed that the session's own snapshot shows. */
  readonly sessionChanged: () => void;
  readonly fault: (error: unknown) => void;
}

/** The parts of the open core, for the actions. */
export interface OpenCore {
  readonly storage: UnlockedStorage;
  readonly identity: IdentityRow;
  readonly device: Device;
  readonly journal: Journal;
  readonly log: LogSync;
  readonly inbox: Inbox;
  readonly outbox: Outbox;
  readonly files: Files;
  readonly membership: Membership;
  readonly timelines: Timelines;
  readonly search: Search;
  readonly nameOf: NameOf;
  readonly publisher: Publisher;
  readonly settings: Settings;
  readonly verified: Verified;
  readonly attention: Attention;
  readonly moment: Moment;
  readonly later: Later;
  readonly timers: Timers;
  readonly handlers: Omit<TransportHandlers, 'link' | 'linkOver'>;
  readonly alarms: Map<string, AlarmRow>;
  readonly evidence: readonly EvidenceRow[];
  /** The person has been let in: signs in. */
  begin(): void;
  /** How the log, as this device has it, has shut it out. */
  shutOut(): ShutOut | undefined;
  /** Resolves when everything that came has been applied and nothing more is under way. For tests and benchmarks. */
  idle(): Promise<void>;
  close(): void;
}

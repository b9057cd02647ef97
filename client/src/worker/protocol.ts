/**
 * How a window and the worker that hosts the core find each other, and notice each other's end. Calls go through Comlink on
 * the same port; messages of this protocol carry `kind`, which Comlink's never do.
 *
 * Nothing here waits for time to pass. Each side holds a Web Lock for as long as it lives, and the other side asks for that
 * lock: it is granted at the moment at which the holder is gone, however it went.
 */
import type { CorePort, CoreUpdate, Language } from '#core/port.ts';
import type { Locks } from './locks.ts';

/** A window to the worker, once, with its port. The window holds `windowLock(window)` already. */
export interface AttachMessage {
  readonly kind: 'attach';
  /** At most 64 characters. */
  readonly window: string;
  /** The window means to start this worker; otherwise to join one that it knows to live. */
  readonly fresh: boolean;
  /** What the window speaks. Of several, the one that came or changed last is heard. */
  readonly language: Language;
}

/** The worker to a window, on its port. */
export type HostMessage =
  /** First. The worker holds `aliveLock(instance)`. */
  | { readonly kind: 'hello'; readonly instance: string }
  /** Another worker holds the core; this one takes over when that ends. */
  | { readonly kind: 'elsewhere' }
  | { readonly kind: 'update'; readonly update: CoreUpdate };

/** The calls that cross the threads. Updates come as messages. */
export type RemoteCore = Omit<CorePort, 'subscribe'>;

/** Held by the one window that tells of messages in windows of the system: else each of them would. */
export const NOTIFIER_LOCK = 'tacit/notifier';

/** Held by the one worker whose core may write. Two writers would use one ratchet twice. */
export const WRITER_LOCK = 'tacit/writer';

/** Held by a window from choosing a worker until that worker has greeted it, so that two windows never start two. */
export const JOIN_LOCK = 'tacit/join';

const ALIVE = 'tacit/worker/';

/** Held by a worker for its whole life. */
export function aliveLock(instance: string): string {
  return `${ALIVE}${instance}`;
}

/** A name for a new worker of this build: never used before, so that it cannot be that of one which is just ending. */
export function newInstance(build: string): string {
  return `${build}#${crypto.randomUUID()}`;
}

/** The living worker of this build, if there is one. */
export async function livingInstance(locks: Locks, build: string): Promise<string | undefined> {
  const { held = [] } = await locks.query();
  const prefix = aliveLock(`${build}#`);
  return held.find(({ name }) => name?.startsWith(prefix))?.name?.slice(ALIVE.length);
}

/** Held by a window for its whole life. */
export function windowLock(window: string): string {
  return `tacit/window/${window}`;
}

/** Whether a message on the port is of this protocol and not Comlink's. */
export function isHostMessage(value: unknown): value is HostMessage {
  return typeof value === 'object' && value !== null && 'kind' in value;
}

// One row per call: the compiler refuses a call of the core that is missing here.
const remote: Record<keyof RemoteCore, true> = {
  getSession: true,
  speak: true,
  retryConnection: true,
  beginFounding: true,
  found: true,
  rootKey: true,
  confirmRootKept: true,
  previewInvitation: true,
  enrol: true,
  beginLinking: true,
  linkingDigits: true,
  linkedAccount: true,
  finishLinking: true,
  joinLinking: true,
  linkingEnds: true,
  confirmLinking: true,
  cancelLinking: true,
  ownDevices: true,
  renameDevice: true,
  revokeOwnDevice: true,
  unlock: true,
  acceptConsent: true,
  lock: true,
  touch: true,
  ratePassphrase: true,
  changePassphrase: true,
  createInvitation: true,
  listInvitations: true,
  revokeInvitation: true,
  openTimeline: true,
  loadOlder: true,
  loadNewer: true,
  loadAround: true,
  findTime: true,
  findMessage: true,
  closeTimeline: true,
  search: true,
  watch: true,
  unwatch: true,
  sendMessage: true,
  addFile: true,
  dropFile: true,
  fetchFile: true,
  stopFile: true,
  openFile: true,
  roomFiles: true,
  forwardMessage: true,
  originOf: true,
  messageReach: true,
  sayTyping: true,
  retryMessage: true,
  discardMessage: true,
  editMessage: true,
  recallMessage: true,
  react: true,
  pin: true,
  vote: true,
  closePoll: true,
  acknowledge: true,
  pins: true,
  save: true,
  saved: true,
  scheduleMessage: true,
  changeScheduled: true,
  sendScheduled: true,
  cancelScheduled: true,
  restoreScheduled: true,
  remind: true,
  reminders: true,
  cancelReminder: true,
  restoreReminder: true,
  saveSnippet: true,
  deleteSnippet: true,
  restoreSnippet: true,
  setStatus: true,
  retryChange: true,
  undoChange: true,
  messageHistory: true,
  saveDraft: true,
  dropDraftElsewhere: true,
  markRead: true,
  markThreadRead: true,
  setPreferences: true,
  changeSettings: true,
  startDirect: true,
  createRoom: true,
  askToJoin: true,
  declineRequest: true,
  deleteRoom: true,
  forgetConversation: true,
  addPeople: true,
  removePerson: true,
  leaveRoom: true,
  changeRoom: true,
  setTimer: true,
  safetyNumber: true,
  markVerified: true,
  dismissAlarm: true,
  wakingView: true,
  beWoken: true,
  beLeftAsleep: true,
  exportLog: true,
  exportEvidence: true,
  whatApplies: true,
  staff: true,
  personFile: true,
  removalReceipt: true,
  keyHealth: true,
  policyBook: true,
  previewPolicy: true,
  decide: true,
  trail: true,
  exportTrail: true,
  inviteMany: true,
  governance: true,
  decideMany: true,
  resetIdentity: true,
  stopReset: true,
  recoverOwners: true,
  reinvite: true,
};

/** The names of all calls. */
export const remoteCalls = Object.keys(remote) as readonly (keyof RemoteCore)[];

/**
 * The core while it is unlocked: joins log, inbox, outbox, membership and views over one device.
 */
import { policyFor } from '#shared/org-log/index.ts';
import { createAttention } from '../attention/attention.ts';
import { wipe } from '../crypto/primitives.ts';
import { createRelayClock } from '../expiry/relay-clock.ts';
import { createFiles } from '../files/files.ts';
import type { Device } from '../groups/device.ts';
import { createGroupStore } from '../groups/group-store.ts';
import { type MessageChange, messageKey, openJournal } from '../groups/journal.ts';
import { createTimers } from '../groups/timers.ts';
import { certifiedDevice } from '../identity/authenticate.ts';
import { createInbox, type Inbox } from '../inbox/inbox.ts';
import { openLater } from '../later/later.ts';
import { createMembership, type Membership } from '../membership/membership.ts';
import { createMlsEngine } from '../mls/create-engine.ts';
import { type Freshness, freshness, type Replica, signedTime } from '../org/replica.ts';
import { createOutbox, type Outbox } from '../outbox/outbox.ts';
import { tellsRead } from '../policy/gate-messages.ts';
import type { ConnectionView, StopReason } from '../port.ts';
import { openSettings } from '../preferences/settings.ts';
import { openVerified } from '../preferences/verified.ts';
import { createMoment } from '../presence/moment.ts';
import type { EvidenceRow } from '../storage/records.ts';
import { TransportError } from '../transport/errors.ts';
import { conversationViews } from '../views/conversations.ts';
import { invitationViews, peopleViews } from '../views/people.ts';
import { createArrival } from './arrival.ts';
import { connectionView } from './connection.ts';
import { createHousekeeping } from './housekeeping.ts';
import { createLogSync, type LogSync } from './log-sync.ts';
import type { OpenCore, OpenParts } from './open-core.ts';
import { createViews } from './open-views.ts';
import { createOwnSync } from './own-sync.ts';
import { filesPart } from './parts-on-demand.ts';
import { createPersistence } from './persistence.ts';
import { createPublisher } from './publisher.ts';
import { createFarewell, shutOutBy } from './shut-out.ts';
import { createPutAway, storedLog } from './stored-log.ts';

/** How often the age of the newest head is looked at. */
const FRESHNESS_EVERY_MS = 30_000;

/** Opens the core over an open vault. @throws StorageError, ProblemError `storage-corrupted`. */
export async function openCore(parts: OpenParts): Promise<OpenCore> {
  const { storage, identity, transport, now, push } = parts;
  const [journal, { replica, putAway }, alarmRows, evidence, fileRows] = await Promise.all([
    openJournal(storage),
    storedLog(storage, identity.org, identity.rootKey, parts.checking),
    storage.read.all('alarms'),
    storage.read.all('evidence'),
    storage.read.readable('files'),
  ]);
  const org = () => current().state;
  const policy = () => policyFor(org(), identity.user, now());
  const settingsChanged = () => {
    ownSync.changed();
    publisher.changed('settings', 'typing', 'presence');
    moment.presence.look();
    for (const id of new Set(timelines.snapshots().map(({ conversation }) => conversation))) timelines.conversation(id);
  };
  const settings = await openSettings(journal, settingsChanged, policy);
  const verified = await openVerified(journal, identity.user, org, now, () => publisher.changed('people'));
  const alarms = new Map(alarmRows.map((row) => [row.id, row]));
  const timers = createTimers(now);
  let stopped = evidence.some(({ kind }) => kind !== 'gossip');

  const arrival = createArrival(transport, now, () => ({
    identity,
    device,
    journal,
    timers,
    log,
    membership,
    inbox,
    attention,
    outbox,
    files,
    later,
    moment,
    clock,
    ownSync,
    housekeeping,
    farewell,
    persist,
    fault: parts.fault,
    changed: () => publisher.changed('connection'),
  }));

  const current = (): Replica => log.replica;
  const limits = policyFor(replica.state, identity.user, now());
  const engine = createMlsEngine({
    authenticate: (id, key) => certifiedDevice(id, key, current().state) !== undefined,
    now,
    limits: { ...limits, pastEpochHours: 24 },
  });
  const fresh = (): Freshness =>
    log.withheld ? { kind: 'withheld', since: current().head?.at ?? 0 } : freshness(current(), identity.user, now());
  const device: Device = {
    self: {
      org: identity.org,
      user: identity.user,
      device: identity.device,
      certificate: identity.certificate,
      deviceKey: identity.deviceKey,
      userIdentityKey: identity.userIdentityKey,
    },
    journal,
    engine,
    groups: createGroupStore(journal, engine, identity.deviceKey),
    replica: current,
    call: async (name, request, limit) => {
      // A connection that has come back and has not signed in yet: the relay would refuse what is only too early.
      const { state } = transport;
      if (state.kind !== 'signed-in' || state.as !== 'device') throw new TransportError('offline');
      return transport.call(name, request, limit);
    },
    tellsRead: () => tellsRead(policy(), settings.now.readReceipts),
    isVerified: (user) => verified.stateOf(user) === 'yes',
    keywords: () => settings.now.keywords,
    maySend: () => arrival.isOnline && !stopped && fresh().kind === 'fresh',
    now,
    relayNow: () => clock.now(),
  };
  const clock = createRelayClock({ now, signed: () => signedTime(current(), identity.user, now()) });

  const log: LogSync = createLogSync({
    replica,
    journal,
    call: device.call,
    user: identity.user,
    now,
    accepted: (grown) => {
      publisher.changed('connection');
      // What had to wait for it goes now.
      if (device.maySend()) outbox.pump();
      later.look();
      if (!grown) return;
      keeper.look();
      publisher.changed('people', 'invitations', 'conversations', 'settings', 'later');
      moment.presence.look();
      parts.sessionChanged();
      if (farewell.isOver()) return;
      membership.look();
      ownSync.look();
    },
    convicted: (row) => {
      evidence.push(row);
      halt(row);
    },
    alarmed: () => guard(reloadAlarms()),
  });
  const { fault, guard, persist } = createPersistence({ transport, timers, fault: parts.fault });

  const keeper = createPutAway({ journal, timers, fault }, putAway, org);

  const reloadAlarms = async () => {
    for (const row of await storage.read.all('alarms')) alarms.set(row.id, row);
    evidence.splice(0, evidence.length, ...(await storage.read.all('evidence')));
    publisher.changed('connection');
  };

  const halt = (row: EvidenceRow) => {
    stopped = true;
    parts.stop(row.kind as StopReason, row.sentence, { at: row.at });
  };

  const farewell = createFarewell({
    log: () => log,
    transport,
    identity,
    shutOut: (how) => {
      stopped = true;
      parts.shutOut(how);
    },
    unproven: parts.stop,
    fault: (error) => fault(error),
  });

  const inbox = createInbox(device, {
    syncLog: () => log.sync(),
    applied: (group, applied) => {
      for (const { log: said, sender } of applied.gossip) guard(log.gossip(said, sender));
      for (const { request, sequence } of applied.reAddRequests) {
        guard(membership.reAddRequested(group, request, sequence));
      }
      // After catching up all of them are told of at once; meanwhile, what is still to come goes first.
      if (applied.texts && arrival.catchingUp === undefined) outbox.receipt(group);
      membership.look(group);
      outbox.pump(group);
    },
    fellOut: (group) => membership.fellOut(group),
    progress: (count) => arrival.progress(count),
    fault,
  });
  const catchUp = (group: Parameters<Inbox['catchUp']>[0]) => inbox.catchUp(group);
  const membership: Membership = createMembership(device, timers, {
    syncLog: () => log.sync(),
    catchUp,
    opened: (group) => {
      inbox.resume(group);
      outbox.pump(group);
      membership.look(group);
    },
    sayLeave: (group) => outbox.sayLeave(group),
    fault,
  });
  const files = createFiles(
    {
      device,
      timers,
      work: filesPart,
      changed: (ids) => timelines.files(ids),
      arrived: (group) => outbox.pump(group),
      failed: (group, message, why) => outbox.failMessage(group, message, why),
      fault,
    },
    fileRows.rows,
  );
  const outbox: Outbox = createOutbox(device, timers, {
    files,
    prepare: (group) => membership.prepare(group),
    catchUp,
    fellOut: (group) => device.groups.exclusive(group, () => membership.fellOut(group)),
    fault,
  });
  const ownSync = createOwnSync({
    journal,
    identity,
    device,
    timers,
    membership,
    outbox,
    settings,
    later: () => later,
    fault,
  });
  const housekeeping = createHousekeeping(device, timers, fault);
  const attention = createAttention({
    journal,
    me: identity.user,
    org,
    settings: () => settings.now,
    now,
    relayNow: device.relayNow,
    push,
  });
  const moment = createMoment({
    device,
    timers,
    fault,
    typing: { wanted: () => settings.now.typing, changed: () => publisher.changed('typing') },
    presence: {
      wanted: () => settings.now.presence,
      status: () => settings.now.status,
      idleFor: parts.idleFor,
      changed: () => publisher.changed('presence'),
    },
  });
  const { timelines, search, nameOf } = createViews({
    device,
    storage,
    timers,
    org,
    policy,
    push,
    busy: () => arrival.catchingUp !== undefined,
    fault,
    relayAhead: () => clock.ahead,
    fileState: files.state,
  });

  const connection = (): ConnectionView => {
    const { isOnline: arrived, catchingUp, clockBy } = arrival;
    return connectionView(
      { transport: transport.state, freshness: fresh(), arrived, catchingUp, now: now(), clockBy },
      { queued: outbox.queued, head: current().head, evidence, alarms: alarms.values() },
    );
  };
  const publisher = createPublisher(
    {
      connection,
      conversations: () => conversationViews(journal.memory, org(), identity.user, policy()),
      people: () => peopleViews(current().state, identity.user, now(), verified.stateOf),
      invitations: () => invitationViews(current().state, identity.user, now()),
      settings: () => settings.now,
      typing: () => moment.typing.now,
      later: () => later.now,
      presence: () => moment.presence.now,
      saved: () =>
        [...journal.memory.saved.values()].map(({ conversation, message, at }) => ({ conversation, message, at })),
    },
    push,
    parts.tellPause,
  );
  const later = await openLater({
    device,
    journal,
    timers,
    words: outbox,
    tell: attention.remind,
    changed: () => {
      publisher.changed('later');
      ownSync.changed();
    },
    fault,
  });
  const isSaved = ({ row, conversation }: MessageChange) =>
    row !== undefined && journal.memory.saved.has(messageKey(conversation, row.id));
  journal.onRecorded((recorded) => {
    files.recorded(recorded);
    timelines.messages(recorded.messages);
    housekeeping.recorded(recorded);
    search.recorded(recorded);
    attention.recorded(recorded);
    moment.typing.recorded(recorded);
    ownSync.recorded(recorded);
    moment.presence.recorded(recorded);
    later.reminders.recorded(recorded);
    for (const id of recorded.conversations) timelines.conversation(id);
    if (recorded.conversations.size > 0) publisher.changed('conversations');
    if (recorded.saved || recorded.messages.some(isSaved)) publisher.changed('saved');
    if (recorded.outbox) publisher.changed('connection');
  });

  const watchFreshness = () => {
    publisher.changed('connection');
    if (device.maySend()) outbox.pump();
    later.look();
    timers.later('freshness', FRESHNESS_EVERY_MS, watchFreshness);
  };
  watchFreshness();
  await housekeeping.sweep(); // Before anything is shown or searched of what has disappeared while the app was closed.
  later.look();
  search.begin();
  keeper.look();

  return {
    storage,
    identity,
    device,
    journal,
    log,
    inbox,
    outbox,
    files,
    membership,
    timelines,
    search,
    nameOf,
    publisher,
    settings,
    verified,
    attention,
    moment,
    later,
    timers,
    alarms,
    evidence,
    handlers: {
      state: arrival.follow,
      deliver: (envelopes) => inbox.deliver(envelopes),
      welcome: () => persist('welcomes', () => membership.fetchWelcomes()),
      logHead: ({ checkpoint }) => persist('head', () => log.heard(checkpoint)),
      signal: ({ group, bytes }) => moment.heard(group, bytes),
    },
    begin: () => arrival.begin(),
    shutOut: () => shutOutBy(current().state, identity),
    idle: () => inbox.idle(),
    close() {
      arrival.close();
      stopped = true;
      timers.close();
      publisher.close();
      inbox.close();
      storage.lock();
      wipe(identity.deviceKey.privateKey, identity.userIdentityKey.privateKey);
    },
  };
}

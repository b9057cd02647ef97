/** The calls that need an open core, each handed to the part that does it. The administration's are in `admin-calls.ts`. */
import type { CorePort, Outcome } from '../port.ts';
import { findMessage } from '../views/find-message.ts';
import { messageHistory } from '../views/messages.ts';
import { pinViews } from '../views/pins.ts';
import * as actions from './actions.ts';
import type { LinkLine } from './link-line.ts';
import { markRead, markThreadRead } from './mark-read.ts';
import type { OpenCore } from './open-core.ts';
import { linkingPart, ownDevicesPart, rarely } from './parts-on-demand.ts';

/** Runs an action of the open core; its answer says so when there is none. */
export type Act = <T>(work: (core: OpenCore) => Promise<T> | T) => Promise<Outcome<T>>;

export interface OpenCalls {
  readonly act: Act;
  /** The open core, if there is one: for what is left undone without it. */
  readonly open: () => OpenCore | undefined;
  readonly fault: (error: unknown) => void;
  /** Where this Tacit is served from: it stands in links. */
  readonly origin: string;
  readonly line: LinkLine;
}

export function openCalls({ act, open, fault, origin, line }: OpenCalls) {
  return {
    joinLinking: (code, passphrase) =>
      act(async (core) => (await linkingPart()).joinLinking(core, line, code, passphrase)),
    linkingEnds: () => act(async () => (await linkingPart()).linkingEnds(line)),
    confirmLinking: () => act(async (core) => (await linkingPart()).confirmLinking(core, line)),
    ownDevices: () => act(async (core) => (await ownDevicesPart()).ownDevices(core)),
    renameDevice: (id, name) => act(async (core) => (await ownDevicesPart()).renameDevice(core, id, name)),
    revokeOwnDevice: (id) => act(async (core) => (await ownDevicesPart()).revokeOwnDevice(core, id)),
    changePassphrase: (current, next) => act(async (core) => (await rarely()).changePassphrase(core, current, next)),
    createInvitation: (request) => act(async (core) => (await rarely()).createInvitation(core, origin, request)),
    listInvitations: () => act((core) => actions.listInvitations(core)),
    revokeInvitation: (id) => act(async (core) => (await rarely()).withdrawInvitation(core, id)),
    openTimeline: (id) => act((core) => core.timelines.open(id)),
    loadOlder: (id, within) => act((core) => core.timelines.loadOlder(id, within)),
    loadNewer: (id, within) => act((core) => core.timelines.loadNewer(id, within)),
    loadAround: (id, key) => act((core) => core.timelines.loadAround(id, key)),
    findTime: (id, at) => act((core) => core.timelines.findTime(id, at)),
    findMessage: (id, author, message) =>
      act(({ journal, log }) => findMessage(journal, log.replica.state, id, { author, id: message })),
    closeTimeline: async (id) => open()?.timelines.close(id),
    search: (query, cursor) => act((core) => core.search.search(query, cursor)),
    watch: async (id) => open()?.attention.watch(id),
    unwatch: async (id) => open()?.attention.unwatch(id),
    sendMessage: (id, text, options) => act((core) => core.outbox.sendText(id, text, options)),
    addFile: (id, file, about) => act(async (core) => (await core.files.work()).add(id, file, about)),
    dropFile: async (id) => {
      await act(async (core) => (await core.files.work()).drop(id));
    },
    fetchFile: (id, key, file) => act(async (core) => (await core.files.work()).fetch(id, key, file)),
    stopFile: async (file) => {
      await act(async (core) => (await core.files.work()).stop(file));
    },
    openFile: (id, key, file) => act(async (core) => (await core.files.work()).open(id, key, file)),
    roomFiles: (id, cursor) => act(async (core) => (await core.files.work()).roomFiles(id, cursor)),
    forwardMessage: (id, message, to, comment) => act((core) => core.outbox.forward(id, message, to, comment)),
    originOf: (id, message) => act(async (core) => (await rarely()).originOf(core, id, message)),
    messageReach: (id, message) => act((core) => actions.messageReach(core, id, message)),
    sayTyping: async (id, typing) =>
      open()
        ?.moment.typing.say(id, typing)
        .catch((error) => fault(error)),
    retryMessage: (id, message) => act((core) => core.outbox.retry(id, message)),
    discardMessage: (id, message) => act((core) => core.outbox.discard(id, message)),
    editMessage: (id, message, text, mentions) => act((core) => core.outbox.edit(id, message, text, mentions)),
    recallMessage: (id, message) => act((core) => core.outbox.recall(id, message)),
    react: (id, message, emoji, on) => act((core) => core.outbox.react(id, message, emoji, on)),
    pin: (id, message, on) => act((core) => core.outbox.pin(id, message, on)),
    vote: (id, message, chosen) => act((core) => core.outbox.vote(id, message, chosen)),
    closePoll: (id, message) => act((core) => core.outbox.closePoll(id, message)),
    acknowledge: (id, message) => act((core) => core.outbox.acknowledge(id, message)),
    pins: (id) => act((core) => pinViews(core, id)),
    save: (id, message, on) => act(async (core) => (await rarely()).saveMessage(core, id, message, on)),
    saved: () => act(async (core) => (await rarely()).savedViews(core)),
    scheduleMessage: (id, text, when, options) =>
      act((core) => core.later.scheduled.schedule(id, text, options ?? {}, when)),
    changeScheduled: (id, change) => act((core) => core.later.scheduled.change(id, change)),
    sendScheduled: (id) => act((core) => core.later.scheduled.sendNow(id)),
    cancelScheduled: (id) => act((core) => core.later.scheduled.cancel(id)),
    restoreScheduled: (id) => act((core) => core.later.scheduled.restore(id)),
    remind: (id, message, when) => act((core) => core.later.reminders.remind(id, message, when)),
    reminders: () => act((core) => core.later.reminderViews()),
    cancelReminder: (id) => act((core) => core.later.reminders.cancel(id)),
    restoreReminder: (id) => act((core) => core.later.reminders.restore(id)),
    saveSnippet: (snippet) => act((core) => core.later.snippets.save(snippet)),
    deleteSnippet: (id) => act((core) => core.later.snippets.remove(id)),
    restoreSnippet: (id) => act((core) => core.later.snippets.restore(id)),
    setStatus: (status) => act((core) => actions.setStatus(core, status)),
    retryChange: (id, message, change) => act((core) => core.outbox.retryChange(id, message, change)),
    undoChange: (id, message, change) => act((core) => core.outbox.undoChange(id, message, change)),
    messageHistory: (id, message) => act((core) => messageHistory(core, id, message)),
    saveDraft: (id, text, mentions, thread, from) =>
      act((core) => actions.saveDraft(core, { conversation: id, thread }, text, mentions, from)),
    dropDraftElsewhere: (id, thread) => act((core) => actions.dropDraftElsewhere(core, { conversation: id, thread })),
    setPreferences: (id, change) => act((core) => actions.setPreferences(core, id, change)),
    changeSettings: (change) => act((core) => core.settings.change(change)),
    markRead: (id, key) => act((core) => markRead(core, id, key)),
    markThreadRead: (id, thread, key) => act((core) => markThreadRead(core, id, thread, key)),
    startDirect: (user) => act((core) => core.membership.startDirect(user)),
    createRoom: ({ name, people }) => act((core) => core.membership.createRoom(name, people)),
    addPeople: (id, people, history) =>
      act(async (core) =>
        history === undefined
          ? core.membership.addPeople(id, people)
          : (await rarely()).addWithHistory(core, id, people, history),
      ),
    removePerson: (id, user) => act((core) => core.membership.removePerson(id, user)),
    leaveRoom: (id) => act((core) => core.membership.leaveRoom(id)),
    changeRoom: (id, change) => act((core) => core.membership.changeRoom(id, change)),
    askToJoin: (room, moderators) => act(async (core) => (await rarely()).askToJoin(core, room, moderators)),
    declineRequest: (id, user) => act(async (core) => (await rarely()).declineRequest(core, id, user)),
    deleteRoom: (id) => act((core) => core.membership.deleteRoom(id)),
    forgetConversation: (id) => act((core) => core.membership.forgetConversation(id)),
    setTimer: (id, timer) => act((core) => core.membership.setTimer(id, timer)),
    safetyNumber: (user) => act(async (core) => (await rarely()).safetyNumberWith(core, user)),
    markVerified: (user, number) => act(async (core) => (await rarely()).markVerified(core, user, number)),
    dismissAlarm: (id) => act((core) => actions.dismissAlarm(core, id)),
    wakingView: () => act(async (core) => (await rarely()).wakingView(core)),
    beWoken: (endpoint) => act(async (core) => (await rarely()).beWoken(core, endpoint)),
    beLeftAsleep: () => act(async (core) => (await rarely()).beLeftAsleep(core)),
    exportLog: () => act(async (core) => (await rarely()).exportLog(core)),
  } satisfies Partial<CorePort>;
}

/** Conversations as the sidebar draws them. */
import type { UserId } from '#shared/ids/index.ts';
import type { OrgState } from '#shared/org-log/index.ts';
import { defaultPolicy, type PolicyValues } from '#shared/policy/index.ts';
import { isEmoji } from '../content/emoji.ts';
import { withNames } from '../content/mentions.ts';
import { parseRoomStateText, type Room, type RoomState } from '../content/room-state.ts';
import type { Memory } from '../groups/journal.ts';
import { levelShown } from '../policy/gate.ts';
import type { ConversationState, ConversationSummary, RoomView } from '../port.ts';
import { preferencesOf } from '../preferences/preferences.ts';
import type { ConversationRow, Draft } from '../storage/records.ts';
import { coreWords } from '../words/index.ts';
import { say, spoken } from '../words/saying.ts';
import { draftView } from './drafts.ts';
import { filesWords } from './files.ts';
import type { NameOf } from './messages.ts';
import { pinMarks } from './pins.ts';

/** All conversations of this person, the newest first. */
export function conversationViews(
  memory: Memory,
  state: OrgState,
  me: UserId,
  policy: PolicyValues = defaultPolicy,
): ConversationSummary[] {
  const views = [...memory.conversations.values()].flatMap((row) => {
    const level = levelShown(levelOf(row), policy);
    return viewOf(row, memory.drafts.get(row.id), state, me).map((view) =>
      level === undefined ? view : { ...view, level },
    );
  });
  return withoutEmptyTwins(views).sort((left, right) => right.lastAt - left.lastAt || (left.id < right.id ? -1 : 1));
}

function levelOf(row: ConversationRow): Room['level'] {
  const room = roomStateOfText(row);
  return room?.kind === 'room' ? room.level : undefined;
}

function viewOf(row: ConversationRow, draft: Draft | undefined, state: OrgState, me: UserId): ConversationSummary[] {
  if (row.gone !== undefined) return [goneView(row, row.gone)];
  const room = roomStateOfText(row);
  // The group of own devices is nothing that a person talks in.
  if (room === undefined || room.kind === 'own') return [];
  // It only carries something: nobody has said a word.
  if (row.carrier === true && row.last === undefined && (draft?.text ?? '') === '') return [];
  const peer = room.kind === 'direct' ? room.people.find((user) => user !== me) : undefined;
  const nameOf = (user: UserId) => state.users.get(user)?.name;
  const title = room.kind === 'room' ? room.name : ((peer && state.users.get(peer)?.name) ?? coreWords.rooms.somebody);
  return [
    {
      id: row.id,
      kind: room.kind,
      title,
      ...(peer === undefined ? {} : { peer }),
      members: row.members,
      moderators: room.kind === 'room' ? room.moderators : room.people,
      ...(room.timer === undefined ? {} : { timer: room.timer }),
      ...(room.kind === 'room' ? { room: roomView(room, row.requests, me) } : {}),
      ...historyOf(row, me),
      unread: row.unread,
      mentions: row.mentioned ?? 0,
      ...(row.last === undefined
        ? {}
        : {
            lastMessage: {
              preview: previewOf(row.last, nameOf),
              ...(row.last.recalled === true ? { recalled: true } : {}),
              ...(row.last.author === undefined ? {} : { author: row.last.author }),
            },
          }),
      lastAt: row.lastAt,
      ...draftView(draft, nameOf),
      ...newReplies(row),
      preferences: preferencesOf(row),
      ...((row.pins ?? []).length === 0 ? {} : { pins: pinMarks(row) }),
      state: stateOf(row),
    },
  ];
}

function previewOf({ preview, mentions, files }: NonNullable<ConversationRow['last']>, nameOf: NameOf): string {
  return preview === '' && files !== undefined
    ? filesWords(files)
    : withNames({ text: preview, mentions }, nameOf).text;
}

/** How far what is handed on has come, here or with others. */
function historyOf({ sharing = {} }: ConversationRow, me: UserId): Pick<ConversationSummary, 'history'> {
  for (const { by, with: people, of, done, refused } of Object.values(sharing)) {
    const [way, whole] = by === me ? (['going', of * people.length] as const) : (['coming', of] as const);
    if (refused !== true && done < whole && (by === me || people.includes(me)))
      return { history: { way, done, of: whole } };
  }
  return {};
}

/** What was deleted for everybody, so that nobody looks for it in vain. */
function goneView(row: ConversationRow, { title, by, at }: NonNullable<ConversationRow['gone']>): ConversationSummary {
  return {
    id: row.id,
    kind: row.kind === 'direct' ? 'direct' : 'room',
    title,
    members: [],
    moderators: [],
    unread: 0,
    mentions: 0,
    lastAt: row.lastAt,
    preferences: preferencesOf(row),
    state: { kind: 'deleted', by, at },
  };
}

function newReplies({ newReplies: threads = {} }: ConversationRow): Pick<ConversationSummary, 'newReplies'> {
  const ids = Object.keys(threads);
  return ids.length === 0 ? {} : { newReplies: ids };
}

/** The room state of a row; undefined for one that cannot be read. */
export function roomStateOfText({ roomState = '' }: Pick<ConversationRow, 'roomState'>): RoomState | undefined {
  try {
    return parseRoomStateText(roomState);
  } catch {
    return undefined;
  }
}

function roomView(room: Room, asking: ConversationRow['requests'], me: UserId): RoomView {
  const { topic, writing, adding, moderators, colour, emoji, level, closed, requests } = room;
  const moderates = moderators.includes(me);
  return {
    topic,
    writing,
    adding,
    ...(colour === undefined ? {} : { colour }),
    // A member can put anything there: what is no emoji would be a word in a picture's place.
    ...(emoji === undefined || !isEmoji(emoji) ? {} : { emoji }),
    closed: closed === true,
    ...(level === undefined ? {} : { level }),
    openToRequests: requests === true,
    requests:
      moderates && requests === true
        ? Object.entries(asking ?? {}).map(([user, at]) => ({ user: user as UserId, at }))
        : [],
    mayWrite: closed !== true && (moderates || writing === 'everybody'),
    mayAdd: moderates || (adding === 'everybody' && closed !== true),
  };
}

function stateOf(row: ConversationRow): ConversationState {
  // Without `gone` it is not drawn at all.
  if (row.status === 'deleted') return { kind: 'left' };
  if (row.status !== 'broken') return { kind: row.status };
  const sentence = spoken(row.trouble ?? say('rooms', 'cannotGoOn'));
  return { kind: 'broken', problem: { code: 'not-allowed', sentence, nextStep: coreWords.rooms.startNew } };
}

/** When two people begin a conversation at the same moment there are two. The one that stayed empty is not shown. */
function withoutEmptyTwins(views: readonly ConversationSummary[]): ConversationSummary[] {
  return views.filter((view) => {
    if (view.kind !== 'direct' || view.lastMessage !== undefined) return true;
    const twins = views.filter((other) => other.kind === 'direct' && other.peer === view.peer && other.id !== view.id);
    return !twins.some((twin) => {
      // One that is over does not stand for one in which they can talk.
      if (isOver(twin) !== isOver(view)) return isOver(view);
      return twin.lastMessage !== undefined || twin.id < view.id;
    });
  });
}

function isOver({ state }: ConversationSummary): boolean {
  return state.kind === 'left' || state.kind === 'removed' || state.kind === 'broken' || state.kind === 'deleted';
}

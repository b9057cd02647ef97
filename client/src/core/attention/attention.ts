/** Tells windows of messages that a person wants to hear of: each once, and those that were missed together. */
import type { GroupId, UserId } from '#shared/ids/index.ts';
import type { OrgState } from '#shared/org-log/index.ts';
import type { Journal, Recorded } from '../groups/journal.ts';
import { targetOf } from '../groups/named.ts';
import { asideIn, threadIdOf } from '../groups/threads.ts';
import type { CoreUpdate, NoticeView, SettingsView } from '../port.ts';
import { preferencesOf } from '../preferences/preferences.ts';
import { statusAt } from '../presence/own.ts';
import type { TextRow } from '../storage/records.ts';
import { roomStateOfText } from '../views/conversations.ts';
import { wordsOfMessage } from '../views/files.ts';
import { coreWords } from '../words/index.ts';
import { isHeldBack, judgeNotice } from './judge.ts';

/** As much of a message as a window of the system shows. */
const SHOWN = 240;

export interface AttentionParts {
  readonly journal: Pick<Journal, 'memory'>;
  readonly me: UserId;
  readonly org: () => OrgState;
  readonly settings: () => SettingsView;
  readonly now: () => number;
  /** By the relay's time, by which a status ends. */
  readonly relayNow: () => number;
  readonly push: (update: CoreUpdate) => void;
}

export interface Attention {
  /** A person has this conversation before them, in one more window. */
  watch(conversation: GroupId): void;
  unwatch(conversation: GroupId): void;
  recorded(recorded: Recorded): void;
  /** The person has wanted to be reminded of this message now. */
  remind(conversation: GroupId, message: TextRow): void;
  /** The connection is gone: what comes until `back` was said meanwhile. */
  away(): void;
  back(): void;
}

/** It was recalled. */
const saysNothing = ({ text, files, recalledAt }: TextRow): boolean =>
  text === '' && (files === undefined || recalledAt !== undefined);

type Shown = Pick<Extract<NoticeView, { kind: 'message' }>, 'author' | 'room' | 'text' | 'urgent'>;

export function createAttention(parts: AttentionParts): Attention {
  const { journal, me, push } = parts;
  const watched = new Map<GroupId, number>();
  // Until where each conversation has been judged: an older message that changes, or comes late, is no news.
  const judged = new Map<GroupId, number>(journal.memory.cursors);
  const missed = new Map<GroupId, number>();
  let caughtUp = true;

  const tell = (notice: NoticeView) => push({ topic: 'notice', notice });
  /** What of a message the person wants to be seen: all else does not even come to the window. */
  const shown = (conversation: GroupId, said: TextRow): Shown => {
    const { users } = parts.org();
    const { notifyContent } = parts.settings();
    if (notifyContent === 'nothing') return {};
    const row = journal.memory.conversations.get(conversation);
    const room = row === undefined ? undefined : roomStateOfText(row);
    const text = wordsOfMessage(said, (user) => users.get(user)?.name);
    return {
      author: users.get(said.author)?.name ?? coreWords.rooms.somebody,
      ...(room?.kind === 'room' ? { room: room.name } : {}),
      ...(said.urgency?.level === 'urgent' ? { urgent: true } : {}),
      ...(notifyContent === 'text'
        ? { text: (said.poll === undefined ? text : coreWords.talk.poll(text)).slice(0, SHOWN) }
        : {}),
    };
  };
  /** What the person wishes at this moment. */
  const wishes = () => {
    const date = new Date(parts.now());
    const settings = parts.settings();
    return {
      settings,
      minute: date.getHours() * 60 + date.getMinutes(),
      doNotDisturb: statusAt(settings.status, parts.relayNow()).state === 'dnd',
    };
  };

  return {
    watch(conversation) {
      watched.set(conversation, (watched.get(conversation) ?? 0) + 1);
    },
    unwatch(conversation) {
      const left = (watched.get(conversation) ?? 0) - 1;
      if (left > 0) watched.set(conversation, left);
      else watched.delete(conversation);
    },
    recorded({ messages }) {
      const now = wishes();
      for (const { conversation, row } of messages) {
        // It has disappeared: so does what was told of it.
        if (row === undefined) tell({ kind: 'over', conversation });
        if (row?.kind !== 'text' || row.sequence === undefined) continue;
        if (row.sequence <= (judged.get(conversation) ?? 0)) {
          // It may be another text now, or none any more: what was told of it is not to stay on the screen.
          if (row.author !== me && saysNothing(row)) tell({ kind: 'over', conversation });
          continue;
        }
        judged.set(conversation, row.sequence);
        const known = journal.memory.conversations.get(conversation);
        if (known === undefined || saysNothing(row)) continue;
        const verdict = judgeNotice({
          // What stands in a thread is told of to those who follow it.
          elsewhere: row.aside === true && known.newReplies?.[threadIdOf(row.thread ?? targetOf(row))] === undefined,
          mine: row.author === me,
          mentionsMe: row.forMe === true,
          urgent: row.urgency?.level === 'urgent',
          inView: watched.has(conversation),
          caughtUp,
          preferences: preferencesOf(known),
          ...now,
        });
        if (verdict === 'tell') tell({ kind: 'message', conversation, ...shown(conversation, row) });
        else if (verdict === 'sum') missed.set(conversation, (missed.get(conversation) ?? 0) + 1);
      }
    },
    remind(conversation, message) {
      if (isHeldBack(wishes())) return;
      const { order: key } = message;
      tell({ kind: 'reminder', conversation, key, ...asideIn(message), ...shown(conversation, message) });
    },
    away() {
      caughtUp = true;
    },
    back() {
      caughtUp = false;
      const messages = [...missed.values()].reduce((sum, one) => sum + one, 0);
      const [only, another] = missed.keys();
      const conversations = missed.size;
      missed.clear();
      if (messages === 0) return;
      tell({
        kind: 'missed',
        messages,
        conversations,
        ...(only === undefined || another !== undefined ? {} : { conversation: only }),
      });
    },
  };
}

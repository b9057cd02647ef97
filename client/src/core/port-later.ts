/** What a person means for later, and how they can be reached: types only, a part of the contract in `port.ts`. */
import type { GroupId, MessageId, UserId } from '#shared/ids/index.ts';
import type { MentionSpan, ThreadId, TimelineKey } from './port-messages.ts';
import type { StatusView, TimerView } from './port-session.ts';

/** A moment that a person has chosen: at a time, or in so many ms, of which this computer's clock knows nothing. */
export type When = { readonly at: number } | { readonly in: number };

/** A message that is to be sent later, or was sent later than was wanted. Times are the relay's. */
export type ScheduledView =
  | {
      readonly kind: 'waiting';
      readonly id: MessageId;
      readonly conversation: GroupId;
      readonly dueAt: number;
      readonly text: string;
      readonly mentions?: readonly MentionSpan[];
      /** In which thread it is to be said. */
      readonly thread?: ThreadId;
      /** For how long it is to stay; null: for good; absent: as is usual there when it is sent. */
      readonly timer?: TimerView | null;
      /** Another of the person's devices sends it. */
      readonly elsewhere?: true;
      /** Why it could not be sent when its time had come. It waits for what the person decides. */
      readonly held?: string;
    }
  /** It was due while this device was locked or away. Told until the person has put it aside by `cancelScheduled`. */
  | {
      readonly kind: 'late';
      readonly id: MessageId;
      readonly conversation: GroupId;
      readonly dueAt: number;
      readonly message: MessageId;
      readonly sentAt: number;
    };

/** What is to be otherwise with a message that waits; absent: as it is. */
export interface ScheduledChange {
  readonly text?: string;
  readonly mentions?: readonly MentionSpan[];
  readonly when?: When;
  /** It stays as long as is usual in its conversation. */
  readonly usualTimer?: true;
}

/** A message of which a person wants to be reminded. */
export interface ReminderMark {
  readonly id: MessageId;
  readonly conversation: GroupId;
  readonly message: MessageId;
  readonly dueAt: number;
  /** When the person was told. */
  readonly toldAt?: number | undefined;
}

/** What that message says. */
export interface ReminderView extends ReminderMark {
  readonly key: TimelineKey;
  /** Where it stands in a thread only. */
  readonly thread?: ThreadId;
  readonly author: UserId;
  /** The beginning of its words as they are now. */
  readonly excerpt: string;
}

/** Words to use again, as markdown. */
export interface SnippetView {
  readonly id: MessageId;
  readonly title: string;
  readonly text: string;
}

/** What a person keeps for later. */
export interface LaterView {
  /** By when it is due. */
  readonly scheduled: readonly ScheduledView[];
  readonly reminders: readonly ReminderMark[];
  /** By title. */
  readonly snippets: readonly SnippetView[];
  /** Short answers that the organisation gives, to be put in like snippets. Draw as text only. */
  readonly responses: readonly string[];
}

/** How people can be reached, as they say themselves. Of whom nothing is known there is nothing here. */
export type PresenceView = readonly {
  readonly user: UserId;
  readonly state: 'available' | 'away' | 'dnd';
  readonly text?: string;
  readonly emoji?: string;
  /** When words and emoji end. */
  readonly until?: number;
}[];

/** What a person sets of how they can be reached. */
export interface StatusRequest extends Omit<StatusView, 'until'> {
  /** Absent: until it is changed. */
  readonly until?: When;
}

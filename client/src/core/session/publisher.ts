/** Tells windows what has changed: small topics whole, and not more often than anybody could look. */
import type { CoreListener, CoreUpdate } from '../port.ts';

/** A topic that is always told whole, and how it is made. */
export interface Sources {
  readonly connection: () => Extract<CoreUpdate, { topic: 'connection' }>['snapshot'];
  readonly conversations: () => Extract<CoreUpdate, { topic: 'conversations' }>['snapshot'];
  readonly people: () => Extract<CoreUpdate, { topic: 'people' }>['snapshot'];
  readonly invitations: () => Extract<CoreUpdate, { topic: 'invitations' }>['snapshot'];
  readonly typing: () => Extract<CoreUpdate, { topic: 'typing' }>['snapshot'];
  readonly saved: () => Extract<CoreUpdate, { topic: 'saved' }>['snapshot'];
  readonly later: () => Extract<CoreUpdate, { topic: 'later' }>['snapshot'];
  readonly presence: () => Extract<CoreUpdate, { topic: 'presence' }>['snapshot'];
  readonly settings: () => Extract<CoreUpdate, { topic: 'settings' }>['snapshot'];
}

export type SmallTopic = keyof Sources;

const topics: readonly SmallTopic[] = [
  'settings',
  'saved',
  'typing',
  'later',
  'presence',
  'connection',
  'people',
  'invitations',
  'conversations',
];
/** What changes within this is told in one go. */
const TOGETHER_MS = 15;
/** What changes with every message is told again no sooner than this: while much comes, nobody sees more of it. */
const PAUSE_MS = 100;
const withEveryMessage: ReadonlySet<SmallTopic> = new Set(['connection', 'conversations']);

export interface Publisher {
  /** Says a little later that these have changed. */
  changed(...topics: readonly SmallTopic[]): void;
  /** Everything as it is, for one window. */
  tell(listener: CoreListener): void;
  close(): void;
}

export function createPublisher(sources: Sources, push: CoreListener, pauseMs = PAUSE_MS): Publisher {
  const togetherMs = Math.min(TOGETHER_MS, pauseMs);
  const waiting = new Set<SmallTopic>();
  /** Those that have just been told, and when they may be again. */
  const pausing = new Map<SmallTopic, ReturnType<typeof setTimeout>>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const pause = (topic: SmallTopic) => {
    const over = () => {
      pausing.delete(topic);
      if (waiting.has(topic)) tellSoon(0);
    };
    pausing.set(topic, setTimeout(over, pauseMs));
  };
  const tellSoon = (after: number) => {
    timer ??= setTimeout(() => {
      timer = undefined;
      const now = topics.filter((topic) => waiting.has(topic) && !pausing.has(topic));
      for (const topic of now) {
        waiting.delete(topic);
        if (pauseMs > 0 && withEveryMessage.has(topic)) pause(topic);
      }
      for (const topic of now) push(updateOf(topic));
    }, after);
  };
  const updateOf = (topic: SmallTopic): CoreUpdate => {
    switch (topic) {
      case 'connection':
        return { topic, snapshot: sources.connection() };
      case 'conversations':
        return { topic, snapshot: sources.conversations() };
      case 'people':
        return { topic, snapshot: sources.people() };
      case 'invitations':
        return { topic, snapshot: sources.invitations() };
      case 'typing':
        return { topic, snapshot: sources.typing() };
      case 'saved':
        return { topic, snapshot: sources.saved() };
      case 'later':
        return { topic, snapshot: sources.later() };
      case 'presence':
        return { topic, snapshot: sources.presence() };
      case 'settings':
        return { topic, snapshot: sources.settings() };
    }
  };
  return {
    changed(...changed) {
      for (const topic of changed) waiting.add(topic);
      tellSoon(togetherMs);
    },
    tell(listener) {
      for (const topic of topics) listener(updateOf(topic));
    },
    close() {
      clearTimeout(timer);
      for (const one of pausing.values()) clearTimeout(one);
    },
  };
}

import { createContext } from 'react';
import type { ThreadId } from '#client/bridge/port.ts';

export interface Threads {
  /** Whether something has been said there that the person has not seen. */
  readonly isNew: (thread: ThreadId) => boolean;
  readonly open: (thread: ThreadId) => void;
}

/** The way into the threads of a conversation; undefined where one is in a thread already. */
export const ThreadsContext = createContext<Threads | undefined>(undefined);

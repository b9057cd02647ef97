import { useEffect, useState } from 'react';
import { useCore } from '#client/bridge/hooks.ts';
import type { ConversationSummary, CoreProblem, PinView } from '#client/bridge/port.ts';

export interface Pins {
  /** Undefined: they have not been read yet. */
  readonly pins: readonly PinView[] | undefined;
  readonly problem: CoreProblem | undefined;
}

const unread: Pins = { pins: undefined, problem: undefined };

/** What is pinned in a conversation, the newest first; read again when that changes, or the words of one of them. */
export function usePins({ id, pins }: Pick<ConversationSummary, 'id' | 'pins'>): Pins {
  const core = useCore();
  const [read, setRead] = useState(unread);
  const marks = pins?.map(({ message, at, editedAt = '' }) => `${message} ${at} ${editedAt}`).join() ?? '';
  useEffect(() => {
    let over = false;
    if (marks === '') setRead({ pins: [], problem: undefined });
    else {
      void core.pins(id).then((answer) => {
        if (over) return;
        setRead(answer.ok ? { pins: answer.value, problem: undefined } : { pins: undefined, problem: answer.problem });
      });
    }
    return () => {
      over = true;
    };
  }, [core, id, marks]);
  return read;
}

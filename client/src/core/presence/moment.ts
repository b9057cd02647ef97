/** What people tell each other for the moment, composed: who is writing, and who can be reached. */
import type { GroupId } from '#shared/ids/index.ts';
import { createSignals } from '../typing/signals.ts';
import { createTyping, type Typing, type TypingParts } from '../typing/typing.ts';
import { createPresence, type PresenceParts, type PresenceTold } from './presence.ts';

export interface Moment {
  readonly typing: Typing;
  readonly presence: PresenceTold;
  /** A signal that the relay has brought. */
  heard(group: GroupId, bytes: Uint8Array): void;
}

export function createMoment({
  device,
  timers,
  fault,
  typing: typingParts,
  presence: presenceParts,
}: {
  readonly typing: Pick<TypingParts, 'wanted' | 'changed'>;
  readonly presence: Pick<PresenceParts, 'wanted' | 'status' | 'idleFor' | 'changed'>;
} & Pick<PresenceParts, 'device' | 'timers' | 'fault'>): Moment {
  const signals = createSignals({
    device,
    wanted: (group) => typing.wants(group) || presence.wants(group),
    hear({ group, by, body }) {
      if ('typing' in body) typing.heard(group, by.user, body.typing);
      else presence.heard({ group, by, presence: body.presence });
    },
    fault,
  });
  const common = { device, timers, signals };
  const typing = createTyping({ ...common, ...typingParts });
  const presence = createPresence({ ...common, fault, ...presenceParts });
  return { typing, presence, heard: signals.heard };
}

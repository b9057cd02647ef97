import { useCallback, useState } from 'react';
import type { PolicyView, TimerView } from '#client/bridge/port.ts';
import { Composer, type ComposerProps } from '#client/features/composer/Composer.tsx';
import { MessageTimer } from '#client/features/timers/MessageTimer.tsx';
import { MessageTimerNote } from '#client/features/timers/MessageTimerNote.tsx';

export interface TimedComposerProps extends Pick<ComposerProps, 'conversation' | 'writing' | 'onWriting' | 'thread'> {
  readonly policy: PolicyView;
}

/** A composer that asks, if one likes, for how long the next message stays. */
export function TimedComposer({ policy, ...props }: TimedComposerProps) {
  const [wish, setWish] = useState<TimerView | null>();
  const asUsual = useCallback(() => setWish(undefined), []);
  const usual = props.conversation.timer;
  return (
    <Composer
      {...props}
      lengthMax={policy.messageLengthMax}
      timer={wish}
      onSent={asUsual}
      tools={<MessageTimer timers={policy.timers} usual={usual} wish={wish} onWish={setWish} />}
      note={wish !== undefined && <MessageTimerNote wish={wish} onLeave={asUsual} />}
    />
  );
}

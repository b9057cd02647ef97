import { Timer, TimerReset } from 'lucide-react';
import type { PolicyView, TimerView } from '#client/bridge/port.ts';
import { durationWords } from '#client/ui/duration.ts';
import { MenuButton, MenuChoice } from '#client/ui/Menu.tsx';
import { keyOf, timerOptions, usualTimer } from './timers.ts';

const USUAL = 'usual';

/** For how long the next message stays, where that is to be other than usual. */
export function MessageTimer({
  timers,
  usual,
  wish,
  onWish,
}: {
  readonly timers: PolicyView['timers'];
  /** The conversation's own. */
  readonly usual: TimerView | undefined;
  /** Null: for good; undefined: as usual. */
  readonly wish: TimerView | null | undefined;
  readonly onWish: (wish: TimerView | null | undefined) => void;
}) {
  const counts = usualTimer(usual, timers);
  const others = timerOptions(timers, undefined).filter(({ value }) => value !== keyOf(counts));
  const options = [
    { value: USUAL, label: counts === undefined ? 'It stays' : `As usual: ${timerLabel(counts)}` },
    ...others.map(({ value, timer }) => ({ value, label: timer === null ? 'It stays' : timerLabel(timer) })),
  ];
  return (
    <MenuButton
      label={wish === undefined ? 'When this message disappears' : wishWords(wish)}
      icon={wish === undefined ? <Timer size={18} aria-hidden /> : <TimerReset size={18} aria-hidden />}
    >
      <MenuChoice
        title="This message disappears"
        options={options}
        value={wish === undefined ? USUAL : keyOf(wish)}
        onChange={(value) => onWish(others.find((option) => option.value === value)?.timer)}
      />
    </MenuButton>
  );
}

/** "1 hour after it was sent". */
function timerLabel({ seconds, from }: TimerView): string {
  return `${durationWords(seconds)} after it was ${from === 'sent' ? 'sent' : 'read'}`;
}

/** What a wish for the next message means. */
export function wishWords(wish: TimerView | null): string {
  return wish === null ? 'This message stays' : `This message disappears ${timerLabel(wish)}`;
}

import { Timer, TimerReset } from 'lucide-react';
import type { PolicyView, TimerView } from '#client/bridge/port.ts';
import { durationWords } from '#client/ui/duration.ts';
import { MenuButton, MenuChoice } from '#client/ui/Menu.tsx';
import { words } from '#client/words/index.ts';
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
    { value: USUAL, label: counts === undefined ? words.timers.itStays : words.timers.asUsual(timerLabel(counts)) },
    ...others.map(({ value, timer }) => ({ value, label: timer === null ? words.timers.itStays : timerLabel(timer) })),
  ];
  return (
    <MenuButton
      label={wish === undefined ? words.timers.whenThisDisappears : wishWords(wish)}
      icon={wish === undefined ? <Timer size={18} aria-hidden /> : <TimerReset size={18} aria-hidden />}
    >
      <MenuChoice
        title={words.timers.thisMessage}
        options={options}
        value={wish === undefined ? USUAL : keyOf(wish)}
        onChange={(value) => onWish(others.find((option) => option.value === value)?.timer)}
      />
    </MenuButton>
  );
}

/** "1 hour after it was sent". */
function timerLabel({ seconds, from }: TimerView): string {
  const { afterItWasSent, afterItWasRead } = words.timers;
  return (from === 'sent' ? afterItWasSent : afterItWasRead)(durationWords(seconds));
}

/** What a wish for the next message means. */
export function wishWords(wish: TimerView | null): string {
  if (wish === null) return words.timers.thisStays;
  const { thisDisappearsSent, thisDisappearsRead } = words.timers;
  return (wish.from === 'sent' ? thisDisappearsSent : thisDisappearsRead)(durationWords(wish.seconds));
}

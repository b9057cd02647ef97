import { CalendarClock, ChevronDown, Clock } from 'lucide-react';
import { useState } from 'react';
import { useRightTime } from '#client/bridge/hooks.ts';
import type { When } from '#client/bridge/port.ts';
import { MenuButton, MenuItem } from '#client/ui/Menu.tsx';
import { MomentDialog } from '#client/ui/MomentDialog.tsx';
import { momentChoices } from '#client/ui/moments.ts';
import { words } from '#client/words/index.ts';

/** Beside the button that sends: when the words are to be sent instead. */
export function SendLater({
  isDisabled,
  isOpen,
  onOpenChange,
  onLater,
}: {
  /** There is nothing to send. */
  readonly isDisabled: boolean;
  readonly isOpen: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly onLater: (when: When) => void;
}) {
  const rightTime = useRightTime();
  const [choosing, setChoosing] = useState(false);
  const now = rightTime();
  const choices = momentChoices(now, [{ minutes: 60 }]);
  return (
    <>
      <MenuButton
        label={words.composer.sendLater}
        icon={<ChevronDown size={16} aria-hidden />}
        placement="top end"
        isDisabled={isDisabled}
        isOpen={isOpen}
        onOpenChange={onOpenChange}
      >
        {choices.map(({ id, label, moment }) => (
          <MenuItem key={id} icon={<Clock size={16} aria-hidden />} onAction={() => onLater(moment)}>
            {label}
          </MenuItem>
        ))}
        <MenuItem icon={<CalendarClock size={16} aria-hidden />} onAction={() => setChoosing(true)}>
          {words.composer.chooseMoment}
        </MenuItem>
      </MenuButton>
      {choosing && (
        <MomentDialog
          title={words.composer.sendLater}
          confirmLabel={words.composer.sendThen}
          choices={[]}
          now={now}
          onClose={() => setChoosing(false)}
          onChoose={(moment) => {
            setChoosing(false);
            onLater(moment);
          }}
        />
      )}
    </>
  );
}

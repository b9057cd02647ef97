import { ChartBarBig, Plus, X } from 'lucide-react';
import type { UrgencyView } from '#client/bridge/port.ts';
import { IconButton } from '#client/ui/Button.tsx';
import { MenuButton, MenuChoice, MenuItem, MenuLine } from '#client/ui/Menu.tsx';
import styles from './AddMenu.module.css';

const options = [
  { value: 'usual', label: 'As usual' },
  { value: 'important', label: 'Important' },
  { value: 'urgent', label: 'Urgent' },
  { value: 'important acknowledge', label: 'Important, ask to acknowledge' },
  { value: 'urgent acknowledge', label: 'Urgent, ask to acknowledge' },
] as const;

type Value = (typeof options)[number]['value'];

const wishes: Readonly<Record<Value, UrgencyView | undefined>> = {
  usual: undefined,
  important: { level: 'important' },
  urgent: { level: 'urgent' },
  'important acknowledge': { level: 'important', acknowledge: true },
  'urgent acknowledge': { level: 'urgent', acknowledge: true },
};

function chosenBy(urgency: UrgencyView | undefined): Value {
  if (urgency === undefined) return 'usual';
  return urgency.acknowledge === true ? `${urgency.level} acknowledge` : urgency.level;
}

/** What can be sent besides plain words, and how much the next message matters. */
export function AddMenu({
  urgency,
  onUrgency,
  onPoll,
}: {
  readonly urgency: UrgencyView | undefined;
  readonly onUrgency: (urgency: UrgencyView | undefined) => void;
  readonly onPoll: () => void;
}) {
  return (
    <MenuButton label="Add" icon={<Plus size={18} aria-hidden />}>
      <MenuItem icon={<ChartBarBig size={16} aria-hidden />} onAction={onPoll}>
        Poll
      </MenuItem>
      <MenuLine />
      <MenuChoice
        title="This message is"
        options={options}
        value={chosenBy(urgency)}
        onChange={(value) => onUrgency(wishes[value])}
      />
    </MenuButton>
  );
}

/** What is said above the words, while the next message is to matter more than usual. */
export function UrgencyNote({ urgency, onLeave }: { readonly urgency: UrgencyView; readonly onLeave: () => void }) {
  const level = urgency.level === 'urgent' ? 'urgent' : 'important';
  return (
    <div className={styles.note} data-level={level}>
      <p role="status">
        This message is {level}
        {urgency.acknowledge === true && ', and asks everybody to acknowledge it'}
      </p>
      <IconButton label="Send as usual" placement="top" onPress={onLeave}>
        <X size={16} aria-hidden />
      </IconButton>
    </div>
  );
}

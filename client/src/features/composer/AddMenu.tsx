import { ChartBarBig, Paperclip, Plus, X } from 'lucide-react';
import type { UrgencyView } from '#client/bridge/port.ts';
import { IconButton } from '#client/ui/Button.tsx';
import { MenuButton, MenuChoice, MenuItem, MenuLine } from '#client/ui/Menu.tsx';
import { words } from '#client/words/index.ts';
import styles from './AddMenu.module.css';

const values = ['usual', 'important', 'urgent', 'important acknowledge', 'urgent acknowledge'] as const;

type Value = (typeof values)[number];

const wishes: Readonly<Record<Value, UrgencyView | undefined>> = {
  usual: undefined,
  important: { level: 'important' },
  urgent: { level: 'urgent' },
  'important acknowledge': { level: 'important', acknowledge: true },
  'urgent acknowledge': { level: 'urgent', acknowledge: true },
};

function chosenBy(urgency: UrgencyView | undefined): Value {
  return urgency === undefined ? 'usual' : levelOf(urgency);
}

function levelOf(urgency: UrgencyView): Exclude<Value, 'usual'> {
  return urgency.acknowledge === true ? `${urgency.level} acknowledge` : urgency.level;
}

/** What can be sent besides plain words, and how much the next message matters. */
export function AddMenu({
  urgency,
  onUrgency,
  onPoll,
  onFile,
}: {
  readonly urgency: UrgencyView | undefined;
  readonly onUrgency: (urgency: UrgencyView | undefined) => void;
  readonly onPoll: () => void;
  /** Undefined where the policy forbids it. */
  readonly onFile: (() => void) | undefined;
}) {
  return (
    <MenuButton label={words.composer.add} icon={<Plus size={18} aria-hidden />}>
      {onFile !== undefined && (
        <MenuItem icon={<Paperclip size={16} aria-hidden />} onAction={onFile}>
          {words.composer.file}
        </MenuItem>
      )}
      <MenuItem icon={<ChartBarBig size={16} aria-hidden />} onAction={onPoll}>
        {words.composer.poll}
      </MenuItem>
      <MenuLine />
      <MenuChoice
        title={words.composer.thisIs}
        options={values.map((value) => ({ value, label: words.composer.urgencies[value] }))}
        value={chosenBy(urgency)}
        onChange={(value) => onUrgency(wishes[value])}
      />
    </MenuButton>
  );
}

/** What is said above the words, while the next message is to matter more than usual. */
export function UrgencyNote({ urgency, onLeave }: { readonly urgency: UrgencyView; readonly onLeave: () => void }) {
  return (
    <div className={styles.note} data-level={urgency.level}>
      <p role="status">{words.composer.isUrgent[levelOf(urgency)]}</p>
      <IconButton label={words.composer.sendAsUsual} placement="top" onPress={onLeave}>
        <X size={16} aria-hidden />
      </IconButton>
    </div>
  );
}

import clsx from 'clsx';
import { Check } from 'lucide-react';
import { Label, Radio, RadioGroup } from 'react-aria-components';
import { words } from '#client/words/index.ts';
import { type AvatarColour, avatarHues } from './Avatar.tsx';
import styles from './Swatches.module.css';

const colours = Object.keys(avatarHues) as AvatarColour[];

/** One of the colours that a face can have, or none. */
export function Swatches({
  label,
  none,
  value,
  onChange,
}: {
  readonly label: string;
  /** What it is called to choose none. */
  readonly none: string;
  readonly value: AvatarColour | undefined;
  readonly onChange: (value: AvatarColour | undefined) => void;
}) {
  return (
    <RadioGroup
      className={clsx(styles.group)}
      orientation="horizontal"
      value={value ?? 'none'}
      onChange={(key) => onChange(colours.find((colour) => colour === key))}
    >
      <Label className={clsx(styles.label)}>{label}</Label>
      <div className={styles.row}>
        <Radio value="none" className={clsx(styles.swatch, styles.none)} aria-label={none}>
          <span aria-hidden>A</span>
        </Radio>
        {colours.map((colour) => (
          <Radio
            key={colour}
            value={colour}
            aria-label={words.ui.colours[colour]}
            className={clsx(styles.swatch, colour === 'grey' && styles.grey)}
            style={{ '--hue': String(avatarHues[colour]) }}
          >
            <Check size={16} aria-hidden className={styles.check} />
          </Radio>
        ))}
      </div>
    </RadioGroup>
  );
}

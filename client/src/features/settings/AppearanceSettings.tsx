import { useState } from 'react';
import { type Appearance, chooseAppearance, storedAppearance } from '#client/ui/appearance.ts';
import { Choice } from '#client/ui/Choice.tsx';
import { Part } from '#client/ui/Page.tsx';
import styles from './Settings.module.css';

const themes = [
  { value: 'system', label: 'As the system' },
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
] as const;

const sizes = [
  { value: 'small', label: 'Small' },
  { value: 'normal', label: 'Normal' },
  { value: 'large', label: 'Large' },
  { value: 'larger', label: 'Larger' },
] as const;

/** How the app looks in this browser. */
export function AppearanceSettings() {
  const [appearance, setAppearance] = useState(storedAppearance);
  const choose = (change: Partial<Appearance>) => {
    const chosen = { ...appearance, ...change };
    setAppearance(chosen);
    chooseAppearance(chosen);
  };
  return (
    <Part title="Appearance" hint="Motion and contrast follow what you have set in your system.">
      <div className={styles.options}>
        <Choice label="Theme" options={themes} value={appearance.theme} onChange={(theme) => choose({ theme })} />
        <Choice
          label="Text size"
          options={sizes}
          value={appearance.textSize}
          onChange={(textSize) => choose({ textSize })}
        />
      </div>
    </Part>
  );
}

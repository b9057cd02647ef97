import { useState } from 'react';
import { type Appearance, chooseAppearance, storedAppearance } from '#client/ui/appearance.ts';
import { Choice } from '#client/ui/Choice.tsx';
import { chooseLanguage } from '#client/ui/language.ts';
import { Part } from '#client/ui/Page.tsx';
import { Problem } from '#client/ui/Problem.tsx';
import { type Language, language } from '#client/words/index.ts';
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

/** Each in its own words: who is lost in another language finds theirs. */
const languages: readonly { readonly value: Language; readonly label: string }[] = [
  { value: 'en', label: 'English' },
  { value: 'vi', label: 'Tiếng Việt' },
  { value: 'ar', label: 'العربية' },
];

/** How the app looks in this browser. */
export function AppearanceSettings() {
  const [appearance, setAppearance] = useState(storedAppearance);
  const choose = (change: Partial<Appearance>) => {
    const chosen = { ...appearance, ...change };
    setAppearance(chosen);
    chooseAppearance(chosen);
  };
  const [missing, setMissing] = useState(false);
  return (
    <Part title="Appearance" hint="Motion and contrast follow what you have set in your system.">
      <div className={styles.options}>
        <Choice
          label="Language"
          options={languages}
          value={language()}
          onChange={(wanted) => void chooseLanguage(wanted).catch(() => setMissing(true))}
        />
        <Choice label="Theme" options={themes} value={appearance.theme} onChange={(theme) => choose({ theme })} />
        <Choice
          label="Text size"
          options={sizes}
          value={appearance.textSize}
          onChange={(textSize) => choose({ textSize })}
        />
      </div>
      <Problem
        problem={
          missing
            ? {
                sentence: 'The language could not be loaded',
                nextStep: 'Check your connection and choose it again.',
              }
            : undefined
        }
      />
    </Part>
  );
}

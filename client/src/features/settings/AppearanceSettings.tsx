import { useState } from 'react';
import { type Appearance, chooseAppearance, storedAppearance } from '#client/ui/appearance.ts';
import { Choice } from '#client/ui/Choice.tsx';
import { chooseLanguage, LANGUAGES } from '#client/ui/language.ts';
import { Part } from '#client/ui/Page.tsx';
import { Problem } from '#client/ui/Problem.tsx';
import { language, words } from '#client/words/index.ts';
import { languageNames } from '#client/words/languages.ts';
import styles from './Settings.module.css';

const themes = ['system', 'light', 'dark'] as const;
const sizes = ['small', 'normal', 'large', 'larger'] as const;

/** How the app looks in this browser. */
export function AppearanceSettings() {
  const [appearance, setAppearance] = useState(storedAppearance);
  const choose = (change: Partial<Appearance>) => {
    const chosen = { ...appearance, ...change };
    setAppearance(chosen);
    chooseAppearance(chosen);
  };
  const [missing, setMissing] = useState(false);
  const said = words.settings.appearance;
  return (
    <Part title={said.title} hint={said.hint}>
      <div className={styles.options}>
        <Choice
          label={said.language}
          options={LANGUAGES.map((value) => ({ value, label: languageNames[value] }))}
          value={language()}
          onChange={(wanted) => void chooseLanguage(wanted).catch(() => setMissing(true))}
        />
        <Choice
          label={said.theme}
          options={themes.map((value) => ({ value, label: said.themes[value] }))}
          value={appearance.theme}
          onChange={(theme) => choose({ theme })}
        />
        <Choice
          label={said.textSize}
          options={sizes.map((value) => ({ value, label: said.sizes[value] }))}
          value={appearance.textSize}
          onChange={(textSize) => choose({ textSize })}
        />
      </div>
      <Problem problem={missing ? { sentence: said.noLanguage, nextStep: said.noLanguageNext } : undefined} />
    </Part>
  );
}

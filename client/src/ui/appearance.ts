/**
 * How the app looks. It is needed before anything can be opened, on the lock screen too, so it stands in clear beside the
 * vault: it says nothing of anybody but how large they like letters.
 */

export type Theme = 'system' | 'light' | 'dark';
export type TextSize = 'small' | 'normal' | 'large' | 'larger';

export interface Appearance {
  readonly theme: Theme;
  readonly textSize: TextSize;
}

const KEY = 'tacit-appearance';
const themes: readonly Theme[] = ['system', 'light', 'dark'];
const sizes: readonly TextSize[] = ['small', 'normal', 'large', 'larger'];

/** What was chosen; what cannot be read is as if nobody had. */
export function parseAppearance(stored: string | null): Appearance {
  const [theme, textSize] = (stored ?? '').split(' ');
  return {
    theme: themes.find((one) => one === theme) ?? 'system',
    textSize: sizes.find((one) => one === textSize) ?? 'normal',
  };
}

export function storedAppearance(): Appearance {
  try {
    return parseAppearance(localStorage.getItem(KEY));
  } catch {
    return parseAppearance(null);
  }
}

/** Draws everything so from now on. */
export function applyAppearance({ theme, textSize }: Appearance): void {
  const { dataset } = document.documentElement;
  dataset.theme = theme;
  dataset.text = textSize;
}

export function chooseAppearance(appearance: Appearance): void {
  applyAppearance(appearance);
  try {
    localStorage.setItem(KEY, `${appearance.theme} ${appearance.textSize}`);
  } catch {
    // A browser that keeps nothing: it holds for this page.
  }
}

/** Follows what is chosen in other tabs, and draws what was chosen before. */
export function startAppearance(): void {
  applyAppearance(storedAppearance());
  window.addEventListener('storage', ({ key }) => {
    if (key === KEY) applyAppearance(storedAppearance());
  });
}

import { words } from '#client/words/index.ts';

/** How secret something is; from least to most. */
export const levelNames = ['unclassified', 'restricted', 'confidential', 'secret', 'top-secret'] as const;

/** The same in words. */
export const levelWords: Readonly<Record<(typeof levelNames)[number], string>> = {
  get unclassified() {
    return words.ui.levels.unclassified;
  },
  get restricted() {
    return words.ui.levels.restricted;
  },
  get confidential() {
    return words.ui.levels.confidential;
  },
  get secret() {
    return words.ui.levels.secret;
  },
  get 'top-secret'() {
    return words.ui.levels['top-secret'];
  },
};

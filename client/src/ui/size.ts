/** Sizes of files as people read them, in the app's language. A kilobyte is 1,024 bytes, as computers show it to people. */
import { perLanguage } from './locale.ts';

const UNITS = ['byte', 'kilobyte', 'megabyte'] as const;

const formats = perLanguage((locale) =>
  UNITS.map(
    (unit) =>
      new Intl.NumberFormat(locale, {
        style: 'unit',
        unit,
        unitDisplay: unit === 'byte' ? 'long' : 'short',
        maximumSignificantDigits: 3,
        maximumFractionDigits: 1,
        roundingPriority: 'lessPrecision',
      }),
  ),
);

/** "512 bytes", "84 kB", "2.3 MB". */
export function sizeWords(bytes: number): string {
  const step = bytes < 1024 ? 0 : bytes < 1024 * 1024 ? 1 : 2;
  return formats()[step]?.format(bytes / 1024 ** step) ?? '';
}

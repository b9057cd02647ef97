/** Times as people read them, in the person's own time zone and in the app's language. */
import { perLanguage } from './locale.ts';

const formats = perLanguage((locale) => ({
  clock: new Intl.DateTimeFormat(locale, { timeStyle: 'short' }),
  dayOfThisYear: new Intl.DateTimeFormat(locale, { weekday: 'long', day: 'numeric', month: 'long' }),
  dayOfAnyYear: new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long', year: 'numeric' }),
  shortDay: new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short' }),
  longDay: new Intl.DateTimeFormat(locale, { dateStyle: 'long' }),
  weekday: new Intl.DateTimeFormat(locale, { weekday: 'short' }),
  full: new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeStyle: 'short' }),
  relative: new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }),
}));

/** A number that is the same for all times of one local day, and grows by one a day. */
export function dayOf(at: number): number {
  const date = new Date(at);
  return Math.round(Date.UTC(date.getFullYear(), date.getMonth(), date.getDate()) / 86_400_000);
}

/** "9:41 AM". */
export function clockTime(at: number): string {
  return formats().clock.format(at);
}

/** "Tuesday, 24 November 2026 at 9:41 AM". */
export function fullTime(at: number): string {
  return formats().full.format(at);
}

/** "24 November 2026". */
export function longDay(at: number): string {
  return formats().longDay.format(at);
}

/** "Today", "Yesterday", "Monday, 23 November", "23 November 2025". */
export function dayName(at: number, now: number): string {
  const { relative, dayOfThisYear, dayOfAnyYear } = formats();
  const ago = dayOf(now) - dayOf(at);
  if (ago === 0 || ago === 1) {
    const name = relative.format(-ago, 'day');
    return name.charAt(0).toLocaleUpperCase() + name.slice(1);
  }
  const sameYear = new Date(at).getFullYear() === new Date(now).getFullYear();
  return (sameYear ? dayOfThisYear : dayOfAnyYear).format(at);
}

/** The shortest that is still clear: "9:41 AM" today, "Mon" this week, "23 Nov" before. */
export function shortTime(at: number, now: number): string {
  const { clock, weekday, shortDay } = formats();
  const ago = dayOf(now) - dayOf(at);
  if (ago <= 0) return clock.format(at);
  return (ago < 7 ? weekday : shortDay).format(at);
}

/** "in 6 days", "2 hours ago". */
export function distance(at: number, now: number): string {
  const { relative } = formats();
  const minutes = Math.round((at - now) / 60_000);
  if (Math.abs(minutes) < 60) return relative.format(minutes, 'minute');
  const hours = Math.round(minutes / 60);
  return Math.abs(hours) < 48 ? relative.format(hours, 'hour') : relative.format(Math.round(hours / 24), 'day');
}

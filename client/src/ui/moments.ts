/** Moments to come, as people choose and read them: in their own time zone, also over the days on which clocks change. Pure. */
import { words } from '#client/words/index.ts';
import { perLanguage } from './locale.ts';
import { clockTime, dayOf } from './time.ts';

/** At a time, or in so many ms. */
export type Moment = { readonly at: number } | { readonly in: number };

export interface MomentChoice {
  readonly id: string;
  readonly label: string;
  readonly moment: Moment;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const MORNING = 9;
const MONDAY = 1;

const formats = perLanguage((locale) => ({
  weekday: new Intl.DateTimeFormat(locale, { weekday: 'long' }),
  day: new Intl.DateTimeFormat(locale, { weekday: 'short', day: 'numeric', month: 'short' }),
  dayOfYear: new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', year: 'numeric' }),
}));

/** Nine in the morning, so many days later. */
function morning(now: number, days: number): number {
  const date = new Date(now);
  return new Date(date.getFullYear(), date.getMonth(), date.getDate() + days, MORNING).getTime();
}

/** What is offered at once: in so many minutes or hours, tomorrow, and on Monday where that is another day. */
export function momentChoices(now: number, soon: readonly { readonly minutes: number }[]): MomentChoice[] {
  const toMonday = (MONDAY + 7 - new Date(now).getDay()) % 7 || 7;
  return [
    ...soon.map(({ minutes }) => ({
      id: `in ${minutes}`,
      label: minutes % 60 === 0 ? words.ui.inHours(minutes / 60) : words.ui.inMinutes(minutes),
      moment: { in: minutes * MINUTE },
    })),
    { id: 'tomorrow', label: words.ui.tomorrow(clockTime(morning(now, 1))), moment: { at: morning(now, 1) } },
    ...(toMonday === 1
      ? []
      : [
          {
            id: 'monday',
            label: words.ui.monday(clockTime(morning(now, toMonday))),
            moment: { at: morning(now, toMonday) },
          },
        ]),
  ];
}

/**
 * The moment of a day and a time as two fields have them; undefined when they are none. `moved`: there is no such time on
 * that day, as clocks are put forward then, and what stands here is the time that they show instead.
 */
export function momentOf(date: string, time: string): { readonly at: number; readonly moved: boolean } | undefined {
  const [, year, month, dayOfMonth] = /^(\d{4})-(\d\d)-(\d\d)$/u.exec(date) ?? [];
  const [, hour, minute] = /^(\d\d):(\d\d)/u.exec(time) ?? [];
  if (year === undefined || hour === undefined) return undefined;
  const found = new Date(Number(year), Number(month) - 1, Number(dayOfMonth), Number(hour), Number(minute));
  if (Number.isNaN(found.getTime()) || found.getDate() !== Number(dayOfMonth)) return undefined;
  return { at: found.getTime(), moved: found.getHours() !== Number(hour) || found.getMinutes() !== Number(minute) };
}

const two = (count: number): string => String(count).padStart(2, '0');

/** A moment as two fields have it. */
export function fieldsOf(at: number): { readonly date: string; readonly time: string } {
  const date = new Date(at);
  return {
    date: `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`,
    time: `${two(date.getHours())}:${two(date.getMinutes())}`,
  };
}

/** The next whole hour that is at least half an hour away: what stands in the fields before somebody has chosen. */
export function nextHour(now: number): number {
  const date = new Date(now + HOUR / 2);
  return new Date(date.getFullYear(), date.getMonth(), date.getDate(), date.getHours() + 1).getTime();
}

/** "at 9:00 AM", "tomorrow at 9:00 AM", "Monday at 9:00 AM", "Mon, Dec 7 at 9:00 AM"; of what is past in the same words. */
export function momentWords(at: number, now: number): string {
  const ahead = dayOf(at) - dayOf(now);
  const time = clockTime(at);
  if (ahead === 0) return words.ui.atTime(time);
  if (ahead === 1) return words.ui.tomorrowAt(time);
  if (ahead === -1) return words.ui.yesterdayAt(time);
  const { weekday, day, dayOfYear } = formats();
  if (ahead > 1 && ahead < 7) return words.ui.dayAt(weekday.format(at), time);
  const sameYear = new Date(at).getFullYear() === new Date(now).getFullYear();
  return words.ui.dayAt((sameYear ? day : dayOfYear).format(at), time);
}

/**
 * Whether a person is told of a message, beyond its being counted as unread. A function of what is known: no clock, no
 * window.
 */
import type { ConversationPreferences, SettingsView } from '../port.ts';

export interface Arrival {
  readonly mine: boolean;
  readonly mentionsMe: boolean;
  /** Its author says that it is urgent. */
  readonly urgent?: boolean;
  /** It stands in a thread that the person does not follow. */
  readonly elsewhere?: boolean;
  /** A window shows the conversation, and the person is at that window. */
  readonly inView: boolean;
  /** It was said while this device was away, and has come with others. */
  readonly caughtUp: boolean;
  readonly preferences: Pick<ConversationPreferences, 'muted' | 'level'>;
  readonly settings: Pick<SettingsView, 'notify' | 'quietHours' | 'urgentAlways'>;
  /** Of the local day, 0 to 1,439. */
  readonly minute: number;
  /** The person has said that they are not to be disturbed. */
  readonly doNotDisturb: boolean;
}

/** `tell`: at once. `sum`: with all others that were missed. `silent`: not at all. */
export type NoticeVerdict = 'tell' | 'sum' | 'silent';

export function judgeNotice(arrival: Arrival): NoticeVerdict {
  const { mine, mentionsMe, urgent = false, elsewhere = false, inView, caughtUp } = arrival;
  const { preferences, settings, doNotDisturb } = arrival;
  if (!settings.notify || doNotDisturb || mine || inView) return 'silent';
  const heard = caughtUp ? 'sum' : 'tell';
  // Through all that is decided once for long; not through what is decided for this hour.
  if (urgent && settings.urgentAlways) return heard;
  if (preferences.muted || preferences.level === 'nothing') return 'silent';
  if ((preferences.level === 'mentions' || elsewhere) && !mentionsMe && !urgent) return 'silent';
  return isHeldBack(arrival) ? 'silent' : heard;
}

/** Whether nothing at all is told now, as the person wishes. */
export function isHeldBack({
  settings: { notify, quietHours },
  minute,
  doNotDisturb,
}: Pick<Arrival, 'minute' | 'doNotDisturb'> & {
  readonly settings: Pick<SettingsView, 'notify' | 'quietHours'>;
}): boolean {
  return !notify || doNotDisturb || isQuiet(quietHours, minute);
}

/** Whether `minute` lies in hours that end before their end, and may go over midnight. Hours of no length are none. */
export function isQuiet(hours: SettingsView['quietHours'], minute: number): boolean {
  if (hours === null) return false;
  const { from, to } = hours;
  return from <= to ? from <= minute && minute < to : minute >= from || minute < to;
}

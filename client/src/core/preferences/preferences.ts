/** What a person has decided for one conversation. Only their other devices hear of it. Pure. */
import type { ConversationPreferences } from '../port.ts';
import type { ConversationRow } from '../storage/records.ts';

const undecided: ConversationPreferences = {
  favourite: false,
  muted: false,
  archived: false,
  level: 'everything',
  markedUnread: false,
};

export function preferencesOf({ preferences = {} }: Pick<ConversationRow, 'preferences'>): ConversationPreferences {
  return Object.assign({ ...undecided }, preferences);
}

/** The row after the person has decided something; what is as it would be anyway is not kept. */
export function withPreferences<Row extends Pick<ConversationRow, 'preferences'>>(
  { preferences: before, ...row }: Row,
  change: Partial<ConversationPreferences>,
): Omit<Row, 'preferences'> & Pick<ConversationRow, 'preferences'> {
  const all = Object.entries({ ...undecided, ...before, ...change });
  const decided = all.filter(([name, value]) => value !== undecided[name as keyof ConversationPreferences]);
  return decided.length === 0 ? row : { ...row, preferences: Object.fromEntries(decided) };
}

/** What the devices of a person have alike, composed. */
import type { Later } from '../later/later.ts';
import type { Settings } from '../preferences/settings.ts';
import { preferenceValues, settingValues } from './decisions.ts';
import { draftsPart } from './drafts.ts';
import { savedValues, snippetValues } from './kept.ts';
import { reminderValues, scheduledValues } from './later.ts';
import { type OwnState, type OwnStateParts, openOwnState } from './own-state.ts';
import { valuesPart } from './values.ts';

export interface OwnParts extends Omit<OwnStateParts, 'parts' | 'alone'> {
  readonly settings: Settings;
  readonly later: Later;
}

/** @throws StorageError. */
export function openOwn({ settings, later, ...own }: OwnParts): Promise<OwnState> {
  const { device } = own;
  const { memory } = device.journal;
  const parts = [
    draftsPart(memory, device.self.device, device.now),
    valuesPart(preferenceValues(memory)),
    valuesPart(settingValues(settings)),
    valuesPart(savedValues(device)),
    valuesPart(snippetValues(later.snippets.shelf)),
    valuesPart(reminderValues(device, later)),
    valuesPart(scheduledValues(device, later)),
  ];
  return openOwnState({ ...own, parts, alone: later.scheduled.shelf.alone });
}

/** What a person has saved for themselves. */
export const saved = {
  title: 'Saved',
  list: 'Saved messages',
  reading: 'Reading what you have saved',
  empty: 'Nothing is saved',
  howTo:
    'Choose “Save for yourself” in the menu of a message that you want to come back to. Nobody else sees what you save, and it stays on your devices.',
  remove: 'Remove from saved',
  removed: 'Removed from saved.',
};

/** What many parts of the app say. */
export const shared = {
  you: 'You',
  /** Whose name this device does not know. */
  somebody: 'Somebody',
  save: 'Save',
  close: 'Close',
  undo: 'Undo',
  reload: 'Reload',
  showMore: 'Show more',
  passphrase: 'Passphrase',
};

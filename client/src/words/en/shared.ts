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
  continue: 'Continue',
  tryNow: 'Try now',
  roles: { owner: 'Owner', admin: 'Admin', member: 'Member', guest: 'Guest' },
  /** A part of the app that is loaded when it is wanted did not come. */
  notLoaded: 'This page could not be loaded',
  notLoadedNext: 'The server cannot be reached, or has a newer version. Reload Tacit and try again.',
};

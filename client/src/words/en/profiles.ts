/** The profile of a person, as admins write it. */
export const profiles = {
  title: 'Profile',
  hint: 'What the organisation says of this person. Everybody sees it.',
  nothing: 'Nothing is said yet.',
  edit: 'Edit profile',
  editing: (name: string) => `Profile of ${name}`,
  /** It cannot be taken back, so it is said before. */
  seen: 'Every member sees this',
  privacy:
    'The log keeps it for good: what you change or empty later can still be read there. Leave out what is private.',
  places: {
    title: 'For example: Harbour engineer',
    department: 'For example: Operations',
    location: 'For example: Vienna, building 2',
    contact: 'For example: extension 214',
  },
  save: 'Sign and save',
  done: (name: string) => `The profile of ${name} is changed.`,
  undo: 'Undo',
  undone: 'It was undone.',
  department: 'Department',
};

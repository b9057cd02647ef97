/** The administration: its pages and what is decided there. */
export const console = {
  title: 'Administration',
};

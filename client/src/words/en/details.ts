/** What admins say of people. */
export const details = {
  title: 'Title',
  department: 'Department',
  location: 'Location',
  contact: 'Contact',
  search: 'Search by name, title or department',
};

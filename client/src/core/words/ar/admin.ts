/** What only the administration says. */
export const admin = {};

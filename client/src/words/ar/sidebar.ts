export const sidebar = {};

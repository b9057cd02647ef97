export const emoji = {};

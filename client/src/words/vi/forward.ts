export const forward = {};

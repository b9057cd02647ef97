export const waking = {};

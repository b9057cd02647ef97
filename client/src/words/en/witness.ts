export const witness = {};

export const levels = {
  classification: (level: string) => `درجة السرية: ${level}`,
};

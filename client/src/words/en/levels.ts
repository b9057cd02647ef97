export const levels = {
  /** @param level one of `ui.levels`. */
  classification: (level: string) => `Classification: ${level}`,
};

export const levels = {
  classification: (level: string) => `Độ mật: ${level}`,
};

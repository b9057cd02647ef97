/** Words of a message in one line, without the marks that would format them. */
export function withoutMarks(text: string): string {
  return text.replace(/\*\*|__|~~|`+|^\s*(?:#{1,6}|>|[-*+])\s+/gmu, '').replace(/\s+/gu, ' ');
}

/** What the keyboard does, wherever one is: one table for what happens and for the sheet that tells of it. */

export type Command = 'previous' | 'next' | 'previous-unread' | 'next-unread' | 'leave' | 'help';

export interface Pressed {
  readonly key: string;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly isComposing: boolean;
}

/** What was asked for; undefined: nothing of ours. @param writing whether the key may be meant as a letter. */
export function commandOf(pressed: Pressed, writing: boolean): Command | undefined {
  const { key, altKey, shiftKey, ctrlKey, metaKey, isComposing } = pressed;
  if (isComposing || metaKey) return undefined;
  if ((key === '?' && !ctrlKey && !altKey && !writing) || (key === '/' && ctrlKey && !altKey)) return 'help';
  if (ctrlKey) return undefined;
  if (key === 'Escape' && !altKey && !shiftKey) return 'leave';
  if (!altKey) return undefined;
  if (key === 'ArrowUp') return shiftKey ? 'previous-unread' : 'previous';
  if (key === 'ArrowDown') return shiftKey ? 'next-unread' : 'next';
  return undefined;
}

/** The one before or after `current` that `wanted` takes, around the end; from nowhere, the last or the first. */
export function neighbour<T>(
  ordered: readonly T[],
  current: number,
  step: 1 | -1,
  wanted: (one: T) => boolean,
): T | undefined {
  const { length } = ordered;
  const from = current < 0 && step === -1 ? length : current;
  for (let away = 1; away <= length; away += 1) {
    const index = (((from + step * away) % length) + length) % length;
    const one = ordered[index];
    if (one !== undefined && index !== current && wanted(one)) return one;
  }
  return undefined;
}

/** The sheet's lines: what is done, as `words.shortcuts` has it, and by which keys, each as people have it before them. */
export const sheet = [
  {
    part: 'conversations',
    lines: [
      { what: 'previous', keys: ['Alt', '↑'] },
      { what: 'next', keys: ['Alt', '↓'] },
      { what: 'previousUnread', keys: ['Alt', 'Shift', '↑'] },
      { what: 'nextUnread', keys: ['Alt', 'Shift', '↓'] },
      { what: 'leave', keys: ['Esc'] },
    ],
  },
  {
    part: 'writing',
    lines: [
      { what: 'send', keys: ['Enter'] },
      { what: 'newLine', keys: ['Shift', 'Enter'] },
      { what: 'sendLater', keys: ['Alt', 'Enter'] },
      { what: 'snippet', keys: [';'] },
    ],
  },
  {
    part: 'everywhere',
    lines: [
      { what: 'search', keys: ['Ctrl', 'Shift', 'F'] },
      { what: 'jump', keys: ['Ctrl', 'K'] },
      { what: 'help', keys: ['?'] },
      { what: 'helpWhileWriting', keys: ['Ctrl', '/'] },
    ],
  },
] as const;

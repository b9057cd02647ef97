import { expect, it } from 'vitest';
import { statusDialog as ar } from '#client/words/ar/status-dialog.ts';
import { statusDialog as en } from '#client/words/en/status-dialog.ts';
import { statusDialog as vi } from '#client/words/vi/status-dialog.ts';
import { splitStatus, statusProblem } from './status-text.ts';

it.each([
  ['🗓️ In a meeting', { emoji: '🗓️', text: 'In a meeting' }],
  ['  🌴   On   holiday ', { emoji: '🌴', text: 'On holiday' }],
  ['👨🏽‍👩🏽‍👧🏽‍👦🏽', { emoji: '👨🏽‍👩🏽‍👧🏽‍👦🏽', text: '' }],
  ['Back at 3', { emoji: '', text: 'Back at 3' }],
  ['3 calls', { emoji: '', text: '3 calls' }],
  ['', { emoji: '', text: '' }],
])('%s', (typed, said) => {
  expect(splitStatus(typed)).toEqual(said);
});

it('is short enough, or says that it is not', () => {
  for (const usual of [en, vi, ar].flatMap((said) => said.usual)) {
    expect(splitStatus(usual).emoji).not.toBe('');
    expect(statusProblem(splitStatus(usual))).toBeUndefined();
  }
  expect(statusProblem({ emoji: '', text: 'x'.repeat(60) })).toBeUndefined();
  expect(statusProblem({ emoji: '', text: 'x'.repeat(61) })).toContain('Too long');
  expect(statusProblem({ emoji: '', text: '字'.repeat(55) })).toContain('Too long');
});

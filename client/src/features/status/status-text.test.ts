import { expect, it } from 'vitest';
import { splitStatus, statusProblem, usualStatuses } from './status-text.ts';

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
  for (const words of usualStatuses) expect(statusProblem(splitStatus(words))).toBeUndefined();
  expect(statusProblem({ emoji: '', text: 'x'.repeat(60) })).toBeUndefined();
  expect(statusProblem({ emoji: '', text: 'x'.repeat(61) })).toContain('Too long');
  expect(statusProblem({ emoji: '', text: '字'.repeat(55) })).toContain('Too long');
});

import { expect, it } from 'vitest';
import type { PollView } from '#client/bridge/port.ts';
import { parseId, type UserId } from '#shared/ids/index.ts';
import { isOver, ownVote, pollWords, votersOf } from './poll-words.ts';

const [ana, ben] = ['A', 'B'].map((letter) => parseId<UserId>(`${letter.repeat(21)}A`));
if (ana === undefined || ben === undefined) throw new Error('unreachable');
const poll: PollView = {
  multiple: true,
  endsAt: 1_000,
  answers: [
    { text: 'Pier 4', by: [ana, ben], mine: true },
    { text: 'Canteen', by: [ben], mine: false },
    { text: 'Not at all', by: [], mine: false },
  ],
};

it('counts people once, however many answers they have chosen', () => {
  expect(votersOf(poll)).toEqual([ana, ben]);
  expect(ownVote(poll)).toEqual([0]);
});

it('is over when it was closed, or after its time', () => {
  expect([isOver(poll, 1_000), isOver(poll, 1_001)]).toEqual([false, true]);
  expect(isOver({ ...poll, closedBy: ana }, 0)).toBe(true);
});

it('is said in words, with what was voted', () => {
  expect(pollWords(poll, 0)).toBe('Poll. Pier 4, 2 votes, your vote. Canteen, 1 vote. Not at all, 0 votes');
  expect(pollWords(poll, 2_000)).toMatch(/^Closed poll/);
});

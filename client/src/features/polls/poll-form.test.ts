import { describe, expect, it } from 'vitest';
import { emptyForm, readForm } from './poll-form.ts';

const now = new Date(2030, 0, 1, 12).getTime();
const filled = { ...emptyForm, question: ' Where? ', answers: ['Pier 4', ' ', 'Canteen '] };

describe('the form of a poll', () => {
  it('asks what was written, without what was left empty', () => {
    expect(readForm(filled, now)).toEqual({ question: 'Where?', poll: { answers: ['Pier 4', 'Canteen'] } });
    expect(readForm({ ...filled, multiple: true, ends: '2030-01-02T09:30' }, now)).toMatchObject({
      poll: { multiple: true, endsAt: new Date(2030, 0, 2, 9, 30).getTime() },
    });
  });

  it('says all that is wrong', () => {
    const wrong = readForm({ ...emptyForm, answers: ['Pier 4', ''], ends: '2029-12-31T09:30' }, now);
    expect(Object.keys('errors' in wrong ? wrong.errors : {})).toEqual(['question', 'answers', 'ends']);
    expect(readForm({ ...filled, answers: ['Pier 4', 'Pier 4 '] }, now)).toMatchObject({
      errors: { answers: expect.stringContaining('the same') },
    });
    expect(readForm({ ...filled, ends: 'soon' }, now)).toHaveProperty('errors.ends');
  });
});

import { expect, it } from 'vitest';
import { parseId } from '#shared/ids/index.ts';
import { noticeWords } from './words.ts';

const conversation = parseId<never>(`${'G'.repeat(21)}A`);

it('says no more than it was given', () => {
  expect(noticeWords({ kind: 'message', conversation })).toEqual({ title: 'Tacit', body: 'New message' });
  expect(noticeWords({ kind: 'message', conversation, author: 'Ben' })).toEqual({ title: 'Ben', body: 'New message' });
  expect(noticeWords({ kind: 'message', conversation, author: 'Ben', room: 'Harbour', text: 'Hello' })).toEqual({
    title: 'Ben in Harbour',
    body: 'Hello',
  });
});

it('says what its author calls urgent', () => {
  const said = { kind: 'message', conversation, author: 'Ben', room: 'Harbour', text: 'Hello', urgent: true } as const;
  expect(noticeWords(said)).toEqual({ title: 'Urgent: Ben in Harbour', body: 'Hello' });
});

it('says of a reminder that it is one, and no more than it was given', () => {
  const reminder = { kind: 'reminder', conversation, key: 'k' } as const;
  const body = 'You wanted to be reminded of a message';
  expect(noticeWords(reminder)).toEqual({ title: 'Tacit', body });
  expect(noticeWords({ ...reminder, author: 'Ben', room: 'Harbour' })).toEqual({
    title: 'Reminder: Ben in Harbour',
    body,
  });
  expect(noticeWords({ ...reminder, author: 'Ben', text: 'Hello' })).toEqual({ title: 'Reminder: Ben', body: 'Hello' });
});

it('counts what was missed', () => {
  expect(noticeWords({ kind: 'missed', messages: 1, conversations: 1 }).body).toBe('1 new message in 1 conversation');
  expect(noticeWords({ kind: 'missed', messages: 5, conversations: 2 }).body).toBe('5 new messages in 2 conversations');
});

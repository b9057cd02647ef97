import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeUtf8 } from '#shared/encoding/index.ts';
import { type MessageId, parseId } from '#shared/ids/index.ts';
import { pad } from './padding.ts';
import { encodePayload, type Payload, parsePayload, TEXT_MAX } from './payload.ts';
import { ANSWER_MAX, ANSWERS_LEAST, ANSWERS_MOST, QUESTION_MAX } from './poll.ts';
import {
  encodeRoomState,
  newRoom,
  parseRoomState,
  parseRoomStateText,
  type RoomState,
  roomStateText,
} from './room-state.ts';

const ID = 'AAAAAAAAAAAAAAAAAAAAAA';
const id = parseId<MessageId>(ID);
const payload = (body: Payload['body']): Payload => ({ v: 1, id, nth: 1, sentAt: 1, body });
const raw = (value: unknown) => pad(encodeUtf8(JSON.stringify(value)));

describe('payload', () => {
  it('gives back any text', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 500, unit: 'grapheme' }), (text) => {
        const sent = payload({ kind: 'text', text });
        expect(parsePayload(encodePayload(sent))).toEqual(sent);
      }),
    );
  });

  it.each<Payload['body']>([
    { kind: 'text', text: 'a', reply: { author: parseId(ID), id } },
    { kind: 'text', text: 'a', forwarded: { conversation: parseId(ID), author: parseId(ID), id } },
    { kind: 'edit', of: id, text: 'b' },
    { kind: 'recall', of: id },
    { kind: 'reaction', author: parseId(ID), of: id, emoji: '👍', on: true },
    { kind: 'text', text: 'Where?', poll: { answers: ['Pier 4', 'Canteen'], multiple: true, endsAt: 5 } },
    { kind: 'text', text: 'a', urgency: { level: 'urgent', acknowledge: true } },
    { kind: 'vote', author: parseId(ID), of: id, chosen: [0, 9] },
    { kind: 'vote', author: parseId(ID), of: id, chosen: [] },
    { kind: 'close', author: parseId(ID), of: id },
    { kind: 'acknowledge', author: parseId(ID), of: id },
    { kind: 'own-read', read: [{ conversation: parseId(ID), upTo: '0000000042' }] },
    { kind: 'own-read', read: [{ conversation: parseId(ID), thread: `${ID}.${ID}`, upTo: '0000000042' }] },
  ])('gives back %o', (body) => {
    expect(parsePayload(encodePayload(payload(body)))).toEqual(payload(body));
  });

  it('takes a text of the maximum size and refuses one above it', () => {
    const longest = 'x'.repeat(TEXT_MAX);
    expect(parsePayload(encodePayload(payload({ kind: 'text', text: longest }))).body).toEqual({
      kind: 'text',
      text: longest,
    });
    expect(() => encodePayload(payload({ kind: 'text', text: `${longest}x` }))).toThrow();
    expect(() => parsePayload(raw(payload({ kind: 'text', text: `${longest}x` })))).toThrow();
  });

  it.each([
    ['an unknown kind', { v: 1, id: ID, nth: 1, sentAt: 1, body: { kind: 'grant-admin' } }],
    ['an extra field', { v: 1, id: ID, nth: 1, sentAt: 1, sender: 'Ana', body: { kind: 'leave' } }],
    ['another version', { v: 2, id: ID, nth: 1, sentAt: 1, body: { kind: 'leave' } }],
    ['an id that is not one', { v: 1, id: 'x', nth: 1, sentAt: 1, body: { kind: 'leave' } }],
    [
      'a negative sequence',
      { v: 1, id: ID, nth: 1, sentAt: 1, body: { kind: 'delivered', heard: { x: { upTo: -1, without: [] } } } },
    ],
    ['nothing read', { v: 1, id: ID, nth: 1, sentAt: 1, body: { kind: 'own-read', read: [] } }],
    [
      'a place that is none',
      { v: 1, id: ID, nth: 1, sentAt: 1, body: { kind: 'own-read', read: [{ conversation: ID, upTo: 'a b' }] } },
    ],
    ['a count that begins at nothing', { v: 1, id: ID, nth: 0, sentAt: 1, body: { kind: 'leave' } }],
    ['an edit of nobody knows what', { v: 1, id: ID, nth: 1, sentAt: 1, body: { kind: 'edit', of: 'x', text: 'a' } }],
    ['an edit to nothing', { v: 1, id: ID, nth: 1, sentAt: 1, body: { kind: 'edit', of: ID, text: '' } }],
    [
      'an edit in the name of another',
      { v: 1, id: ID, nth: 1, sentAt: 1, body: { kind: 'edit', author: ID, of: ID, text: 'a' } },
    ],
    [
      'a recall in the name of another',
      { v: 1, id: ID, nth: 1, sentAt: 1, body: { kind: 'recall', author: ID, of: ID } },
    ],
    [
      'a reaction that is a letter to somebody',
      {
        v: 1,
        id: ID,
        nth: 1,
        sentAt: 1,
        body: { kind: 'reaction', author: ID, of: ID, emoji: 'x'.repeat(33), on: true },
      },
    ],
    [
      'a reply to a message of nobody',
      { v: 1, id: ID, nth: 1, sentAt: 1, body: { kind: 'text', text: 'a', reply: { id: ID } } },
    ],
    ['an empty text', { v: 1, id: ID, nth: 1, sentAt: 1, body: { kind: 'text', text: '' } }],
    ['no object at all', null],
  ])('refuses %s', (_name, value) => {
    expect(() => parsePayload(raw(value))).toThrow();
  });

  const polls = fc.record(
    {
      answers: fc.uniqueArray(fc.string({ minLength: 1, maxLength: ANSWER_MAX, unit: 'grapheme' }), {
        minLength: ANSWERS_LEAST,
        maxLength: ANSWERS_MOST,
        selector: (answer) => answer.trim(),
      }),
      multiple: fc.constant(true as const),
      endsAt: fc.nat(),
    },
    { requiredKeys: ['answers'] },
  );

  it('gives back any poll, and any choice among its answers', () => {
    const fits = polls.filter(({ answers }) => answers.every((one) => /\S/u.test(one) && one.length <= ANSWER_MAX));
    fc.assert(
      fc.property(fits, fc.subarray([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]), (poll, chosen) => {
        const asked = payload({ kind: 'text', text: 'Where?', poll });
        expect(parsePayload(encodePayload(asked))).toEqual(asked);
        const vote = payload({ kind: 'vote', author: parseId(ID), of: id, chosen });
        expect(parsePayload(encodePayload(vote))).toEqual(vote);
      }),
    );
  });

  const answers = ['Pier 4', 'Canteen'];
  it.each([
    ['one answer', { answers: ['Pier 4'] }, {}],
    ['eleven answers', { answers: Array.from({ length: 11 }, (_, nth) => `${nth}`) }],
    ['two answers that are one', { answers: ['Pier 4', ' Pier 4'] }],
    ['an answer that says nothing', { answers: ['Pier 4', ' '] }],
    ['an answer that is a speech', { answers: ['Pier 4', 'x'.repeat(ANSWER_MAX + 1)] }],
    ['an end that no calendar has', { answers, endsAt: 9e15 }],
    ['votes that come with it', { answers, votes: [[ID], []] }],
    ['a question that is a speech', { answers }, { text: 'x'.repeat(QUESTION_MAX + 1) }],
    ['a question that asks nothing', { answers }, { text: ' ' }],
    ['a question that calls somebody', { answers }, { text: '\uFFFC?', mentions: [ID] }],
    ['a question that is an answer', { answers }, { reply: { author: ID, id: ID } }],
    ['a question of somebody else', { answers }, { forwarded: { conversation: ID, author: ID, id: ID } }],
  ])('refuses a poll with %s', (_name, poll, more: object = {}) => {
    const body = { kind: 'text', text: 'Where?', poll, ...more };
    expect(() => parsePayload(raw({ v: 1, id: ID, nth: 1, sentAt: 1, body }))).toThrow();
  });

  it.each([
    ['twice for one answer', { kind: 'vote', author: ID, of: ID, chosen: [1, 1] }],
    ['in disorder', { kind: 'vote', author: ID, of: ID, chosen: [1, 0] }],
    ['for the eleventh answer', { kind: 'vote', author: ID, of: ID, chosen: [10] }],
    ['for half an answer', { kind: 'vote', author: ID, of: ID, chosen: [0.5] }],
    ['in the name of another', { kind: 'vote', author: ID, of: ID, chosen: [0], by: ID }],
    ['for a message of nobody', { kind: 'vote', of: ID, chosen: [0] }],
    ['by a close that opens', { kind: 'close', author: ID, of: ID, on: false }],
    ['by acknowledging for others', { kind: 'acknowledge', author: ID, of: ID, by: ID }],
    ['with an urgency that there is not', { kind: 'text', text: 'a', urgency: { level: 'panic' } }],
  ])('refuses a vote %s', (_name, body) => {
    expect(() => parsePayload(raw({ v: 1, id: ID, nth: 1, sentAt: 1, body }))).toThrow();
  });

  it('throws an error, and nothing else, for any bytes of a peer', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 600 }), (bytes) => {
        expect(() => parsePayload(bytes)).toThrow(Error);
      }),
    );
  });
});

describe('room state', () => {
  const room: RoomState = newRoom('Harbour', parseId(ID));

  it('gives back what was encoded, as bytes and as text', () => {
    expect(parseRoomState(encodeRoomState(room))).toEqual(room);
    expect(parseRoomStateText(roomStateText(room))).toEqual(room);
  });

  it('refuses a second spelling of the same state, which would hash differently', () => {
    expect(() => parseRoomState(encodeUtf8(JSON.stringify({ ...room }, null, 1)))).toThrow();
  });

  it('refuses a room without a name or a moderator', () => {
    expect(() => encodeRoomState({ ...room, name: '' })).toThrow();
    expect(() => encodeRoomState({ ...room, moderators: [] })).toThrow();
  });
});

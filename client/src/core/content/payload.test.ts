import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeUtf8 } from '#shared/encoding/index.ts';
import { type MessageId, parseId } from '#shared/ids/index.ts';
import { pad } from './padding.ts';
import { encodePayload, type Payload, parsePayload, TEXT_MAX } from './payload.ts';
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

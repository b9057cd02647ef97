import fc from 'fast-check';
import { expect, it } from 'vitest';
import { encodeUtf8 } from '#shared/encoding/index.ts';
import type { UserId } from '#shared/ids/index.ts';
import { encodeRoomState, newRoom, parseRoomState, parseRoomStateText, ROOM_COLOURS } from './room-state.ts';

const ana = 'AAAAAAAAAAAAAAAAAAAAAA' as string as UserId;
const room = newRoom('Harbour', ana);

const looks = fc.record(
  { colour: fc.constantFrom(...ROOM_COLOURS), emoji: fc.string({ minLength: 1, maxLength: 32 }) },
  { requiredKeys: [] },
);

it('a room with any colour and picture is what it was after it has travelled', () => {
  fc.assert(
    fc.property(looks, (some) => {
      expect(parseRoomState(encodeRoomState({ ...room, ...some }))).toEqual({ ...room, ...some });
    }),
  );
});

it('a state from before there were pictures stays valid', () => {
  const text = `{"adding":"moderators","kind":"room","moderators":["${ana}"],"name":"Harbour","topic":"","v":1,"version":1,"writing":"everybody"}`;
  expect(parseRoomStateText(text)).toEqual(room);
});

it.each([
  ['a colour that there is not', { colour: 'puce' }],
  ['a picture without end', { emoji: 'x'.repeat(33) }],
  ['an empty picture', { emoji: '' }],
  ['something that nobody knows', { image: 'x' }],
])('%s is no room state', (_what, more) => {
  const text = JSON.stringify(Object.fromEntries(Object.entries({ ...room, ...more }).sort()));
  expect(() => parseRoomState(encodeUtf8(text))).toThrow();
});

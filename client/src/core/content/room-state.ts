/**
 * Room state: what a conversation is, as its members agree on it. It travels only inside encrypted messages and in the
 * Welcome's GroupInfo; its hash stands in a GroupContext extension, so that all members hold the same one and the relay
 * learns nothing of it.
 */
import { z } from 'zod/mini';
import { canonicalJson, decodeUtf8, encodeUtf8, parseCanonicalJson } from '#shared/encoding/index.ts';
import { isId, type UserId } from '#shared/ids/index.ts';
import { LEVELS } from '#shared/policy/index.ts';
import { EMOJI_MAX } from './emoji.ts';
import { type Timer, timerSchema } from './timer.ts';

/** The longest room name, in UTF-16 units. */
export const ROOM_NAME_MAX = 80;
/** The longest topic of a room, in UTF-16 units. */
export const ROOM_TOPIC_MAX = 300;
const PEOPLE_MAX = 1_000;
const STATE_BYTES_MAX = 64 * 1024;

const userId = z.custom<UserId>(isId);

/** Colours that a room can have; what they look like, each window decides. */
export const ROOM_COLOURS = ['red', 'orange', 'yellow', 'green', 'teal', 'blue', 'violet', 'pink', 'grey'] as const;
/** What stands behind a room's picture. */
export type RoomColour = (typeof ROOM_COLOURS)[number];
/** Who may do something in a room. */
const whoMay = z.enum(['everybody', 'moderators']);

/** How secret a room is. */
export const levelSchema = z.enum(LEVELS);

const roomStateSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    v: z.literal(1),
    kind: z.literal('direct'),
    /** The two people, in order of their ids. */
    people: z.tuple([userId, userId]),
    /** Grows by one with each change of the timer; absent: there was none yet. */
    version: z.optional(z.int().check(z.minimum(1))),
    timer: z.optional(timerSchema),
  }),
  /** Of the devices of one person only. It carries no words, and never changes. */
  z.strictObject({
    v: z.literal(1),
    kind: z.literal('own'),
    people: z.tuple([userId]),
    version: z.optional(z.int().check(z.minimum(1))),
    timer: z.optional(timerSchema),
  }),
  z.strictObject({
    v: z.literal(1),
    kind: z.literal('room'),
    /** Grows by one with each change, so that an older state cannot come back. */
    version: z.int().check(z.minimum(1)),
    name: z.string().check(z.minLength(1), z.maxLength(ROOM_NAME_MAX)),
    /** What the room is for; may be empty. */
    topic: z.string().check(z.maxLength(ROOM_TOPIC_MAX)),
    moderators: z.array(userId).check(z.minLength(1), z.maxLength(PEOPLE_MAX)),
    /** Who may write: where only moderators may, it is a room for announcements. */
    writing: whoMay,
    /** Who may bring people in. */
    adding: whoMay,
    /** Absent: each window takes one by the room's id. */
    colour: z.optional(z.enum(ROOM_COLOURS)),
    /** The room's picture; absent: its initials. Whether it is an emoji is judged where it is drawn: not all browsers know the same. */
    emoji: z.optional(z.string().check(z.minLength(1), z.maxLength(EMOJI_MAX))),
    /** How secret it is; absent: as each member's policy says at least. */
    level: z.optional(levelSchema),
    /** Whoever has the room's link may ask moderators to be brought in. */
    requests: z.optional(z.literal(true)),
    /** Nobody writes here, until a moderator opens it again. */
    closed: z.optional(z.literal(true)),
    /** The last state of all: what everybody has of the room goes. */
    deleted: z.optional(z.literal(true)),
    /** For how long messages stay whose author wishes nothing else; absent: for good. */
    timer: z.optional(timerSchema),
  }),
]);

/** What the members agree on about a conversation. */
export type RoomState = z.infer<typeof roomStateSchema>;
/** What they agree on about a room. */
export type Room = Extract<RoomState, { kind: 'room' }>;

/** A room as it begins. */
export function newRoom(name: string, moderator: UserId): Room {
  return {
    v: 1,
    kind: 'room',
    version: 1,
    name,
    topic: '',
    moderators: [moderator],
    writing: 'everybody',
    adding: 'moderators',
  };
}

/** The state with another timer, or none; undefined: it has it already. */
export function withTimer(state: RoomState, timer: Timer | undefined): RoomState | undefined {
  const { timer: before, ...rest } = state;
  if (before?.seconds === timer?.seconds && before?.from === timer?.from) return undefined;
  return { ...rest, version: versionOf(state) + 1, ...(timer === undefined ? {} : { timer }) };
}

/** Whether this is the last state of a room: what everybody has of it goes. */
export function isDeleted(state: RoomState): boolean {
  return state.kind === 'room' && state.deleted === true;
}

/** The one encoding of `state`: canonical JSON (RFC 8785). */
export function encodeRoomState(state: RoomState): Uint8Array {
  return encodeUtf8(canonicalJson(roomStateSchema.parse(state)));
}

/**
 * Parses what a member says the room state is.
 * @throws Error when the bytes are too many, not canonical, or not a room state.
 */
export function parseRoomState(bytes: Uint8Array): RoomState {
  if (bytes.length > STATE_BYTES_MAX) throw new RangeError('room state is too large');
  return roomStateSchema.parse(parseCanonicalJson(bytes));
}

/** How often a state has been changed; a direct conversation begins with none. */
export function versionOf(state: RoomState): number {
  return state.version ?? 0;
}

/** What was parsed, by its text: rows hold it as text, and it is asked for with every message. */
const parsed = new Map<string, RoomState>();
const PARSED_MAX = 1_000;
/** Longer texts are parsed each time, so that nobody fills the memory with them. */
const PARSED_CHARS_MAX = 4_096;

/** The state inside a message, where it stands as text. @throws as `parseRoomState`. */
export function parseRoomStateText(text: string): RoomState {
  const known = parsed.get(text);
  if (known !== undefined) return known;
  const state = parseRoomState(encodeUtf8(text));
  if (text.length <= PARSED_CHARS_MAX) {
    if (parsed.size >= PARSED_MAX) parsed.clear();
    parsed.set(text, state);
  }
  return state;
}

/** The state as text, for a message. */
export function roomStateText(state: RoomState): string {
  return decodeUtf8(encodeRoomState(state));
}

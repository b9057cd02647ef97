/**
 * What the devices of one person tell each other, besides until where was read: one register for each thing, of which the
 * newest value counts. Bounds and merging; pure.
 */
import { z } from 'zod/mini';
import { canonicalJson } from '#shared/encoding/index.ts';
import { type DeviceId, type GroupId, isId, type MessageId } from '#shared/ids/index.ts';
import { areShown, mentionsSchema } from './mentions.ts';
import { timerSchema } from './timer.ts';
import { urgencySchema } from './urgency.ts';

/** Registers that one payload tells at most, and how many bytes of JSON a sender puts into one where one alone is not more. */
export const OWN_ENTRIES_MAX = 100;
export const OWN_ENTRIES_BYTES = 32_000;
/** The longest draft that is told, in UTF-16 units: as long as a message. */
const DRAFT_MAX = 16_000;
/** Devices of which one draft says which of their versions it replaces. */
export const OVER_MAX = 40;

const ID = '[\\w-]{22}';
const matching = (pattern: string, length: number) =>
  z.string().check(z.maxLength(length), z.regex(new RegExp(`^${pattern}$`)));

const MESSAGE = `${ID} ${ID} ${ID}`;

/** Ms of the relay's time, or more where another stamp was seen. */
const stamp = z.int().check(z.minimum(0));
const device = z.custom<DeviceId>(isId);
const written = { stamp, device };

/**
 * What one device has written of what is to be said in a conversation, or in a thread of it. A device writes its own register
 * only; `over` says which versions of the others it was made from, or was to replace.
 */
const draftValue = z
  .strictObject({
    text: z.string().check(z.maxLength(DRAFT_MAX)),
    mentions: z.optional(mentionsSchema),
    over: z.array(z.strictObject({ device, stamp })).check(z.maxLength(OVER_MAX)),
  })
  .check(z.refine(areShown));

const minute = z.int().check(z.minimum(0), z.maximum(1_439));
/** Whatever settings hold; which of them, is for those who apply them. */
const settingValue = z.union([
  z.null(),
  z.boolean(),
  z.array(z.string().check(z.maxLength(60))).check(z.maxLength(50)),
  z.strictObject({ from: minute, to: minute }),
  z.strictObject({
    state: z.enum(['auto', 'away', 'dnd']),
    text: z.string().check(z.maxLength(200)),
    emoji: z.string().check(z.maxLength(32)),
    until: z.nullable(z.int().check(z.minimum(0))),
  }),
]);
const time = z.int().check(z.minimum(0));
const scheduledValue = z
  .strictObject({
    /** The device that sends it: nobody else does. */
    by: device,
    conversation: z.custom<GroupId>(isId),
    dueAt: time,
    text: z.string().check(z.minLength(1), z.maxLength(DRAFT_MAX)),
    mentions: z.optional(mentionsSchema),
    reply: z.optional(z.custom<MessageId>(isId)),
    thread: z.optional(matching(`${ID}\\.${ID}`, 45)),
    alsoToRoom: z.optional(z.literal(true)),
    timer: z.optional(z.nullable(timerSchema)),
    urgency: z.optional(urgencySchema),
  })
  .check(z.refine(areShown));
const snippetValue = z.strictObject({
  title: z.string().check(z.minLength(1), z.maxLength(60)),
  text: z.string().check(z.minLength(1), z.maxLength(4_000)),
});

export const ownEntrySchema = z.discriminatedUnion('kind', [
  /** The key: the conversation, the thread if it is in one, and the device. */
  z.strictObject({
    kind: z.literal('draft'),
    key: matching(`${ID}(?: ${ID}\\.${ID})? ${ID}`, 120),
    value: draftValue,
    ...written,
  }),
  /** What the person has decided for a conversation; null: nothing. The key: the conversation, and what it is about. */
  z.strictObject({
    kind: z.literal('preference'),
    key: matching(`${ID} (?:favourite|muted|archived|level|markedUnread)`, 40),
    value: z.nullable(z.union([z.boolean(), z.enum(['everything', 'mentions', 'nothing'])])),
    ...written,
  }),
  /** What they have decided for themselves, by the name of the setting. */
  z.strictObject({ kind: z.literal('setting'), key: matching('[a-zA-Z]{1,32}', 32), value: settingValue, ...written }),
  /** A message that they have saved, and when; null: no longer. The key: the conversation, its author and its name. */
  z.strictObject({
    kind: z.literal('saved'),
    key: matching(MESSAGE, 70),
    value: z.nullable(z.strictObject({ at: z.int().check(z.minimum(0)) })),
    ...written,
  }),
  /** When they want to be reminded of a message, and when they were; null: not. The key as of one that is saved. */
  z.strictObject({
    kind: z.literal('reminder'),
    key: matching(MESSAGE, 70),
    value: z.nullable(z.strictObject({ dueAt: time, toldAt: z.optional(time) })),
    ...written,
  }),
  /** A message that is to be sent at a time, by an id; null: it was sent, or taken back, for good. */
  z.strictObject({
    kind: z.literal('scheduled'),
    key: matching(ID, 22),
    value: z.nullable(scheduledValue),
    ...written,
  }),
  /** Words to use again, by an id; null: none. */
  z.strictObject({ kind: z.literal('snippet'), key: matching(ID, 22), value: z.nullable(snippetValue), ...written }),
]);
export const ownEntriesSchema = z
  .array(ownEntrySchema)
  .check(z.maxLength(OWN_ENTRIES_MAX))
  // A draft is its device's own: another name would let one device write over what another is writing.
  .check(z.refine((all) => all.every((one) => one.kind !== 'draft' || one.key.endsWith(one.device))));

/** One register: what stands in it, since when, and which device has put it there. */
export type OwnEntry = z.infer<typeof ownEntrySchema>;
export type OwnKind = OwnEntry['kind'];
export type OwnValue<Kind extends OwnKind = OwnKind> = Extract<OwnEntry, { kind: Kind }>['value'];

export const nameOfEntry = ({ kind, key }: Pick<OwnEntry, 'kind' | 'key'>): string => `${kind} ${key}`;

const bare = (value: unknown): string => canonicalJson(JSON.parse(JSON.stringify(value ?? null)));

/**
 * Whether `one` counts rather than `other`, of the same register: the one that is stamped later, and of the same stamp the
 * one of the greater device. A total order, so that all devices end alike in whatever order they hear of them.
 */
export function counts(one: OwnEntry, other: OwnEntry): boolean {
  // What was sent does not come back because another device changed it, not knowing: it would be sent again.
  if (one.kind === 'scheduled' && (one.value === null) !== (other.value === null)) return one.value === null;
  if (one.stamp !== other.stamp) return one.stamp > other.stamp;
  if (one.device !== other.device) return one.device > other.device;
  // One device stamps nothing twice. One that does makes all choose alike.
  return bare(one.value) > bare(other.value);
}

/** Registers by their names. */
export type Registers = ReadonlyMap<string, OwnEntry>;

/** What two devices know, together: commutative, associative and idempotent. */
export function merged(one: Registers, other: Registers): Registers {
  const all = new Map(one);
  for (const [name, entry] of other) {
    const known = all.get(name);
    if (known === undefined || counts(entry, known)) all.set(name, entry);
  }
  return all;
}

type DraftEntry = Extract<OwnEntry, { kind: 'draft' }>;

/** A version of a draft, by which others name it. */
export const versionOf = ({ device: by, stamp: at }: Pick<DraftEntry, 'device' | 'stamp'>): string => `${by}.${at}`;
export function parseVersion(version: string): { readonly device: DeviceId; readonly stamp: number } | undefined {
  const [by, at] = version.split('.');
  const parsed = z.strictObject({ device, stamp }).safeParse({ device: by, stamp: Number(at) });
  return parsed.data;
}

/**
 * What of a draft's versions is there still: those that no other was made from, the newest first. More than one: two devices
 * wrote at the same time, and neither knew of the other. Empty ones only end what they replace.
 */
export function livingDrafts(versions: readonly DraftEntry[]): DraftEntry[] {
  const covered = new Map<DeviceId, number>();
  for (const { value } of versions) {
    for (const { device: by, stamp: at } of value.over) covered.set(by, Math.max(covered.get(by) ?? -1, at));
  }
  return versions
    .filter((one) => one.value.text !== '' && (covered.get(one.device) ?? -1) < one.stamp)
    .sort((left, right) => (counts(left, right) ? -1 : 1));
}

/** Where a draft stands: the conversation, and the thread if it is in one. */
export function placeOfDraft(key: string): { readonly conversation: GroupId; readonly thread?: string } {
  const [conversation, thread, by] = key.split(' ');
  // That the first part is an id was judged when it came.
  const place = { conversation: conversation as GroupId };
  return by === undefined || thread === undefined ? place : { ...place, thread };
}

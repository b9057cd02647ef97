import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeBase64url } from '#shared/encoding/index.ts';
import { type DeviceId, type GroupId, type MessageId, parseId } from '#shared/ids/index.ts';
import {
  livingDrafts,
  merged,
  nameOfEntry,
  OWN_ENTRIES_MAX,
  type OwnEntry,
  ownEntriesSchema,
  parseVersion,
  placeOfDraft,
  type Registers,
  versionOf,
} from './own-state.ts';
import { encodePayload, parsePayload } from './payload.ts';

const idOf = (value: number) => encodeBase64url(new Uint8Array(16).fill(value));
const [conversation, other] = [idOf(1), idOf(2)];
const devices = [11, 12, 13].map((value) => parseId<DeviceId>(idOf(value)));
const device = fc.constantFrom(...devices);
const stamp = fc.nat({ max: 6 });

const draft = fc
  .record({
    device,
    stamp,
    place: fc.constantFrom(conversation, other, `${conversation} ${idOf(3)}.${idOf(4)}`),
    text: fc.constantFrom('', 'a', 'b'),
    over: fc.array(fc.record({ device, stamp }), { maxLength: 3 }),
  })
  .map(
    ({ place, text, over, ...by }): OwnEntry => ({
      kind: 'draft',
      key: `${place} ${by.device}`,
      value: { text, over },
      ...by,
    }),
  );
const kept = <T>(value: fc.Arbitrary<T>) => fc.record({ device, stamp, value: fc.option(value) });
const preference = kept(fc.boolean()).map(
  (one): OwnEntry => ({ kind: 'preference', key: `${conversation} muted`, ...one }),
);
const setting = kept(fc.oneof(fc.boolean(), fc.array(fc.constantFrom('crane', 'tide'), { maxLength: 3 }))).map(
  (one): OwnEntry => ({ kind: 'setting', key: 'keywords', ...one }),
);
const saved = kept(fc.record({ at: fc.nat() })).map(
  (one): OwnEntry => ({ kind: 'saved', key: `${conversation} ${idOf(3)} ${idOf(4)}`, ...one }),
);
const snippet = kept(
  fc.record({ title: fc.constantFrom('Gate', 'Bye'), text: fc.string({ minLength: 1, maxLength: 9 }) }),
).map((one): OwnEntry => ({ kind: 'snippet', key: idOf(5), ...one }));
const reminder = kept(fc.record({ dueAt: fc.nat(), toldAt: fc.nat() }, { requiredKeys: ['dueAt'] })).map(
  (one): OwnEntry => ({ kind: 'reminder', key: `${conversation} ${idOf(3)} ${idOf(4)}`, ...one }),
);
const scheduled = kept(
  fc.record({
    by: device,
    conversation: fc.constant(parseId<GroupId>(conversation)),
    dueAt: fc.nat(),
    text: fc.constantFrom('a', 'b'),
  }),
).map((one): OwnEntry => ({ kind: 'scheduled', key: idOf(6), ...one }));
const anyEntry: fc.Arbitrary<OwnEntry> = fc.oneof(draft, preference, setting, saved, snippet, reminder, scheduled);

const together = (entries: readonly OwnEntry[]): Registers =>
  entries.reduce<Registers>((all, entry) => merged(all, new Map([[nameOfEntry(entry), entry]])), new Map());
const plain = (registers: Registers) => [...registers].sort(([left], [right]) => (left < right ? -1 : 1));

describe('registers', () => {
  it('are merged to the same in any order, in any pieces, and however often', () => {
    const some = fc.array(anyEntry, { maxLength: 12 });
    fc.assert(
      fc.property(some, some, some, (first, second, third) => {
        const [a, b, c] = [first, second, third].map(together) as [Registers, Registers, Registers];
        expect(plain(merged(a, b))).toEqual(plain(merged(b, a)));
        expect(plain(merged(merged(a, b), c))).toEqual(plain(merged(a, merged(b, c))));
        expect(plain(merged(a, a))).toEqual(plain(a));
      }),
    );
  });

  it('end alike on devices that have heard the same, in whatever order', () => {
    const shuffled = fc
      .array(anyEntry, { maxLength: 15 })
      .chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray([...all, ...all], { minLength: all.length * 2 })));
    fc.assert(
      fc.property(shuffled, ([one, two]) => {
        expect(plain(together(one))).toEqual(plain(together(two)));
      }),
    );
  });

  it('that hold a message which was sent stay as they are: no later word of another device brings it back', () => {
    const sent = scheduled.map((one) => ({ ...one, value: null }) as OwnEntry);
    fc.assert(
      fc.property(sent, fc.array(scheduled, { maxLength: 5 }), (one, others) => {
        expect([...together([...others, one]).values()].map(({ value }) => value)).toEqual([null]);
      }),
    );
  });

  it('come through a payload as they are', () => {
    fc.assert(
      fc.property(fc.array(anyEntry, { maxLength: OWN_ENTRIES_MAX }), (entries) => {
        const id = parseId<MessageId>(idOf(9));
        const payload = { v: 1, id, nth: 1, sentAt: 1, body: { kind: 'own-state', entries, ask: id } } as const;
        expect(parsePayload(encodePayload({ ...payload, body: { ...payload.body, entries } }))).toEqual(payload);
      }),
    );
  });

  it('are refused where they are too many, too long, or written in another’s name', () => {
    const [one] = fc.sample(draft, 1) as [Extract<OwnEntry, { kind: 'draft' }>];
    const refused = (entries: readonly unknown[]) => expect(ownEntriesSchema.safeParse(entries).success).toBe(false);
    expect(ownEntriesSchema.safeParse([one]).success).toBe(true);
    refused(Array.from({ length: OWN_ENTRIES_MAX + 1 }, () => one));
    refused([{ ...one, value: { ...one.value, text: 'x'.repeat(16_001) } }]);
    refused([{ ...one, value: { ...one.value, mentions: ['room'] } }]);
    refused([{ ...one, value: null }]);
    refused([{ ...one, device: devices.find((id) => id !== one.device) }]);
    refused([{ ...one, key: `x${one.key}` }]);
    refused([{ ...one, stamp: -1 }]);
    refused([{ ...one, stamp: 1.5 }]);
    refused([{ ...one, kind: 'password' }]);
    refused([
      { ...one, value: { ...one.value, over: Array.from({ length: 41 }, () => ({ device: one.device, stamp: 1 })) } },
    ]);
  });
});

describe('drafts', () => {
  const version = (by: number, at: number, text: string, ...over: [number, number][]) =>
    ({
      kind: 'draft',
      key: `${conversation} ${devices[by]}`,
      value: { text, over: over.map(([one, stamp]) => ({ device: devices[one] as DeviceId, stamp })) },
      device: devices[by] as DeviceId,
      stamp: at,
    }) as const;
  const texts = (...all: ReturnType<typeof version>[]) => livingDrafts(all).map(({ value }) => value.text);

  it('live until another is made from them: then the newer stands alone', () => {
    expect(texts(version(0, 1, 'a'), version(1, 2, 'ab', [0, 1]))).toEqual(['ab']);
    expect(texts(version(0, 3, 'ac'), version(1, 2, 'ab', [0, 1]))).toEqual(['ac', 'ab']);
    expect(texts(version(0, 1, 'a'), version(1, 2, '', [0, 1]))).toEqual([]);
    expect(texts(version(0, 3, 'a, and more'), version(1, 4, '', [0, 1]))).toEqual(['a, and more']);
  });

  it('are named by device and stamp, and their place by their key', () => {
    const one = version(0, 7, 'a');
    expect(parseVersion(versionOf(one))).toEqual({ device: one.device, stamp: 7 });
    for (const name of ['', 'x', '.7', `${one.device}.`, `${one.device}.-1`, `${one.device}.x`]) {
      expect(parseVersion(name === `${one.device}.` ? `${one.device}.NaN` : name)).toBeUndefined();
    }
    expect(placeOfDraft(one.key)).toEqual({ conversation });
    const thread = `${idOf(3)}.${idOf(4)}`;
    expect(placeOfDraft(`${conversation} ${thread} ${one.device}`)).toEqual({ conversation, thread });
  });
});

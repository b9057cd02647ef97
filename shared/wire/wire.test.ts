import { encode } from '@msgpack/msgpack';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeBase64url, encodeUtf8, equalBytes } from '#shared/encoding/index.ts';
import { type DeviceId, type GroupId, type InvitationId, parseId } from '#shared/ids/index.ts';
import {
  callNames,
  closeReasons,
  type Envelope,
  encodeDeliver,
  errorTable,
  parsePush,
  parseRequest,
  parseResult,
  pushNames,
  signInMessage,
  WireError,
  wireLimits,
  wireParser,
} from './index.ts';

const anId = fc.uint8Array({ minLength: 16, maxLength: 16 }).map(encodeBase64url);
const aGroup = anId.map((text) => parseId<GroupId>(text));
const anEnvelope: fc.Arbitrary<Envelope> = fc.record({
  group: aGroup,
  seq: fc.integer({ min: 1, max: wireLimits.sequenceMax }),
  epoch: fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
  kind: fc.constantFrom('commit', 'application', 're-add-request'),
  message: fc.uint8Array({ minLength: 1, maxLength: 300 }),
  at: fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }),
});

function decode(frame: unknown): wireParser.WirePacket[] {
  const packets: wireParser.WirePacket[] = [];
  new wireParser.Decoder().on('decoded', (packet) => packets.push(packet)).add(frame);
  return packets;
}

function roundTrip(packet: wireParser.WirePacket): wireParser.WirePacket | undefined {
  const frames = new wireParser.Encoder().encode(packet);
  expect(frames).toHaveLength(1);
  return decode(frames[0])[0];
}

describe('frames', () => {
  it('carry any delivery, in one frame', () => {
    fc.assert(
      fc.property(fc.array(anEnvelope, { minLength: 1, maxLength: 20 }), (envelopes) => {
        const packet = roundTrip({ type: 2, nsp: '/', data: ['deliver', envelopes] });
        expect(packet).toEqual({ type: 2, nsp: '/', data: ['deliver', envelopes] });
        expect(parsePush('deliver', envelopes)).toEqual(envelopes);
      }),
    );
  });

  it('carry events and answers with their number, bytes and bigints included', () => {
    const value = fc.record({
      bytes: fc.uint8Array({ maxLength: 64 }),
      epoch: fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
      time: fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }),
      list: fc.array(fc.oneof(fc.string({ unit: 'grapheme' }), fc.boolean(), fc.constant(null))),
    });
    const id = fc.option(fc.nat(), { nil: undefined });
    fc.assert(
      fc.property(fc.constantFrom(...callNames), value, id, (name, argument, number) => {
        const numbered = number === undefined ? {} : { id: number };
        const event = { type: 2, nsp: '/', data: [name, argument], ...numbered };
        expect(roundTrip(event)).toEqual(event);
        const answer = { type: 3, nsp: '/', data: [argument], id: number ?? 0 };
        expect(roundTrip(answer)).toEqual(answer);
      }),
    );
  });

  it('carry what Socket.IO itself says', () => {
    for (const packet of [
      { type: 0, nsp: '/', data: { sid: 'x' } },
      { type: 0, nsp: '/' },
      { type: 1, nsp: '/' },
      { type: 4, nsp: '/', data: { message: 'no' } },
    ]) {
      expect(roundTrip(packet)).toEqual(packet);
    }
  });

  it('refuse any hostile bytes with a WireError and nothing else', () => {
    const encoder = new wireParser.Encoder();
    const mutated = fc
      .tuple(fc.array(anEnvelope, { minLength: 1, maxLength: 4 }), fc.nat(), fc.nat(255), fc.boolean())
      .map(([envelopes, at, byte, cut]) => {
        const frame = Uint8Array.from(encodeDeliver(envelopes));
        const place = at % frame.length;
        frame[place] = byte;
        return cut ? frame.subarray(0, place) : frame;
      });
    const headed = fc.tuple(fc.constantFrom(0x10, 0x11, 0x12, 0x13, 0x14, 0x15), fc.uint8Array({ maxLength: 400 }));
    const hostile = fc.oneof(
      fc.uint8Array({ maxLength: 400 }),
      mutated,
      headed.map(([head, rest]) => Uint8Array.from([head, ...rest])),
    );
    fc.assert(
      fc.property(hostile, (frame) => {
        let packets: wireParser.WirePacket[];
        try {
          packets = decode(frame);
        } catch (error) {
          expect(error).toBeInstanceOf(WireError);
          return;
        }
        // What is let in is something that this side could have said itself.
        for (const packet of packets) expect(roundTrip(packet)).toEqual(packet);
        for (const packet of packets) expect(encoder.encode(packet)).toHaveLength(1);
      }),
      { numRuns: 5_000 },
    );
  });

  const event = (...body: number[]): Uint8Array => Uint8Array.from([0x12, 0x00, ...body]);
  it.each([
    ['a text frame', '42["error"]'],
    ['another version', Uint8Array.from([0x22, 0, 0x90])],
    ['an event that would reach an inner listener', Uint8Array.from([0x12, 0, ...encode(['error', {}])])],
    ['an event with the name of a prototype member', Uint8Array.from([0x12, 0, ...encode(['constructor', {}])])],
    ['an event without an argument', Uint8Array.from([0x12, 0, ...encode(['signal'])])],
    [
      'a member that would change a prototype',
      event(0x92, 0xa6, ...encodeUtf8('signal'), 0x81, 0xa9, ...encodeUtf8('__proto__'), 0x80),
    ],
    ['an array that claims four thousand million items', event(0xdd, 0xff, 0xff, 0xff, 0xff)],
    ['a map that claims as many', event(0xdf, 0xff, 0xff, 0xff, 0xff)],
    ['bytes that claim more than there is', event(0xc6, 0x7f, 0xff, 0xff, 0xff, 1)],
    ['an extension type', event(0xd4, 0xff, 0)],
    ['a thousand arrays in one another', event(...Array.from({ length: 1_000 }, () => 0x91), 0xc0)],
    ['two values', event(0x90, 0x90)],
    ['an answer without a number', Uint8Array.from([0x13, 0, 0x91, 0xc0])],
    ['a number with a second spelling', Uint8Array.from([0x13, 0x81, 0x00, 0x91, 0xc0])],
    ['a delivery that claims a million envelopes', Uint8Array.from([0x15, 0xc0, 0x84, 0x3d])],
    ['an empty delivery', Uint8Array.from([0x15, 0x00])],
    ['nothing', new Uint8Array()],
  ])('refuse %s', (_name, frame) => {
    expect(() => decode(frame)).toThrow(WireError);
  });

  it('refuse more values than one frame may hold, and more bytes', () => {
    const list = new Uint8Array(100_005).fill(0xc0);
    list.set([0xdd, 0, 1, 0x86, 0xa0]);
    expect(() => decode(event(...list))).toThrow(WireError);
    expect(() => decode(new Uint8Array(wireLimits.frameBytes + 1))).toThrow(WireError);
  });

  it('keep nothing of a delivery but its messages', () => {
    const group = parseId<GroupId>('A'.repeat(22));
    const envelope: Envelope = { group, seq: 1, epoch: 0n, kind: 'commit', message: Uint8Array.of(7), at: 1 };
    const [packet] = decode(Buffer.from(encodeDeliver([envelope])));
    const delivered = parsePush('deliver', Array.isArray(packet?.data) ? packet.data[1] : null);
    expect(delivered?.[0]?.message.buffer.byteLength).toBe(1);
  });
});

describe('schemas', () => {
  it('refuse a member that they do not name, and anything that is not an object', () => {
    for (const name of callNames) {
      for (const value of [null, undefined, 1, 'x', [], new Uint8Array(3)]) {
        expect(parseRequest(name, value)).toBeNull();
        expect(parseResult(name, value)).toBeNull();
      }
      expect(parseRequest(name, { admin: true })).toBeNull();
    }
    for (const name of pushNames) expect(parsePush(name, { admin: true })).toBeNull();
    expect(parseRequest('session.challenge', { extra: 1 })).toBeNull();
  });

  it('accept the requests and results of a session', () => {
    const group = parseId<GroupId>('A'.repeat(22));
    const send = { group, epoch: 3n, message: Uint8Array.of(1), clientSeq: 1 };
    expect(parseRequest('group.send', send)).toEqual(send);
    expect(parseRequest('group.send', { ...send, epoch: 3 })).toBeNull();
    expect(parseRequest('group.send', { ...send, epoch: -1n })).toBeNull();
    expect(parseRequest('group.send', { ...send, group: `${'A'.repeat(21)}B` })).toBeNull();
    expect(parseRequest('group.send', { ...send, message: new Uint8Array(wireLimits.messageBytes + 1) })).toBeNull();
    expect(parseResult('group.send', { ok: true, value: { seq: 4, duplicate: false } })?.ok).toBe(true);
    const stale = { ok: false, error: { code: 'stale-epoch', sentence: 'x', missed: [] } };
    expect(parseResult('group.commit', stale)).toEqual(stale);
    expect(parseResult('group.commit', { ok: false, error: { code: 'invented', sentence: 'x' } })).toBeNull();
  });
});

describe('errors', () => {
  it('each have a sentence for a person', () => {
    for (const { sentence } of Object.values(errorTable)) expect(sentence).toMatch(/^[A-Z].{10,}\.$/);
    for (const sentence of Object.values(closeReasons)) expect(sentence).toMatch(/^[A-Z].{10,}\.$/);
  });
});

describe('the sign-in message', () => {
  const nonce = new Uint8Array(32).fill(1);
  const id = 'A'.repeat(22);
  const base = signInMessage({ as: 'device', id: parseId<DeviceId>(id), nonce, origin: 'https://a.example' });

  it('differs with everything that it speaks of', () => {
    const others = [
      signInMessage({ as: 'invitation', id: parseId<InvitationId>(id), nonce, origin: 'https://a.example' }),
      signInMessage({ as: 'device', id: parseId<DeviceId>(`${'A'.repeat(21)}Q`), nonce, origin: 'https://a.example' }),
      signInMessage({
        as: 'device',
        id: parseId<DeviceId>(id),
        nonce: new Uint8Array(32),
        origin: 'https://a.example',
      }),
      signInMessage({ as: 'device', id: parseId<DeviceId>(id), nonce, origin: 'https://b.example' }),
    ];
    for (const other of others) expect(equalBytes(base, other)).toBe(false);
  });
});

it('lays a delivery out as docs/protocol/wire.md shows it', () => {
  const group = parseId<GroupId>('A'.repeat(22));
  const envelope: Envelope = { group, seq: 1, epoch: 0n, kind: 'commit', message: Uint8Array.of(7), at: 1 };
  const sample = '15 01 00000000000000000000000000000000 01 0000000000000000 00 0000000000000001 01 07';
  expect(Buffer.from(encodeDeliver([envelope])).toString('hex')).toBe(sample.replaceAll(' ', ''));
});

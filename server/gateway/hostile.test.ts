import { Manager } from 'socket.io-client';
import { afterEach, beforeEach, expect, it } from 'vitest';
import * as sodium from '#server/crypto/sodium.ts';
import { TestClient } from '#server/testing/client.ts';
import { type Office, openOffice } from '#server/testing/office.ts';
import { wireLimits, wireParser } from '#shared/wire/index.ts';

let office: Office;
beforeEach(async () => {
  office = await openOffice({ connectionsPerMinute: 100_000 });
});
afterEach(() => office.close());

interface RawSocket {
  send(frame: string | Uint8Array): void;
  gone(): Promise<void>;
}

/** A connection below Socket.IO: whatever is sent leaves as it is. Resolves when it is open. */
function raw(connect = true): Promise<RawSocket> {
  const manager = new Manager(office.origin, {
    parser: wireParser,
    transports: ['websocket'],
    reconnection: false,
    autoConnect: false,
  });
  return new Promise((resolve, reject) => {
    manager.open((problem) => {
      if (problem) {
        reject(problem);
        return;
      }
      const { engine } = manager;
      let closed = false;
      engine.once('close', () => {
        closed = true;
      });
      const send = (frame: string | Uint8Array): void => {
        engine.write(frame);
      };
      if (connect) send(Uint8Array.of(0x10));
      resolve({
        send,
        gone: () => (closed ? Promise.resolve() : new Promise((end) => engine.once('close', () => end()))),
      });
    });
  });
}

it('survives a storm of malformed frames, and goes on serving others (AT-25, scaled)', async () => {
  const ana = await office.signedIn(office.ana);
  const memory = process.memoryUsage().rss;
  const nested = Uint8Array.from([0x12, 0, ...Array.from({ length: 10_000 }, () => 0x91), 0xc0]);
  const claim = Uint8Array.from([0x12, 0, 0xdd, 0xff, 0xff, 0xff, 0xff]);
  const encoder = new wireParser.Encoder();
  const named = (name: string) => encoder.encode({ type: 2, nsp: '/', data: [name, {}], id: 0 })[0] ?? '';
  const frames: (string | Uint8Array)[] = [
    '451-["error",{"_placeholder":true,"num":0}]',
    '42["error"]',
    '4',
    '9',
    'x',
    nested,
    claim,
    named('error'),
    named('disconnect'),
    named('__proto__'),
    named('constructor'),
    Uint8Array.of(0x14),
    Uint8Array.of(0x15, 1),
    Uint8Array.of(0xff),
    new Uint8Array(),
  ];
  const STORM = 1_500;
  for (let sent = 0; sent < STORM; sent += 50) {
    const sockets = await Promise.all(Array.from({ length: 50 }, () => raw(sent % 100 === 0)));
    for (const [index, socket] of sockets.entries()) {
      const frame = frames[(sent + index) % frames.length] ?? '';
      socket.send(frame);
      socket.send(sodium.randomBytes(1 + ((sent + index) % 200)));
    }
    await Promise.all(sockets.map((socket) => socket.gone()));
    // Others are served between any two waves.
    await ana.must('session.challenge', {});
  }
  expect(process.memoryUsage().rss - memory).toBeLessThan(100 * 1024 * 1024);
});

it('closes a stranger who sends more than a stranger may, and one who sends more than anybody may', async () => {
  for (const size of [wireLimits.strangerFrameBytes + 1, wireLimits.frameBytes + 1]) {
    const socket = await raw();
    socket.send(new Uint8Array(size).fill(0x12));
    await socket.gone();
  }
});

it("refuses another site's page", async () => {
  const foreign = new TestClient(office.origin, { origin: 'https://elsewhere.example' });
  await expect(foreign.connected()).rejects.toThrow();
  const own = new TestClient(office.origin, { origin: office.origin });
  await own.connected();
  own.close();
});

it('answers a repeated, replayed or concurrent flood with rate-limited, and nobody else suffers', async () => {
  await office.close();
  office = await openOffice({ callsPerSecond: 2 });
  const ana = await office.signedIn(office.ana);
  const codes = await Promise.all(Array.from({ length: 60 }, () => ana.refusal('welcome.ack', { ids: [1] })));
  expect(codes.filter((code) => code === 'rate-limited').length).toBeGreaterThanOrEqual(40);
  expect(codes.filter((code) => code === undefined).length).toBeGreaterThan(0);
  const other = await office.stranger();
  await other.must('session.challenge', {});
});

/** Files over sockets: what one device puts there another gets, and what nobody may do. */
import { randomBytes } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import * as sodium from '#server/crypto/sodium.ts';
import type { TestClient } from '#server/testing/client.ts';
import { type Office, openOffice } from '#server/testing/office.ts';
import { newId } from '#server/testing/org.ts';
import { equalBytes } from '#shared/encoding/index.ts';
import type { GroupId } from '#shared/ids/index.ts';
import { type CallRequest, errorTable, wireLimits } from '#shared/wire/index.ts';

const PIECE = wireLimits.blobPieceBytes;
const MIN = wireLimits.blobBytesMin;

interface Upload {
  readonly blob: Uint8Array;
  readonly secret: Uint8Array;
  readonly begin: CallRequest<'blob.begin'>;
  readonly pieces: readonly Uint8Array[];
}

/** A file of `bytes` as a device seals it; to the relay they are random bytes. */
function upload(bytes: number): Upload {
  const blob = sodium.randomBytes(wireLimits.blobNameBytes);
  const secret = sodium.randomBytes(wireLimits.blobSecretBytes);
  const pieces: Uint8Array[] = [];
  for (let left = bytes; left > 0; left -= PIECE) pieces.push(new Uint8Array(randomBytes(Math.min(PIECE, left))));
  return { blob, secret, pieces, begin: { blob, bytes, pieces: pieces.length, erase: sodium.sha256(secret) } };
}

async function put(client: TestClient, { blob, begin, pieces }: Upload): Promise<void> {
  const { have } = await client.must('blob.begin', begin);
  for (const [index, bytes] of pieces.slice(have).entries()) {
    const piece = have + index;
    expect(await client.must('blob.put', { blob, piece, bytes })).toEqual({ have: piece + 1 });
  }
}

async function holds(client: TestClient, { blob, pieces }: Upload): Promise<boolean> {
  for (const [piece, bytes] of pieces.entries()) {
    const answer = await client.must('blob.get', { blob, piece });
    if (!equalBytes(answer.bytes, bytes)) return false;
  }
  return true;
}

describe('a file', () => {
  let office: Office;
  let ana: TestClient;
  let ben: TestClient;
  beforeAll(async () => {
    office = await openOffice({ callsPerSecond: 10_000 });
    ana = await office.signedIn(office.ana);
    ben = await office.signedIn((await office.hire(ana)).device);
  });
  afterAll(() => office.close());

  it('is put in pieces by one device and fetched by another', async () => {
    const file = upload(3 * PIECE + 100);
    await put(ana, file);
    expect(await holds(ben, file)).toBe(true);
    expect(await ana.must('blob.begin', file.begin)).toEqual({ have: 4 });
  });

  it('of one small piece is a file too', async () => {
    const file = upload(MIN);
    await put(ana, file);
    expect(await holds(ben, file)).toBe(true);
  });

  it('takes no piece that is larger than a piece, no name of another length and no size that is too much', async () => {
    const file = upload(MIN);
    await ana.must('blob.begin', file.begin);
    const malformed: readonly (readonly [Parameters<TestClient['refusal']>[0], object])[] = [
      ['blob.put', { blob: file.blob, piece: 0, bytes: new Uint8Array(PIECE + 1) }],
      ['blob.put', { blob: file.blob, piece: 0, bytes: new Uint8Array(0) }],
      ['blob.put', { blob: file.blob, piece: 0, bytes: new Uint8Array(MIN - 1) }],
      ['blob.put', { blob: file.blob, piece: -1, bytes: new Uint8Array(MIN) }],
      ['blob.put', { blob: file.blob, piece: 0.5, bytes: new Uint8Array(MIN) }],
      ['blob.get', { blob: file.blob, piece: wireLimits.blobPieces }],
      ['blob.get', { blob: '../../etc/passwd', piece: 0 }],
      ['blob.get', { blob: new Uint8Array(300), piece: 0 }],
      ['blob.erase', { blob: file.blob, secret: new Uint8Array(31) }],
      ['blob.begin', { ...file.begin, bytes: wireLimits.blobBytes + 1, pieces: wireLimits.blobPieces + 1 }],
      ['blob.begin', { ...file.begin, bytes: wireLimits.blobBytes + 1, pieces: wireLimits.blobPieces }],
      ['blob.begin', { ...file.begin, bytes: MIN - 1 }],
      ['blob.begin', { ...file.begin, bytes: Number.MAX_SAFE_INTEGER }],
      ['blob.begin', { ...file.begin, erase: new Uint8Array(0) }],
      ['blob.begin', { ...file.begin, blob: new Uint8Array(17) }],
      ['blob.begin', { ...file.begin, owner: 'somebody' }],
    ];
    for (const [name, request] of malformed) {
      const answer: unknown = await ana.socket.timeout(5_000).emitWithAck(name, request);
      expect(answer).toMatchObject({ ok: false, error: { code: 'malformed' } });
    }
    await put(ana, file);
    expect(await holds(ben, file)).toBe(true);
  });

  it('is hidden from others while it comes, and cannot be taken over, cut short or erased by them', async () => {
    const file = upload(2 * PIECE + 9);
    await ana.must('blob.begin', file.begin);
    const [first = file.blob] = file.pieces;
    await ana.must('blob.put', { blob: file.blob, piece: 0, bytes: first });
    expect(await ben.refusal('blob.get', { blob: file.blob, piece: 0 })).toBe('unknown-blob');
    const short = { ...file.begin, bytes: PIECE, pieces: 1 };
    expect(await ben.refusal('blob.begin', short)).toBe('blob-exists');
    expect(await ben.refusal('blob.begin', { ...file.begin, erase: new Uint8Array(32) })).toBe('blob-exists');
    expect(await ben.refusal('blob.put', { blob: file.blob, piece: 2, bytes: new Uint8Array(9) })).toBe('blob-gap');
    await ben.must('blob.erase', { blob: file.blob, secret: new Uint8Array(32) });
    await put(ana, file);
    expect(await holds(ben, file)).toBe(true);
    await ben.must('blob.erase', { blob: file.blob, secret: file.begin.erase });
    expect(await holds(ben, file)).toBe(true);
    // The secret, and not the device, is what erases.
    await ben.must('blob.erase', { blob: file.blob, secret: file.secret });
    expect(await ana.refusal('blob.get', { blob: file.blob, piece: 0 })).toBe('unknown-blob');
  });

  it('is out of reach for those who are shut out, and for strangers', async () => {
    const file = upload(PIECE);
    await put(ana, file);
    const owner = [office.org.by(office.org.owner)];
    const knocks = async (client: TestClient, code: string): Promise<void> => {
      // No more than a stranger may say at all: with a whole piece the connection would end.
      const bytes = new Uint8Array(100);
      expect(await client.refusal('blob.begin', upload(PIECE).begin)).toBe(code);
      expect(await client.refusal('blob.put', { blob: file.blob, piece: 0, bytes })).toBe(code);
      expect(await client.refusal('blob.get', { blob: file.blob, piece: 0 })).toBe(code);
      expect(await client.refusal('blob.erase', { blob: file.blob, secret: file.secret })).toBe(code);
    };
    for (const kind of ['user.suspend', 'user.remove'] as const) {
      const who = await office.hire(ana);
      await office.append(ana, office.org.sign({ kind, user: who.user.id }, owner));
      const client = await office.stranger();
      const why = kind === 'user.suspend' ? 'suspended' : 'revoked';
      await expect(client.signIn(who.device.id, who.device.key)).rejects.toThrow(why);
      await knocks(client, 'forbidden');
    }
    expect(await holds(ben, file)).toBe(true);
    const stranger = await office.stranger();
    expect(await stranger.refusal('blob.get', { blob: file.blob, piece: 0 })).toBe('not-signed-in');
    expect(await stranger.refusal('blob.erase', { blob: file.blob, secret: file.secret })).toBe('not-signed-in');
    expect(await stranger.refusal('blob.begin', upload(PIECE).begin)).toBe('not-signed-in');
    const [bytes = file.blob] = file.pieces;
    stranger.socket.emit('blob.put', { blob: file.blob, piece: 0, bytes }, () => {});
    await stranger.gone();
    expect(await holds(ben, file)).toBe(true);
  });

  it('stays over a restart, and an upload goes on', async () => {
    const whole = upload(PIECE + 1);
    await put(ana, whole);
    const half = upload(2 * PIECE);
    await ana.must('blob.begin', half.begin);
    await ana.must('blob.put', { blob: half.blob, piece: 0, bytes: half.pieces[0] ?? half.blob });
    await office.restart();
    ana = await office.signedIn(office.ana);
    expect(await holds(ana, whole)).toBe(true);
    expect(await ana.must('blob.begin', half.begin)).toEqual({ have: 1 });
    await put(ana, half);
    expect(await holds(ana, half)).toBe(true);
  });
});

describe('limits', () => {
  let office: Office;
  let ana: TestClient;
  const open = async (config: Parameters<typeof openOffice>[0], parts: Parameters<typeof openOffice>[1] = {}) => {
    office = await openOffice(config, parts);
    ana = await office.signedIn(office.ana);
  };
  afterEach(() => office.close());

  it('hold for all devices together, with a sentence that says what to do', async () => {
    await open({ filesBytes: 3 * PIECE });
    const ben = await office.signedIn((await office.hire(ana)).device);
    await put(ana, upload(2 * PIECE));
    const result = await ben.call('blob.begin', upload(2 * PIECE).begin);
    expect(result).toMatchObject({ ok: false, error: { code: 'blobs-full' } });
    expect(result).toMatchObject({ error: { sentence: errorTable['blobs-full'].sentence } });
    await put(ben, upload(PIECE));
    // Messages are not files: they go on.
    await ben.must('group.create', { group: newId<GroupId>() });
  });

  it('leave room on the disk for messages', async () => {
    await open({ filesFreeBytes: Number.MAX_SAFE_INTEGER });
    expect(await ana.refusal('blob.begin', upload(MIN).begin)).toBe('blobs-full');
  });

  it('hold for each device and day, until the next, and count nothing twice', async () => {
    let passed = 0;
    await open({ filesDeviceBytes: 4 * PIECE }, { now: () => Date.now() + passed });
    const ben = await office.signedIn((await office.hire(ana)).device);
    const first = upload(3 * PIECE);
    await put(ana, first);
    await put(ana, first);
    expect(await ana.refusal('blob.begin', upload(2 * PIECE).begin)).toBe('blobs-spent');
    // A smaller one still goes, and what was refused was not counted.
    await put(ana, upload(PIECE));
    expect(await ana.refusal('blob.begin', upload(MIN).begin)).toBe('blobs-spent');
    await put(ben, upload(4 * PIECE));
    passed = 86_400_000;
    await put(ana, upload(4 * PIECE));
  });

  it('of pieces are apart from those of messages: who sends or fetches a file can still write', async () => {
    await open({ callsPerSecond: 2 });
    const file = upload(MIN);
    const group = newId<GroupId>();
    const codes: (string | undefined)[] = [];
    const ask = { blob: file.blob, piece: 0 };
    for (let asked = 0; asked < 40; asked += 1) codes.push(await ana.refusal('blob.get', ask));
    expect(codes[0]).toBe('unknown-blob');
    expect(codes.at(-1)).toBe('rate-limited');
    await ana.must('group.create', { group });
  });

  it('keep one device from having more pieces under way than a few', async () => {
    await open({ callsPerSecond: 10_000 });
    const file = upload(10 * PIECE);
    await put(ana, file);
    const asked = Array.from({ length: 200 }, (_, index) =>
      ana.refusal('blob.get', { blob: file.blob, piece: index % 10 }),
    );
    const codes = await Promise.all(asked);
    expect(codes).toContain('rate-limited');
    expect(codes.filter((code) => code === undefined).length).toBeGreaterThanOrEqual(wireLimits.blobPiecesUnderWay);
    expect(await holds(ana, file)).toBe(true);
  });

  it('of time are kept by the relay itself', async () => {
    let passed = 0;
    await open({ filesDays: 2 }, { now: () => Date.now() + passed });
    const file = upload(MIN);
    await put(ana, file);
    passed = 2 * 86_400_000 - 60_000;
    await office.relay.maintain();
    expect(await holds(ana, file)).toBe(true);
    passed = 2 * 86_400_000;
    await office.relay.maintain();
    expect(await ana.refusal('blob.get', { blob: file.blob, piece: 0 })).toBe('unknown-blob');
    expect(await ana.must('blob.begin', file.begin)).toEqual({ have: 0 });
  });
});

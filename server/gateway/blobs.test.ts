/** Files over sockets: what one device puts there another gets, and what nobody may do. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as sodium from '#server/crypto/sodium.ts';
import type { TestClient } from '#server/testing/client.ts';
import { type Office, openOffice } from '#server/testing/office.ts';
import { equalBytes } from '#shared/encoding/index.ts';
import { type CallRequest, wireLimits } from '#shared/wire/index.ts';

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
  for (let left = bytes; left > 0; left -= PIECE) pieces.push(sodium.randomBytes(Math.min(PIECE, left)));
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
});

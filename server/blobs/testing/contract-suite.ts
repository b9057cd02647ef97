/** What every place for the bytes of blobs has to keep of its contract; run against each implementation. */
import { beforeEach, describe, expect, it } from 'vitest';
import { encodeUtf8 } from '#shared/encoding/index.ts';
import type { BlobFiles } from '../contract.ts';

const name = (number: number): Uint8Array => new Uint8Array(16).fill(number);
const bytes = (length: number, fill: number): Uint8Array => new Uint8Array(length).fill(fill);

/** `open` gives a fresh place each time; `reopen` gives what a restart would find of the newest. */
export function describeBlobFiles(open: () => BlobFiles, reopen: () => BlobFiles): void {
  let files: BlobFiles;
  const all = async (): Promise<string[]> => {
    const found: string[] = [];
    for await (const one of files.names()) found.push(String(one));
    return found.toSorted();
  };
  beforeEach(() => {
    files = open();
  });

  it('gives back what was written, piece by piece, over a restart too', async () => {
    await files.write(name(1), 0, bytes(1_000, 1));
    await files.write(name(1), 1_000, bytes(500, 2));
    files = reopen();
    expect(await files.read(name(1), 0, 1_000)).toEqual(bytes(1_000, 1));
    expect(await files.read(name(1), 1_000, 500)).toEqual(bytes(500, 2));
    await files.write(name(1), 1_500, bytes(3, 3));
    expect(await files.read(name(1), 999, 502)).toEqual(Uint8Array.of(1, ...bytes(500, 2), 3));
  });

  it('puts what is written again in the place of what was there', async () => {
    await files.write(name(1), 0, bytes(10, 1));
    await files.write(name(1), 10, bytes(10, 1));
    await files.write(name(1), 10, bytes(10, 2));
    expect(await files.read(name(1), 0, 20)).toEqual(Uint8Array.of(...bytes(10, 1), ...bytes(10, 2)));
  });

  it('gives all of what was asked for or nothing', async () => {
    expect(await files.read(name(1), 0, 1)).toBeNull();
    await files.write(name(1), 0, bytes(10, 1));
    expect(await files.read(name(1), 0, 11)).toBeNull();
    expect(await files.read(name(1), 10, 1)).toBeNull();
    expect(await files.read(name(2), 0, 10)).toBeNull();
  });

  it('keeps blobs apart', async () => {
    const [one, two] = [Uint8Array.of(...bytes(15, 7), 0), Uint8Array.of(...bytes(15, 7), 1)];
    await Promise.all([files.write(one, 0, bytes(10, 1)), files.write(two, 0, bytes(10, 2))]);
    expect(await files.read(one, 0, 10)).toEqual(bytes(10, 1));
    await files.remove(one);
    expect(await files.read(one, 0, 10)).toBeNull();
    expect(await files.read(two, 0, 10)).toEqual(bytes(10, 2));
  });

  it('says what it has, and removes it, as often as one likes', async () => {
    expect(await all()).toEqual([]);
    await files.write(name(1), 0, bytes(10, 1));
    await files.write(name(200), 0, bytes(10, 1));
    expect(await all()).toEqual([String(name(1)), String(name(200))].toSorted());
    await files.remove(name(1));
    await files.remove(name(1));
    await files.remove(name(9));
    expect(await all()).toEqual([String(name(200))]);
  });

  it('knows that there is room', async () => {
    expect(await files.freeBytes()).toBeGreaterThan(0);
  });

  it('does much at once', async () => {
    const numbers = Array.from({ length: 30 }, (_, index) => index);
    await Promise.all(numbers.map((number) => files.write(name(number), 0, bytes(5_000, number))));
    const read = await Promise.all(numbers.map((number) => files.read(name(number), 0, 5_000)));
    expect(read).toEqual(numbers.map((number) => bytes(5_000, number)));
  });

  describe('a name that a stranger chose', () => {
    it.each([
      ['a way up', encodeUtf8('../../etc/passwd')],
      ['a way from the root', encodeUtf8('/tmp/tacit-hosts')],
      ['zeros', new Uint8Array(16)],
      ['a name of the system', encodeUtf8('CON\0.\0..\0\n\r\\:*?%')],
    ])('leads to that blob and nothing else: %s', async (_what, hostile) => {
      expect(hostile).toHaveLength(16);
      await files.write(hostile, 0, bytes(10, 1));
      expect(await files.read(hostile, 0, 10)).toEqual(bytes(10, 1));
      expect(await all()).toEqual([String(hostile)]);
      await files.remove(hostile);
      expect(await all()).toEqual([]);
    });

    it('of another length leads nowhere', async () => {
      for (const length of [0, 15, 17, 300]) {
        const hostile = bytes(length, 0x2e);
        await expect(files.write(hostile, 0, bytes(1, 1))).rejects.toMatchObject({ code: 'failed' });
        await expect(files.read(hostile, 0, 1)).rejects.toMatchObject({ code: 'failed' });
        await expect(files.remove(hostile)).rejects.toMatchObject({ code: 'failed' });
      }
    });
  });
}

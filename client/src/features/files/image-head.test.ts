import { describe, expect, it } from 'vitest';
import { imageHead, PIXELS_MAX } from './image-head.ts';

const ascii = (text: string) => [...text].map((one) => one.charCodeAt(0));
const be32 = (value: number) => [value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255];
const be16 = (value: number) => [value >> 8, value & 255];
const le16 = (value: number) => [value & 255, value >> 8];
const le24 = (value: number) => [value & 255, (value >> 8) & 255, value >> 16];
const bytes = (...parts: readonly (readonly number[])[]) => Uint8Array.from(parts.flat());
const chunk = (kind: string, data: readonly number[]) => [...be32(data.length), ...ascii(kind), ...data, 0, 0, 0, 0];

const signature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const png = (width: number, height: number, ...chunks: readonly (readonly number[])[]) =>
  bytes(signature, chunk('IHDR', [...be32(width), ...be32(height), 8, 6, 0, 0, 0]), ...chunks, chunk('IDAT', [1]));
const riff = (kind: string, data: readonly number[]) =>
  bytes(ascii('RIFF'), be32(0), ascii('WEBP'), ascii(kind), be32(data.length), data);
const segment = (marker: number, data: readonly number[]) => [0xff, marker, ...be16(data.length + 2), ...data];
const exif = segment(0xe1, [...ascii('Exif'), ...Array.from({ length: 60_000 }, () => 0xc0)]);
const frame = (width: number, height: number) => segment(0xc2, [8, ...be16(height), ...be16(width), 3]);
const jpeg = (...parts: readonly (readonly number[])[]) => bytes([0xff, 0xd8], ...parts);
const avif = (brand: string, ...sides: readonly (readonly [number, number])[]) =>
  bytes(
    be32(32),
    ascii(`ftyp${brand}`),
    ...sides.map(([width, height]) => [...be32(20), ...ascii('ispe'), ...be32(0), ...be32(width), ...be32(height)]),
    Array.from({ length: 32 }, () => 0),
  );

describe('what the first bytes say', () => {
  it.each([
    ['image/png', png(640, 480)],
    ['image/gif', bytes(ascii('GIF89a'), le16(640), le16(480), [0])],
    ['image/webp', riff('VP8 ', [0, 0, 0, 0x9d, 0x01, 0x2a, ...le16(640), ...le16(480)])],
    ['image/webp', riff('VP8L', [0x2f, ...[...new Uint8Array(Uint32Array.of(639 | (479 << 14)).buffer)]])],
    ['image/webp', riff('VP8X', [0, 0, 0, 0, ...le24(639), ...le24(479)])],
    ['image/jpeg', jpeg(segment(0xe0, ascii('JFIF')), exif, [0xff], segment(0xc4, [1, 2]), frame(640, 480))],
    ['image/avif', avif('avif', [64, 48], [640, 480])],
  ])('are of %s and its size', (type, file) => {
    expect(imageHead(file)).toMatchObject({ type, width: 640, height: 480 });
  });

  it('say whether it moves', () => {
    expect(imageHead(png(2, 2, chunk('gAMA', [1]), chunk('acTL', [1])))?.moves).toBe(true);
    expect(imageHead(png(2, 2))?.moves).toBe(false);
    expect(imageHead(riff('VP8X', [2, 0, 0, 0, ...le24(1), ...le24(1)]))?.moves).toBe(true);
    expect(imageHead(avif('avis', [2, 2]))?.moves).toBe(true);
  });

  it('are of no image where script could stand in it, whatever it is called', () => {
    for (const hostile of [
      '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
      '<?xml version="1.0"?><svg/>',
      '<!doctype html><script>alert(1)</script>',
      '\x89PNG<svg onload="alert(1)">',
      'GIF87b',
      '%PDF-1.7',
      '',
    ])
      expect(imageHead(bytes(ascii(hostile))), hostile).toBeUndefined();
  });

  it('are of no image that is too large to be drawn, or has no size', () => {
    expect(imageHead(png(PIXELS_MAX, 1))).toBeDefined();
    expect(imageHead(png(PIXELS_MAX, 2))).toBeUndefined();
    expect(imageHead(png(0xffffffff, 0xffffffff))).toBeUndefined();
    expect(imageHead(png(0, 5))).toBeUndefined();
    expect(imageHead(jpeg(exif, segment(0xda, [1])))).toBeUndefined();
    expect(imageHead(avif('avif'))).toBeUndefined();
  });

  it('never fail, however they end', () => {
    for (const whole of [
      png(2, 2, chunk('acTL', [1])),
      jpeg(exif, frame(2, 2)),
      riff('VP8X', [1]),
      avif('avif', [2, 2]),
    ])
      for (let length = 0; length < Math.min(whole.length, 200); length += 1)
        expect(() => imageHead(whole.subarray(0, length))).not.toThrow();
  });
});

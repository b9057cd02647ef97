import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PADDING_FLOOR, pad, padmeSize, unpad } from './padding.ts';

describe('PADMÉ padding', () => {
  it('gives back any content', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 5_000 }), (content) => {
        expect(unpad(pad(content))).toEqual(content);
      }),
    );
  });

  it('never goes below the floor and adds at most 12 % above it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_000_000 }), (length) => {
        const size = padmeSize(length);
        expect(size).toBeGreaterThanOrEqual(Math.max(length, PADDING_FLOOR));
        if (length > PADDING_FLOOR) expect(size / length).toBeLessThan(1.12);
      }),
    );
  });

  it('makes all short contents the same size', () => {
    const sizes = new Set([0, 1, 100, 252].map((length) => pad(new Uint8Array(length)).length));
    expect([...sizes]).toEqual([PADDING_FLOOR]);
  });

  it('refuses a length that lies', () => {
    const padded = pad(new Uint8Array([1, 2, 3]));
    new DataView(padded.buffer).setUint32(0, 0xffff_ffff);
    expect(() => unpad(padded)).toThrow(RangeError);
    expect(() => unpad(new Uint8Array(3))).toThrow(RangeError);
  });

  it('refuses a fill that could carry a hidden message', () => {
    const padded = pad(new Uint8Array([1, 2, 3]));
    padded[200] = 1;
    expect(() => unpad(padded)).toThrow('padding is not zero');
  });
});

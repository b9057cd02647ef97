import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  canonicalJson,
  concatBytes,
  decodeBase64url,
  decodeHex,
  decodeUtf8,
  encodeBase64url,
  encodeHex,
  encodeUtf8,
  equalBytes,
  labelled,
  labels,
  parseCanonicalJson,
} from './index.ts';

describe('base64url, hexadecimal and UTF-8', () => {
  it('give back any bytes, as the platform writes them', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
        expect(encodeBase64url(bytes)).toBe(Buffer.from(bytes).toString('base64url'));
        expect(decodeBase64url(encodeBase64url(bytes))).toEqual(bytes);
        expect(decodeHex(encodeHex(bytes))).toEqual(bytes);
      }),
    );
  });

  it('accept one spelling only', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 12 }), (text) => {
        let bytes: Uint8Array;
        try {
          bytes = decodeBase64url(text);
        } catch (error) {
          expect(error).toBeInstanceOf(RangeError);
          return;
        }
        expect(encodeBase64url(bytes)).toBe(text);
      }),
    );
    for (const text of ['A', 'AB', 'AA==', 'AA\n', '+/+/', 'AAé'])
      expect(() => decodeBase64url(text)).toThrow(RangeError);
    for (const text of ['a', 'AB', '0x', 'zz']) expect(() => decodeHex(text)).toThrow(RangeError);
  });

  it('refuse text without a UTF-8 form, and bytes that are not UTF-8', () => {
    expect(() => encodeUtf8('\ud800')).toThrow(RangeError);
    expect(() => decodeUtf8(new Uint8Array([0xc0, 0x80]))).toThrow(TypeError);
    expect(decodeUtf8(encodeUtf8('\ufeffx'))).toBe('\ufeffx');
  });

  it('concatenate and compare', () => {
    fc.assert(
      fc.property(fc.uint8Array(), fc.uint8Array(), (left, right) => {
        expect(concatBytes(left, right)).toEqual(Uint8Array.from([...left, ...right]));
        expect(equalBytes(left, right)).toBe(Buffer.compare(left, right) === 0);
      }),
    );
  });
});

describe('canonical JSON', () => {
  it('writes the sample of RFC 8785 §3.2.3 in its order', () => {
    const value = {
      '\u20ac': 'Euro Sign',
      '\r': 'Carriage Return',
      '\ufb33': 'Hebrew',
      '1': 'One',
      '\ud83d\ude00': 'Smiley',
      '\u0080': 'Control',
      '\u00f6': 'o',
    };
    const names = [...canonicalJson(value).matchAll(/"([^"]+)":/g)].map((match) => match[1]);
    expect(names).toEqual(['\\r', '1', '\u0080', '\u00f6', '\u20ac', '\ud83d\ude00', '\ufb33']);
  });

  it('writes numbers as RFC 8785 §3.2.2 does', () => {
    expect(canonicalJson([Number('333333333.33333329'), 1e30, 4.5, 2e-3, 1e-27, -0])).toBe(
      '[333333333.3333333,1e+30,4.5,0.002,1e-27,0]',
    );
  });

  it('gives back any JSON value, whatever the order of its members', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
        const wellFormed = JSON.parse(
          JSON.stringify(value, (_key, item) => (typeof item === 'string' ? item.toWellFormed() : item)),
        );
        let text: string;
        try {
          text = canonicalJson(wellFormed);
        } catch (error) {
          expect(String(error)).toContain('lone surrogate');
          return;
        }
        expect(canonicalJson(parseCanonicalJson(encodeUtf8(text)))).toBe(text);
      }),
    );
  });

  it.each([
    ['white space', '{"a": 1}'],
    ['members out of order', '{"b":1,"a":2}'],
    ['a repeated member, by which two readers would see two values', '{"a":1,"a":2}'],
    ['another spelling of a number', '{"a":1.0}'],
    ['another spelling of a letter', '{"\\u0061":1}'],
    ['a byte order mark', '\ufeff{}'],
    ['more than one value', '{}{}'],
  ])('refuses %s', (_name, text) => {
    expect(() => parseCanonicalJson(encodeUtf8(text))).toThrow();
  });

  it('refuses what JSON cannot say and what is nested too deeply', () => {
    for (const value of [Number.NaN, 1n, () => 1, Symbol('x')]) expect(() => canonicalJson(value)).toThrow(RangeError);
    let deep: unknown = 1;
    for (let level = 0; level < 20; level += 1) deep = [deep];
    expect(() => canonicalJson(deep)).toThrow(RangeError);
  });
});

describe('labels', () => {
  it('are distinct and none begins another, so that no signature serves two purposes', () => {
    const all = Object.values(labels);
    expect(new Set(all).size).toBe(all.length);
    for (const one of all) {
      expect(one).toMatch(/^tacit\/v1\/[a-z-]+$/);
      for (const other of all) if (one !== other) expect(other.startsWith(one)).toBe(false);
    }
  });

  it('stand before the bytes, ended by a zero', () => {
    expect(labelled(labels.logEntry, new Uint8Array([7]))).toEqual(
      concatBytes(encodeUtf8('tacit/v1/log-entry'), new Uint8Array([0, 7])),
    );
  });
});

import { describe, expect, it } from 'vitest';
import { ratePassphrase } from './passphrase.ts';

const acceptable = (passphrase: string) => ratePassphrase(passphrase, 12).acceptable;

describe('a passphrase', () => {
  it.each(['seven quiet herons wade', 'Tr4ffic-lanterns!', 'kaffee segel wolke hafen', 'мой тихий берег спит'])(
    'may be %s',
    (passphrase) => expect(acceptable(passphrase)).toBe(true),
  );

  it.each([
    ['too short', 'short'],
    ['one letter', 'aaaaaaaaaaaaaaaaaaaa'],
    ['a row of the alphabet', 'abcdefghijklmnop'],
    ['digits in a row', '123456789012'],
    ['what everybody tries first', 'passwordpassword'],
    ['a few letters over and over', 'abababababababab'],
  ])('may not be %s', (_why, passphrase) => expect(acceptable(passphrase)).toBe(false));

  it('says how much is missing, by characters as people count them', () => {
    expect(ratePassphrase('ééé', 4).sentence).toBe('1 more character needed.');
    expect(ratePassphrase('', 12)).toMatchObject({ level: 0, acceptable: false });
  });

  it('never gets weaker by growing', () => {
    let level = 0;
    for (let length = 12; length < 60; length += 1) {
      const next = ratePassphrase(
        'correct horse battery staple of an old lighthouse keeper'.slice(0, length),
        12,
      ).level;
      expect(next).toBeGreaterThanOrEqual(level);
      level = next;
    }
    expect(level).toBe(4);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { initialsOf, plainName } from './plain-name.ts';

describe('a name as it is drawn', () => {
  it.each([
    ['Ana Lindqvist', 'Ana Lindqvist'],
    ['  Ana \n\t Lindqvist ', 'Ana Lindqvist'],
    ['Ana\u202Enimda', 'Ananimda'],
    ['A\u200Bna', 'Ana'],
    ['A\u200Dna', 'Ana'],
    ['\u2066Ana\u2069', 'Ana'],
    ['Ana\u{E0041}', 'Ana'],
    ['\u200B\u3164', 'No name'],
    ['', 'No name'],
    ['אסתר כהן', 'אסתר כהן'],
    ['می\u200Cخواهم', 'می\u200Cخواهم'],
    ['👩\u200D💻 Ana', '👩\u200D💻 Ana'],
    [`a${'\u0300'.repeat(50)}`, `a${'\u0300'.repeat(3)}`],
    ['x'.repeat(200), `${'x'.repeat(79)}…`],
  ])('%j is %j', (name, plain) => {
    expect(plainName(name)).toBe(plain);
  });

  it('stands on one line, is never empty, and turns nothing around, whatever it was', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (name) => {
        const plain = plainName(name);
        expect(plain.length).toBeGreaterThan(0);
        expect([...plain].length).toBeLessThanOrEqual(80);
        expect(plain).not.toMatch(/[\n\r\u2028\u2029\u202A-\u202E\u2066-\u2069]/);
      }),
    );
  });

  it('has initials', () => {
    expect(initialsOf('Ana Lindqvist')).toBe('AL');
    expect(initialsOf('Ana Maria de Souza-Lima')).toBe('AL');
    expect(initialsOf('ana')).toBe('A');
    expect(initialsOf('(Ana)')).toBe('A');
    expect(initialsOf('👩')).toBe('?');
    expect(initialsOf('אסתר כהן')).toBe('אכ');
  });
});

import { describe, expect, it } from 'vitest';
import type { SecurityGroupView } from '#client/bridge/port.ts';
import { linksFile, readPeople } from './csv.ts';

const group = {
  id: 'g',
  name: 'Harbour',
  isDefault: false,
  people: 0,
  isWaiting: false,
} as unknown as SecurityGroupView;
const may = { roles: ['member', 'guest'], groups: [group] } as const;
const errors = (text: string) => readPeople(text, may).lines.map(({ number, error }) => [number, error]);

describe('a file of people', () => {
  it('is read with and without heading, with quotes, semicolons and a mark of its order', () => {
    const names = (text: string) => readPeople(text, may).lines.map(({ invite }) => invite?.name);
    expect(names('Name,Role\nBen,guest\n"Okafor, Chloe"\r\n\r\nDan "D" Lee')).toEqual([
      'Ben',
      'Okafor, Chloe',
      'Dan "D" Lee',
    ]);
    expect(names('\uFEFFBen;guest\nDan')).toEqual(['Ben', 'Dan']);
    expect(names('"Ana ""the"" Owner",member')).toEqual(['Ana "the" Owner']);
    expect(readPeople('Ben, Guest ,harbour', may).lines[0]?.invite).toEqual({ name: 'Ben', role: 'guest', group: 'g' });
  });

  it('says for each line what is wrong with it', () => {
    expect(
      errors(`name\nBen\n,guest\nben\nDan,owner\nEve,member,Nowhere\n${'x'.repeat(81)}\na\u202Eb\n${'😀'.repeat(41)}`),
    ).toEqual([
      [2, undefined],
      [3, 'The name is missing.'],
      [4, 'The same name stands in line 2.'],
      [5, 'You cannot invite as this. Use member, guest.'],
      [6, 'There is no such security group.'],
      [7, 'A name is at most 80 visible characters on one line.'],
      [8, 'A name is at most 80 visible characters on one line.'],
      [9, 'A name is at most 80 visible characters on one line.'],
    ]);
  });

  it('is refused whole when it is empty or too long', () => {
    expect(readPeople('', may).error).toBe('There is nobody in it.');
    const many = Array.from({ length: 10_000 }, (_, index) => `Person ${index}`).join('\n');
    expect(readPeople(many, may).error).toMatch(/10,000 people/);
    expect(readPeople('x'.repeat(1_000_001), may).error).toMatch(/too large/);
  });

  it('of links runs no name as a formula', () => {
    expect(linksFile([{ name: '=1+1', link: 'https://x/#j"' }])).toBe('name,link\r\n"\'=1+1","https://x/#j"""');
  });
});

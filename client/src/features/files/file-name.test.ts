import { describe, expect, it } from 'vitest';
import { fileName, mediaType, partsOfName, shownName, withEnding } from './file-name.ts';

describe('the name of a file', () => {
  it('is sent without what deceives or leads elsewhere', () => {
    expect(fileName('plan.pdf')).toBe('plan.pdf');
    expect(fileName('../../etc\\passwd')).toBe('.._.._etc_passwd');
    expect(fileName('photo\u202Egpj.exe')).toBe('photogpj.exe');
    expect(fileName('a\nb\0.txt')).toBe('ab.txt');
    expect(fileName(' \u200E ')).toBe('file');
    expect(fileName('\uD800.png')).toBe('\uFFFD.png');
  });

  it('keeps its ending, however long it is', () => {
    const long = fileName(`${'😀'.repeat(150)}.docx`);
    expect(long.length).toBeLessThanOrEqual(200);
    expect(long.endsWith('😀.docx')).toBe(true);
    expect(withEnding(fileName(`${'a'.repeat(300)}.avif`), 'image/jpeg')).toMatch(/^a{100,195}\.jpg$/);
  });

  it('is shown with its ending apart', () => {
    expect(partsOfName('Q3 report.final.xlsx')).toEqual(['Q3 report.final', '.xlsx']);
    expect(partsOfName('.profile')).toEqual(['.profile', '']);
    expect(shownName('\u202Eetadpu.exe')).toBe('etadpu.exe');
    expect(partsOfName(`${'a'.repeat(190)}.exe`)[1]).toBe('.exe');
  });

  it('has a type only where the browser says one', () => {
    expect(mediaType('text/plain')).toBe('text/plain');
    expect(mediaType('')).toBe('application/octet-stream');
    expect(mediaType('text/html; charset=x')).toBe('application/octet-stream');
  });
});

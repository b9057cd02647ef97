import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const read = (file: string) => readFileSync(new URL(`../${file}`, import.meta.url), 'utf8');
const exists = (file: string) => existsSync(new URL(`../${file}`, import.meta.url));

/** The cells of each row of the tables in a page, without their headings. */
function rowsOf(page: string): string[][] {
  return read(page)
    .split('\n')
    .filter((line) => /^\| (?:`|[A-Z]+-)/.test(line))
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
}

describe('docs/dependencies.md', () => {
  it('gives a reason for each package that there is, and for no other', () => {
    const { dependencies, devDependencies }: Record<string, Record<string, string>> = JSON.parse(read('package.json'));
    const named = rowsOf('docs/dependencies.md').map(([name]) => name?.replaceAll('`', ''));
    expect([...named].sort()).toEqual(Object.keys({ ...dependencies, ...devDependencies }).sort());
    for (const [, reason] of rowsOf('docs/dependencies.md')) expect(reason).not.toBe('');
  });
});

describe('docs/security/threat-library.md', () => {
  const rows = rowsOf('docs/security/threat-library.md');

  it('names each attack once', () => {
    const ids = rows.map(([id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.length).toBeGreaterThan(20);
  });

  it.each(rows.map((row) => [row[0] ?? '', row[3] ?? ''] as const))(
    '%s is stopped by a test that there is',
    (_, cell) => {
      const [, file = '', title = ''] = /^`([^`]+)`: (.+)$/.exec(cell) ?? [];
      expect(exists(file), file).toBe(true);
      expect(read(file)).toContain(`'${title}'`);
    },
  );
});

describe('docs/architecture.md', () => {
  it('names only files and folders that there are, but for those it calls missing', () => {
    const text = read('docs/architecture.md');
    const missing = /\*\*What does not exist yet\.\*\*[^#]+/.exec(text)?.[0] ?? '';
    const paths = [...text.replace(missing, '').matchAll(/`((?:client|server|shared|e2e|scripts)\/[^`*]+)`/g)];
    expect(paths.length).toBeGreaterThan(20);
    for (const [, path] of paths) expect(exists(path ?? ''), path).toBe(true);
  });
});

import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type PolicyField, policyFields } from '#shared/policy/index.ts';

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

describe('docs/protocol/policy.md', () => {
  const rows = rowsOf('docs/protocol/policy.md').map((row) => row.map((cell) => cell.replaceAll('`', '')));

  it('has each field with its range, default and direction, as the code has them', () => {
    const told = rows.map(([name, range, value, weaker]) => [name, range, value, weaker]);
    const fields = Object.entries<PolicyField>(policyFields).map(([name, field]) =>
      field.kind === 'number'
        ? [
            name,
            `${field.orNone ? '0 (none), ' : ''}${field.least} to ${field.most}`,
            String(field.default),
            field.orNone ? `${field.weaker}; none weakest` : field.weaker,
          ]
        : field.kind === 'text'
          ? [
              name,
              field.networks
                ? `up to ${field.lines?.most} networks`
                : field.lines
                  ? `up to ${field.lines.most} lines of ${field.lines.longest} characters`
                  : `up to ${field.longest} characters`,
              'none',
              field.networks ? 'taken away or wider' : 'taken away or changed',
            ]
          : [name, field.strongestFirst.join(', '), field.default, 'later'],
    );
    expect(told).toEqual(fields);
  });

  it.each(rows.map((row) => [row[0] ?? '', row[4] ?? '', row[6] ?? ''] as const))(
    '%s is checked where it says, by a test that there is',
    (name, where, test) => {
      if (where !== 'nothing yet') expect(read(where)).toContain(name);
      if (test === 'none yet') return;
      const [, file = '', title = ''] = /^([^:]+): (.+)$/.exec(test) ?? [];
      expect(read(file)).toContain(`'${title}'`);
    },
  );
});

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { encodeBase64url } from '#shared/encoding/index.ts';
import type { GroupId } from '#shared/ids/index.ts';
import { diskLayouts, LAYOUT_VERSION, SCHEMA_VERSION, sealedTables, type TableSchema, vaultTable } from './schema.ts';
import { idOf, textMessage } from './testing.ts';
import { COSTS_DEFAULT, COSTS_FLOOR } from './vault.ts';

const page = readFileSync(new URL('../../../../docs/protocol/at-rest.md', import.meta.url), 'utf8');
const everyTable = Object.entries<TableSchema>({ vault: vaultTable, ...sealedTables });

/** The rows of the page's table of tables. */
function documentedTables(): Map<string, readonly string[]> {
  const [, after = ''] = page.split('| table | primary key | other indexes | readable columns |\n|---|---|---|---|\n');
  const [body = ''] = after.split('\n\n');
  return new Map(
    body.split('\n').map((line) => {
      const [, name = '', ...cells] = line.split('|').map((cell) => cell.trim());
      return [name, cells.slice(0, 3)];
    }),
  );
}

describe('docs/protocol/at-rest.md', () => {
  it('lists the tables, keys, indexes and readable columns that there are', () => {
    const real = everyTable.map(([name, { key, indexes, readable }]): [string, string[]] => [
      name,
      [key.join(' + '), indexes.map((index) => index.join(' + ')).join(', '), Object.keys(readable).join(', ')],
    ]);
    expect([...documentedTables()]).toEqual(real);
  });

  it('names the schema version and the costs of the vault', () => {
    expect(page).toContain(`Schema version: ${SCHEMA_VERSION}. Layout version: ${LAYOUT_VERSION}.`);
    const mib = (bytes: number) => `${bytes / 1024 / 1024} MiB`;
    expect(page).toContain(`never below ${COSTS_FLOOR.opsLimit} and ${mib(COSTS_FLOOR.memLimitBytes)}`);
    expect(page).toContain(`${COSTS_DEFAULT.opsLimit} passes over ${mib(COSTS_DEFAULT.memLimitBytes)}`);
  });

  it('shows a sample that is the real form', () => {
    const row = textMessage(idOf<GroupId>(1), 1);
    for (const value of [row.conversation, row.id, row.order, encodeBase64url(new Uint8Array(16).fill(7))]) {
      expect(page).toContain(`"${value}"`);
    }
  });
});

describe('the schema', () => {
  it('gives a reason for every column that is a key or an index, and indexes nothing else', () => {
    for (const [name, { key, indexes, readable }] of everyTable) {
      for (const column of [...key, ...indexes.flat()]) expect(readable, name).toHaveProperty(column);
      for (const reason of Object.values(readable)) expect(reason.length).toBeGreaterThan(10);
    }
    expect([...diskLayouts().keys()]).toEqual(everyTable.map(([name]) => name));
    expect(diskLayouts().get('messages')).toEqual({
      key: { name: '[conversation+id]', keyPath: ['conversation', 'id'] },
      indexes: [{ name: '[conversation+order]', keyPath: ['conversation', 'order'] }],
    });
    expect(diskLayouts().get('log')).toEqual({ key: { name: 'index', keyPath: 'index' }, indexes: [] });
  });
});

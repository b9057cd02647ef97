import { readFileSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import { tables } from './schema.ts';

/** The columns that the page explains, by table. */
function explained(): Map<string, string[]> {
  const page = readFileSync(path.join(import.meta.dirname, '../../../docs/security/what-the-relay-sees.md'), 'utf8');
  const found = new Map<string, string[]>();
  let columns: string[] | undefined;
  for (const line of page.split('\n')) {
    const table = /^### `(\w+)`$/.exec(line)?.[1];
    const column = /^\| `(\w+)` \| .*\S.* \|$/.exec(line)?.[1];
    if (table !== undefined) {
      columns = [];
      found.set(table, columns);
    } else if (line.startsWith('## ')) columns = undefined;
    else if (column !== undefined) columns?.push(column);
  }
  return found;
}

/** The columns that there are, by table. */
function real(): Map<string, string[]> {
  const database = new Database(':memory:');
  database.exec(tables);
  const names = database.prepare<[], { name: string }>("SELECT name FROM sqlite_schema WHERE type = 'table'").all();
  const columns = database.prepare<[string], { name: string }>('SELECT name FROM pragma_table_info(?)');
  const found = new Map(
    names
      .filter(({ name }) => !name.startsWith('sqlite_'))
      .map(({ name }) => [name, columns.all(name).map((one) => one.name)]),
  );
  database.close();
  return found;
}

const sorted = (map: Map<string, string[]>) => [...map].toSorted(([left], [right]) => (left < right ? -1 : 1));

it('the page on what the relay sees explains every column that there is, and none that there is not', () => {
  expect(sorted(real()).length).toBeGreaterThan(5);
  expect(sorted(explained())).toEqual(sorted(real()));
});

it('an envelope has no column for its sender', () => {
  expect(real().get('envelope')).toEqual(['id', 'group_id', 'seq', 'epoch', 'kind', 'message', 'at', 'expires_at']);
});

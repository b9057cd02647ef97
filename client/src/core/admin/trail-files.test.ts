import { describe, expect, it } from 'vitest';
import { decodeUtf8 } from '#shared/encoding/index.ts';
import { parseEnvelope } from '#shared/org-log/index.ts';
import { nodePrimitives } from '#shared/org-log/testing/node-primitives.ts';
import { TestOrg } from '#shared/org-log/testing/org.ts';
import type { TrailRow } from './trail.ts';
import { csv, jsonLines } from './trail-files.ts';
import { createWording } from './trail-words.ts';

/** A log in which people have names that a spreadsheet would run. */
function log() {
  const org = new TestOrg(nodePrimitives);
  org.enrol('=cmd|calc');
  org.enrol('Ben "the boss", jr');
  const rows = org.envelopes.map((bytes, index): TrailRow => {
    const { entry, signatures } = parseEnvelope(bytes);
    return { index, entry, by: signatures.map(({ by }) => by) };
  });
  return { rows, wording: createWording(org.state) };
}

describe('the log as a file', () => {
  it('lets no name be run by the spreadsheet that opens it, and keeps every cell in its place', () => {
    const { rows, wording } = log();
    const lines = decodeUtf8(csv(rows, wording)).trimEnd().split('\r\n');
    expect(lines).toHaveLength(rows.length + 1);
    const joined = lines.filter((line) => line.includes('user.enrol'));
    expect(joined[0]).toMatch(/,'=cmd\|calc joined$/);
    expect(joined[1]).toMatch(/,"Ben ""the boss"", jr joined"$/);
    for (const line of lines) expect(line).not.toMatch(/(^|,)"?[=+@-]/);
  });

  it('says in each line of JSON what was signed, by whom', () => {
    const { rows, wording } = log();
    const lines = decodeUtf8(jsonLines(rows, wording))
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines.map(({ entry }) => entry)).toEqual(rows.map(({ entry }) => entry));
    expect(lines[0]).toMatchObject({ index: 0, kind: 'org.create', area: 'organisation', by: ['The root key', 'Ana'] });
  });
});

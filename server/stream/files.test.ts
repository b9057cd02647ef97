import { createHash } from 'node:crypto';
import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type ChainHead, chainStart, type EventRecord, judgeLink, parseLine } from './chain.ts';
import { EventFiles, eventFile, eventFileNumbers } from './files.ts';

const sha256 = (bytes: Uint8Array) => new Uint8Array(createHash('sha256').update(bytes).digest());
let folder: string;
beforeEach(() => {
  folder = path.join(mkdtempSync(path.join(tmpdir(), 'tacit-stream-')), 'stream');
});
afterEach(() => rmSync(path.dirname(folder), { recursive: true, force: true }));

const open = (fileBytes = 65_536, files = 100) => new EventFiles({ folder, fileBytes, files, sha256, now: () => 5 });
const event = (number: number): EventRecord => ({ kind: 'sign-in.accepted', at: number, about: { number } });
const entry = (index: number): EventRecord => ({ kind: 'log.admitted', at: 1, about: { index } });
const text = (file: number) => readFileSync(eventFile(folder, file), 'utf8');

async function put(files: EventFiles, records: readonly EventRecord[]): Promise<void> {
  for (let left = records; left.length > 0; ) left = left.slice(await files.append(left));
}

/** All records in all files, of which the chain holds. */
function records() {
  let head: ChainHead | undefined = eventFileNumbers(folder)[0] === 1 ? chainStart : undefined;
  return eventFileNumbers(folder).flatMap((file) =>
    text(file)
      .split('\n')
      .slice(0, -1)
      .map((line) => {
        const record = parseLine(line);
        if (record === undefined) throw new Error('no record');
        expect(judgeLink(record, head, sha256)).toBeUndefined();
        head = { seq: record.seq, hash: record.hash };
        return record;
      }),
  );
}

it('keeps what was appended, in a folder and files of its own user only', async () => {
  const files = open();
  await put(files, [event(1), event(2)]);
  await files.close();
  expect(records().map(({ kind, about }) => [kind, about])).toEqual([
    ['file.started', { entries: 0 }],
    ['sign-in.accepted', { number: 1 }],
    ['sign-in.accepted', { number: 2 }],
  ]);
  expect(statSync(folder).mode & 0o777).toBe(0o700);
  expect(statSync(eventFile(folder, 1)).mode & 0o777).toBe(0o600);
});

it('goes on with the chain when it is opened again', async () => {
  for (const number of [1, 2, 3]) {
    const files = open();
    await put(files, [event(number), entry(number - 1)]);
    await files.close();
  }
  expect(records().map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5, 6, 7]);
  expect(open().entries).toBe(3);
});

it('ends a file that is large, begins the next with what the log had, and keeps no more than it may', async () => {
  const files = open(1_000, 3);
  await put(files, [entry(0), ...Array.from({ length: 40 }, (_, number) => event(number))]);
  await files.close();
  const numbers = eventFileNumbers(folder);
  expect(numbers).toHaveLength(3);
  expect(numbers[0]).toBeGreaterThan(1);
  for (const file of numbers) {
    expect(statSync(eventFile(folder, file)).size).toBeLessThan(1_500);
    expect(parseLine(text(file).split('\n')[0] ?? '')).toMatchObject({ kind: 'file.started', about: { entries: 1 } });
  }
  expect(records().at(-1)).toMatchObject({ about: { number: 39 } });
  // The entry stands in a file that has gone.
  const again = open(1_000, 3);
  expect(again.entries).toBe(1);
  await put(again, [event(40)]);
  await again.close();
  records();
});

it('counts nothing that it could not write, and goes on where it can', async () => {
  const files = open(300);
  await put(files, [event(1), event(2)]);
  // In the place of the next file there is something else.
  const next = eventFile(folder, files.end.file + 1);
  mkdirSync(next);
  await expect(put(files, [event(3)])).rejects.toThrow();
  const { head } = files;
  rmdirSync(next);
  await put(files, [event(3)]);
  await files.close();
  expect(files.head.seq).toBeGreaterThan(head.seq);
  expect(records().flatMap(({ about }) => about.number ?? [])).toEqual([1, 2, 3]);
});

it('takes away a line that a crash has torn, and nothing else', async () => {
  const files = open();
  await put(files, [event(1), event(2)]);
  await files.close();
  const whole = text(1);
  for (let cut = 1; cut < 200; cut += 37) {
    appendFileSync(eventFile(folder, 1), whole.slice(0, cut));
    const again = open();
    expect(again.torn).toBe(1);
    expect(text(1)).toBe(whole);
    expect(again.head.seq).toBe(3);
  }
  // A disk that set the length aside and never got what belonged there.
  appendFileSync(eventFile(folder, 1), Buffer.alloc(512));
  const mended = open();
  await put(mended, [event(3)]);
  await mended.close();
  expect(records().map(({ about }) => about.number)).toEqual([undefined, 1, 2, 3]);
});

it('leaves what was changed in the middle for an auditor to find', async () => {
  const files = open();
  await put(files, [event(1), event(2), event(3)]);
  await files.close();
  const changed = text(1).replace('"number":2', '"number":9');
  writeFileSync(eventFile(folder, 1), changed);
  const again = open();
  expect(again.torn).toBe(0);
  expect(text(1)).toBe(changed);
  expect(again.head.seq).toBe(4);
});

it('goes on after a file that was begun and has nothing yet', async () => {
  const files = open();
  await put(files, [event(1), entry(0)]);
  await files.close();
  writeFileSync(eventFile(folder, 2), '');
  const again = open();
  expect(again.entries).toBe(1);
  await put(again, [event(2)]);
  await again.close();
  expect(records().map(({ about }) => about.number)).toEqual([undefined, 1, undefined, undefined, 2]);
});

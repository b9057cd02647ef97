import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { describeBlobFiles } from '../testing/contract-suite.ts';
import { createFileSystemBlobs } from './files.ts';

const folders: string[] = [];
function folder(): string {
  const made = mkdtempSync(path.join(tmpdir(), 'tacit-blobs-'));
  folders.push(made);
  return path.join(made, 'data', 'blobs');
}
afterEach(() => {
  for (const made of folders.splice(0)) rmSync(made, { recursive: true, force: true });
});
const name = new Uint8Array(16).fill(0xab);
const digits = 'ab'.repeat(16);

describe('blobs in the file system', () => {
  let current = '';
  describeBlobFiles(
    () => {
      current = folder();
      return createFileSystemBlobs(current);
    },
    () => createFileSystemBlobs(current),
  );

  it('keeps its folders and files from everybody else on the machine', async () => {
    const place = folder();
    await createFileSystemBlobs(place).write(name, 0, Uint8Array.of(1));
    expect(statSync(place).mode & 0o777).toBe(0o700);
    expect(statSync(path.join(place, 'ab')).mode & 0o777).toBe(0o700);
    expect(statSync(path.join(place, 'ab', digits)).mode & 0o777).toBe(0o600);
  });

  it('follows no link out of the folder', async () => {
    const place = folder();
    const outside = path.join(place, '../outside');
    mkdirSync(path.join(place, 'ab'), { recursive: true });
    symlinkSync(outside, path.join(place, 'ab', digits));
    const files = createFileSystemBlobs(place);
    await expect(files.write(name, 0, Uint8Array.of(1))).rejects.toMatchObject({ code: 'failed' });
    expect(existsSync(outside)).toBe(false);
    writeFileSync(outside, 'secret');
    await expect(files.read(name, 0, 6)).rejects.toMatchObject({ code: 'failed' });
  });

  it('leaves alone what others have put into the folder', async () => {
    const place = folder();
    mkdirSync(path.join(place, 'ab'), { recursive: true });
    mkdirSync(path.join(place, 'lost+found'));
    writeFileSync(path.join(place, 'README'), 'x');
    writeFileSync(path.join(place, 'ab', 'notes.txt'), 'x');
    writeFileSync(path.join(place, 'ab', 'cd'.repeat(16)), 'x');
    const found: Uint8Array[] = [];
    for await (const one of createFileSystemBlobs(place).names()) found.push(one);
    expect(found).toEqual([]);
    expect(readdirSync(place).length).toBe(3);
  });
});

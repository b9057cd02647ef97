import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findChromium, findHeadlessShell } from './find-chromium.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'tacit-chromium-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function place(name: string): string {
  const file = path.join(folder, name);
  writeFileSync(file, '');
  return file;
}

const none = () => '';

describe('the search for a browser', () => {
  it('takes the one that is asked for before any other', () => {
    const asked = place('my-browser');
    place('chromium');
    expect(findChromium({ CHROMIUM_PATH: asked, PATH: folder }, none)).toBe(asked);
    expect(() => findChromium({ CHROMIUM_PATH: path.join(folder, 'missing'), PATH: folder }, none)).toThrow('missing');
  });

  it('looks along the PATH, then at the downloaded one', () => {
    const downloaded = place('downloaded');
    expect(findChromium({ PATH: folder }, () => downloaded)).toBe(downloaded);
    const installed = place('google-chrome');
    expect(findChromium({ PATH: `relative${path.delimiter}${folder}` }, () => downloaded)).toBe(installed);
  });

  it('takes the shell without windows where it is installed and no other is asked for', () => {
    expect(findHeadlessShell({ PATH: folder })).toBeUndefined();
    const shell = place('chromium-headless-shell');
    expect(findHeadlessShell({ PATH: folder })).toBe(shell);
    expect(findHeadlessShell({ PATH: folder, CHROMIUM_PATH: place('mine') })).toBeUndefined();
    expect(findChromium({ PATH: folder }, none), 'it is no browser with windows').toBeUndefined();
  });

  it('finds nothing where there is nothing', () => {
    expect(findChromium({ PATH: folder }, none)).toBeUndefined();
    expect(findChromium({}, () => path.join(folder, 'never-downloaded'))).toBeUndefined();
  });
});

import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '../fixtures/story.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');

/** Judges a saved log without a server. @returns what the command says, and its exit code. */
function replay(file: string): { said: string; code: number } {
  try {
    const said = execFileSync('npm', ['run', '--silent', 'org-log:replay', '--', file], {
      cwd: ROOT,
      encoding: 'utf8',
    });
    return { said, code: 0 };
  } catch (error) {
    const { stdout, stderr, status } = error as { stdout: string; stderr: string; status: number };
    return { said: stdout + stderr, code: status };
  }
}

test('a log that Ana saves from the app is judged without the relay, and a changed one is refused', async ({
  office,
}) => {
  const [ana] = await office.company(2);
  await ana.go('Settings');
  const [download] = await Promise.all([
    ana.page.waitForEvent('download'),
    ana.page.getByRole('button', { name: 'Save the log' }).click(),
  ]);
  const file = path.join(office.folder, 'log.json');
  await download.saveAs(file);
  const judged = replay(file);
  expect(judged.code, judged.said).toBe(0);
  expect(judged.said).toContain('Ben Okafor');

  const log = JSON.parse(readFileSync(file, 'utf8')) as { envelopes: string[] };
  const last = log.envelopes.at(-1) ?? '';
  const changed = { ...log, envelopes: [...log.envelopes.slice(0, -1), `${last.slice(0, 40)}A${last.slice(41)}`] };
  writeFileSync(file, JSON.stringify(changed));
  expect(replay(file).code).toBe(1);
});

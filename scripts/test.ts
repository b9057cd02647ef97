/**
 * `npm test`: everything that proves the product, one part after the other, and one closing line that adds it all up.
 * A part that cannot run says what it lacks and counts as failed: nothing is left out silently.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

interface Tally {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

const outcome = (holds: boolean): Tally => ({ passed: holds ? 1 : 0, failed: holds ? 0 : 1, skipped: 0 });

function run(command: string, args: readonly string[]): Promise<{ code: number; output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    const take = (chunk: Buffer) => {
      output += chunk.toString();
      process.stdout.write(chunk);
    };
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    child.on('error', reject);
    child.on('close', (code) => resolve({ code: code ?? 1, output }));
  });
}

async function check(): Promise<Tally> {
  return outcome((await run('npm', ['run', '--silent', 'check'])).code === 0);
}

/** Unit, property, contract and scenario tests. The runner's own report is counted, not its exit code alone. */
async function unit(): Promise<Tally> {
  const folder = mkdtempSync(path.join(tmpdir(), 'tacit-test-'));
  const file = path.join(folder, 'report.json');
  try {
    const { code } = await run('npx', [
      'vitest',
      'run',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${file}`,
    ]);
    const report = JSON.parse(readFileSync(file, 'utf8')) as Record<string, number | undefined>;
    const passed = report.numPassedTests ?? 0;
    const failed = report.numFailedTests ?? 0;
    const skipped = (report.numPendingTests ?? 0) + (report.numTodoTests ?? 0);
    // A suite that breaks before its first test has no failed test, only an exit code.
    return { passed, failed: failed + (code !== 0 && failed === 0 ? 1 : 0), skipped };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** 10,000 commits of the MLS model over several seeds, on both suites, two at a time. */
async function model(): Promise<Tally> {
  const seeds = [101, 202, 303, 404];
  const lanes = (['x25519', 'x-wing'] as const).map(async (suite) => {
    const tallies: Tally[] = [];
    for (const seed of seeds) {
      const args = [
        'run',
        '--silent',
        'mls:model',
        '--',
        '--seed',
        String(seed),
        '--commits',
        '1250',
        '--suite',
        suite,
      ];
      tallies.push(outcome((await run('npm', args)).code === 0));
    }
    return tallies;
  });
  return sum((await Promise.all(lanes)).flat());
}

function sum(tallies: readonly Tally[]): Tally {
  return {
    passed: tallies.reduce((total, { passed }) => total + passed, 0),
    failed: tallies.reduce((total, { failed }) => total + failed, 0),
    skipped: tallies.reduce((total, { skipped }) => total + skipped, 0),
  };
}

const parts: readonly (readonly [string, () => Promise<Tally>])[] = [
  ['format, lint, types, import rules, dead code', check],
  ['unit and property tests', unit],
  ['MLS model, 10,000 commits', model],
];

const tallies: Tally[] = [];
for (const [name, part] of parts) {
  console.log(`\n== ${name}`);
  const tally = await part();
  console.log(`== ${name}: ${tally.passed} passed, ${tally.failed} failed`);
  tallies.push(tally);
}
const { passed, failed, skipped } = sum(tallies);
console.log(`\n${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;

/**
 * `npm test`: everything that proves the product, one part after the other, and one closing line that adds it all up.
 * A part that cannot run says what it lacks and counts as failed; one that the tree does not have counts as skipped.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { CHROMIUM_MISSING, findChromium, findHeadlessShell } from './find-chromium.ts';
import {
  absent,
  closingLine,
  failedStories,
  failedUnits,
  outcome,
  storyTally,
  sum,
  type Tally,
  unitTally,
} from './tally.ts';

/** Runs a program, showing what it says. @returns its exit code; 1 when a signal ended it. */
function run(command: string, args: readonly string[], extra: Readonly<Record<string, string>> = {}): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: ['ignore', 'inherit', 'inherit'], env: { ...process.env, ...extra } });
    child.on('error', reject);
    child.on('close', (code) => resolve(code ?? 1));
  });
}

const succeeds = async (command: string, ...args: readonly string[]) => (await run(command, args)) === 0;
const script = (name: string, ...args: readonly string[]) =>
  succeeds('npm', 'run', '--silent', name, ...(args.length > 0 ? ['--', ...args] : []));

/** What failed, by name and with the reason where there is one: said again at the end, where whoever comes to a long output looks first. */
const failures: string[] = [];

/** Runs what writes a JSON report to a file, and reads it. */
async function reported(
  judge: (report: unknown, code: number) => Tally,
  failed: (report: unknown) => readonly string[],
  start: (file: string) => Promise<number>,
): Promise<Tally> {
  const folder = mkdtempSync(path.join(tmpdir(), 'tacit-test-'));
  const file = path.join(folder, 'report.json');
  try {
    const code = await start(file);
    if (!existsSync(file)) {
      console.error('no report was written');
      return outcome(false);
    }
    const report: unknown = JSON.parse(readFileSync(file, 'utf8'));
    failures.push(...failed(report));
    return judge(report, code);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Unit, property, contract, scenario and adversary tests. */
const unit = () =>
  reported(unitTally, failedUnits, (file) =>
    run('npx', ['vitest', 'run', '--reporter=dot', '--reporter=json', `--outputFile.json=${file}`]),
  );

/** Seed, devices and commits, from what takes longest. */
const MODEL_RUNS = [
  ['303', '6', '1500'],
  ['404', '4', '2500'],
  ['202', '9', '700'],
  ['101', '12', '300'],
] as const;

/**
 * 10,000 commits of the MLS model over four seeds, in groups of four sizes and on both suites, two at a time: one for each
 * of two processors. A commit takes every device's time: large groups get fewer.
 */
async function model(): Promise<Tally> {
  const waiting = MODEL_RUNS.flatMap((run) => (['x-wing', 'x25519'] as const).map((suite) => [...run, suite] as const));
  const tallies: Tally[] = [];
  const lane = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const [seed, devices, commits, suite] = next;
      const options = ['--seed', seed, '--devices', devices, '--commits', commits, '--suite', suite];
      tallies.push(outcome(await script('mls:model', ...options)));
    }
  };
  await Promise.all([lane(), lane()]);
  return sum(tallies);
}

/** 50,000 generated chains of log entries over two seeds, one process for each of two processors. */
async function policyFuzz(): Promise<Tally> {
  const lanes = ['1', '2'].map((seed) => script('policy:fuzz', '--seed', seed, '--cases', '25000'));
  return sum((await Promise.all(lanes)).map(outcome));
}

const VECTORS = 'shared/vectors/mls';

/** The vector files that the tree keeps, one run over all of them. */
async function vectors(): Promise<Tally> {
  const files = readdirSync(VECTORS).filter((name) => name.endsWith('.json'));
  return outcome(await script('mls:vectors', ...files.map((name) => `${VECTORS}/${name}`)));
}

async function stories(): Promise<Tally> {
  const browser = findChromium() ?? (await installChromium());
  if (browser === undefined) {
    console.error(CHROMIUM_MISSING);
    return outcome(false);
  }
  // Nobody's machine is changed for the sake of time but that of CI.
  if (findHeadlessShell() === undefined && process.env.CI === 'true') await installPackage('chromium-headless-shell');
  console.log(`browser: ${[findHeadlessShell(), browser].filter((one) => one !== undefined).join(', ')}`);
  return reported(storyTally, failedStories, (file) =>
    run('npx', ['playwright', 'test', '--reporter=list,json'], { PLAYWRIGHT_JSON_OUTPUT_NAME: file }),
  );
}

/** From the system's packages, where that is allowed without asking. */
async function installPackage(name: string): Promise<void> {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return;
  await run('apt-get', ['update', '-qq']);
  await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', name]);
}

/** From the system's packages, else into Playwright's own folder. */
async function installChromium(): Promise<string | undefined> {
  console.log('no Chromium found: installing one');
  await installPackage('chromium');
  if (findChromium() === undefined) await run('npx', ['playwright', 'install', 'chromium']);
  return findChromium();
}

const { scripts }: { scripts: Record<string, string> } = JSON.parse(readFileSync('package.json', 'utf8'));
const has = (name: string) => Object.hasOwn(scripts, name);
const hasStories = () =>
  existsSync('e2e/stories') && readdirSync('e2e/stories').some((name) => name.endsWith('.story.ts'));

interface Part {
  readonly name: string;
  /** Whether this tree has what the part is about. */
  readonly exists: boolean;
  readonly prove: () => Promise<Tally>;
}

const parts: readonly Part[] = [
  {
    name: 'format, lint, types, import rules, dead code',
    exists: has('check'),
    prove: async () => outcome(await script('check')),
  },
  { name: 'unit, property, scenario and adversary tests', exists: true, prove: unit },
  { name: 'build', exists: has('build'), prove: async () => outcome(await script('build')) },
  { name: 'size budget', exists: has('budget'), prove: async () => outcome(await script('budget')) },
  { name: 'MLS vectors', exists: existsSync(VECTORS), prove: vectors },
  { name: 'MLS model, 10,000 commits', exists: has('mls:model'), prove: model },
  { name: 'log and policy fuzz, 50,000 cases', exists: has('policy:fuzz'), prove: policyFuzz },
  { name: 'browser stories', exists: has('build') && hasStories(), prove: stories },
];

const tallies: Tally[] = [];
for (const { name, exists, prove } of parts) {
  console.log(`\n== ${name}`);
  const begun = Date.now();
  const tally = exists ? await prove() : absent;
  const seconds = Math.round((Date.now() - begun) / 1000);
  console.log(exists ? `== ${name}: ${closingLine(tally)} (${seconds} s)` : `== ${name}: not in this tree`);
  if (tally.failed > 0) failures.push(name);
  tallies.push(tally);
}
const total = sum(tallies);
for (const failure of failures) console.log(`failed: ${failure.replaceAll(`${process.cwd()}${path.sep}`, '')}`);
console.log(`\n${closingLine(total)}`);
process.exitCode = total.failed > 0 || total.passed === 0 ? 1 : 0;

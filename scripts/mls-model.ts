/** `npm run mls:model -- --seed S --commits N [--devices D] [--suite x-wing|x25519]`: the seeded model of the MLS gate. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { type SuiteName, suites } from '#core/crypto/mls-provider.ts';
import { ready } from '#core/crypto/primitives.ts';
import { type ModelOptions, type ModelResult, runModel } from './mls-model/model.ts';

const REGRESSIONS = new URL('../shared/vectors/mls/regressions/', import.meta.url);

function wholeNumber(name: string, text: string | undefined, fallback: number, least: number): number {
  const value = text === undefined ? fallback : Number(text);
  if (!Number.isSafeInteger(value) || value < least) throw new Error(`--${name} takes a whole number from ${least}`);
  return value;
}

function parseOptions(): ModelOptions {
  const { values } = parseArgs({
    options: {
      seed: { type: 'string' },
      commits: { type: 'string' },
      devices: { type: 'string' },
      suite: { type: 'string', default: 'x-wing' },
    },
  });
  if (!Object.hasOwn(suites, values.suite)) throw new Error(`--suite takes one of: ${Object.keys(suites).join(', ')}`);
  return {
    seed: wholeNumber('seed', values.seed, 1, 0),
    commits: wholeNumber('commits', values.commits, 100, 1),
    devices: wholeNumber('devices', values.devices, 10, 2),
    suite: values.suite as SuiteName,
  };
}

/** The smallest options that still fail: first the length, then the number of devices. */
async function shrink(options: ModelOptions, failed: ModelResult): Promise<ModelOptions> {
  let smallest = { ...options, commits: (failed.failure?.commit ?? options.commits) + 1 };
  for (let devices = 2; devices < smallest.devices; devices += 1) {
    const result = await runModel({ ...smallest, devices });
    if (result.failure) smallest = { ...smallest, devices, commits: result.failure.commit + 1 };
  }
  return smallest;
}

const options = parseOptions();
await ready();
console.log(`seed ${options.seed}, ${options.commits} commits, ${options.devices} devices, suite ${options.suite}`);
const result = await runModel(options);
for (const [what, times] of Object.entries(result.done).sort()) console.log(`  ${what}: ${times}`);
if (result.failure) {
  console.log(`commit ${result.failure.commit}: ${result.failure.what}`);
  const smallest = await shrink(options, result);
  mkdirSync(REGRESSIONS, { recursive: true });
  const name = `${smallest.suite}-${smallest.seed}-${smallest.devices}-${smallest.commits}.json`;
  writeFileSync(new URL(name, REGRESSIONS), `${JSON.stringify({ ...smallest, what: result.failure.what }, null, 2)}\n`);
  console.log(`saved as shared/vectors/mls/regressions/${name}`);
  process.exitCode = 1;
}
console.log(`${result.passed} passed, ${result.failure ? 1 : 0} failed`);

/**
 * `npm run policy:fuzz -- [--seed S] [--cases N] [--chain C]`: generated chains of entries against the log's judge, the
 * client's replica and the gate, and an oracle of its own beside them (docs/protocol/log.md). Exit 1 when they disagree.
 */
import { parseArgs } from 'node:util';
import { ready } from '#core/crypto/primitives.ts';
import { fuzz } from './policy-fuzz/run.ts';

function wholeNumber(name: string, text: string, least: number): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < least) throw new Error(`--${name} takes a whole number from ${least}`);
  return value;
}

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    cases: { type: 'string', default: '50000' },
    chain: { type: 'string' },
  },
});
const options = {
  seed: wholeNumber('seed', values.seed, 0),
  cases: wholeNumber('cases', values.cases, 1),
  ...(values.chain === undefined ? {} : { chain: wholeNumber('chain', values.chain, 0) }),
};
await ready();
const { cases, chains, withRealKeys, tally, failure } = fuzz(options);
console.log(`seed ${options.seed}: ${cases} cases in ${chains} chains, ${withRealKeys} of them signed with Ed25519`);
for (const [note, { admitted, refused }] of [...tally].sort()) {
  console.log(`  ${note}: ${admitted} admitted, ${refused} refused`);
}
if (failure) {
  console.log(`${failure.kind} in chain ${failure.chain}: ${failure.what}`);
  console.log(JSON.stringify(failure));
  console.log(`again: npm run policy:fuzz -- --seed ${options.seed} --chain ${failure.chain} --cases ${options.cases}`);
  process.exitCode = 1;
}
console.log(`${cases} passed, ${failure ? 1 : 0} failed`);

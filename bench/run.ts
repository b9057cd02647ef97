/**
 * `npm run bench -- [--only mls|signals|relay|search|offboarding|policy|org|browser|people|conversations] [--json]`: what the product costs, side by side with its peers.
 *
 * Prints one table with medians, ratios and budgets; with `--json` the same as JSON. Exits with 1 when a budget is
 * not met or a part cannot be measured.
 * `docs/guides/benchmarks.md` says what is measured, how, and what is not.
 */
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { report } from './report.ts';
import type { Part, PartResult } from './result.ts';

const parts: readonly Part[] = [
  {
    name: 'mls',
    about: 'encrypting, decrypting, committing and joining, and what the core stores for it',
    load: async () => (await import('./mls.ts')).measureMls,
  },
  {
    name: 'signals',
    about: 'sealing and opening what people tell each other for the moment, by the size of the room',
    load: async () => (await import('./signals.ts')).measureSignals,
  },
  {
    name: 'relay',
    about: 'fan-out and acknowledgement over real sockets with the durable store',
    load: async () => (await import('./relay.ts')).measureRelay,
  },
  {
    name: 'search',
    about: 'finding words in 100,000 messages, as one types and after reopening',
    load: async () => (await import('./search.ts')).measureSearch,
  },
  {
    name: 'offboarding',
    about: 'from the decision to remove somebody to the last room without them',
    load: async () => (await import('./offboarding.ts')).measureOffboarding,
  },
  {
    name: 'policy',
    about: 'from an admin’s decision to the core of everybody who is online',
    load: async () => (await import('./policy-change.ts')).measurePolicyChange,
  },
  {
    name: 'org',
    about: 'the log of 10,000 people and 30,000 devices: from the beginning, from where it was put away, what is new',
    load: async () => (await import('./org.ts')).measureOrg,
  },
  {
    name: 'browser',
    about: 'from the passphrase to a usable conversation in Chromium',
    load: async () => (await import('./browser.ts')).measureBrowser,
  },
  {
    name: 'people',
    about: 'in Chromium: the administration’s list of 10,000 people, opened, searched, sorted and scrolled',
    load: async () => (await import('./people.ts')).measurePeople,
  },
  {
    name: 'conversations',
    about: 'in Chromium: catching up in 50 conversations; opening and scrolling one of 100,000 messages; memory',
    load: async () => (await import('./conversations.ts')).measureConversations,
  },
];

const names = parts.map(({ name }) => name);
const { values } = parseArgs({
  options: { only: { type: 'string', multiple: true }, json: { type: 'boolean', default: false } },
});
const only = values.only?.flatMap((list) => list.split(',')) ?? names;
const unknown = only.filter((name) => !names.includes(name));
if (unknown.length > 0) {
  console.error(`--only takes ${names.join(', ')}; not ${unknown.join(', ')}`);
  process.exit(2);
}

/** Progress goes beside the results, so that `--json` prints nothing but JSON. */
const progress = (sentence: string): void => console.error(sentence);

const machine = `${cpus().length} × ${cpus()[0]?.model.trim() ?? 'unknown processor'}, Node ${process.version}`;
progress(machine);
const began = performance.now();
const results: PartResult[] = [];
const failed: string[] = [];
for (const { name, about, load } of parts.filter((part) => only.includes(part.name))) {
  progress(`${name}: ${about}`);
  try {
    const measure = await load();
    results.push(await measure((sentence) => progress(`  ${sentence}`)));
  } catch (error) {
    // The other parts have taken minutes: what they measured is printed all the same.
    console.error(error);
    failed.push(name);
  }
}
const seconds = Math.round((performance.now() - began) / 1_000);
progress(`took ${seconds} s\n`);
console.log(values.json ? JSON.stringify({ machine, seconds, parts: results, failed }, null, 2) : report(results));
if (failed.length > 0) console.error(`could not be measured: ${failed.join(', ')}`);
const met = results.every(({ budgets }) => budgets.every((budget) => budget.met));
process.exitCode = met && failed.length === 0 ? 0 : 1;

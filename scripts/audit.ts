/**
 * `npm run audit -- log FILE [--json | --csv] [--root-key KEY]`: replays and judges a log that was exported from Tacit, on
 * any machine and without the relay, and tells who did what, when, and by which right.
 * Exit code 0: sound; 1: not sound; 2: called wrongly; 3: the file cannot be read.
 */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { ready, sha256, verify } from '#core/crypto/primitives.ts';
import { auditLog } from './audit/judge.ts';
import { refusal, report } from './audit/print.ts';

const USAGE =
  'usage: npm run audit -- log FILE [--json | --csv] [--root-key KEY]   (a log saved in the settings of Tacit)';

function fail(code: number, sentence: string): never {
  console.error(sentence);
  process.exit(code);
}

function parsed() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: { json: { type: 'boolean' }, csv: { type: 'boolean' }, 'root-key': { type: 'string' } },
    });
  } catch {
    return fail(2, USAGE);
  }
}

const { values, positionals } = parsed();
const [what, file, ...rest] = positionals;
if (what !== 'log' || file === undefined || rest.length > 0 || (values.json && values.csv)) fail(2, USAGE);

let text: string;
try {
  text = readFileSync(file, 'utf8');
} catch {
  fail(3, `The file ${file} cannot be read.`);
}
await ready();
const audit = auditLog(text, values['root-key'], { sha256, verify });
const form = values.json ? 'json' : values.csv ? 'csv' : 'text';
// In one piece: whoever reads the first lines only must not be taken for a fault.
process.stdout.write(
  report(audit, form)
    .map((line) => `${line}\n`)
    .join(''),
);
if (!audit.sound) {
  if (form === 'csv') console.error(refusal(audit));
  process.exitCode = 1;
}

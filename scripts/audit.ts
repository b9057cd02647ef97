/**
 * Judges on any machine, without the relay, what was exported from Tacit.
 *
 * `npm run audit -- log FILE [--json | --csv] [--root-key KEY]`: replays a log, and tells who did what, when, and by which
 * right. `npm run audit -- receipt FILE [--log FILE] [--root-key KEY]`: a removal receipt, by the device keys of the log in
 * it, or of another one.
 *
 * `npm run audit -- stream FILE... [--log FILE] [--root-key KEY]`: the stream of security events of a relay, in the order of its files,
 * and with a log, whether it tells every entry of that.
 *
 * Exit code 0: sound; 1: not sound; 2: called wrongly; 3: a file cannot be read.
 */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { ready, sha256, verify } from '#core/crypto/primitives.ts';
import { auditLog } from './audit/judge.ts';
import { refusal, report } from './audit/print.ts';
import { auditReceipt, receiptReport } from './audit/receipt.ts';
import { auditStream, streamReport } from './audit/stream.ts';

const USAGE = [
  'usage: npm run audit -- log FILE [--json | --csv] [--root-key KEY]   (a log saved in the settings of Tacit)',
  '       npm run audit -- receipt FILE [--log FILE] [--root-key KEY]   (a removal receipt saved in its administration)',
  '       npm run audit -- stream FILE... [--log FILE] [--root-key KEY]   (the stream of events that a relay has written)',
].join('\n');

function fail(code: number, sentence: string): never {
  console.error(sentence);
  process.exit(code);
}

/** A key may begin with a minus, as one in 64 does, and would be taken for an option if it stood by itself. */
function withKeysJoined([first, ...rest]: readonly string[]): string[] {
  if (first === undefined) return [];
  const [next, ...more] = rest;
  if (first !== '--root-key' || next === undefined) return [first, ...withKeysJoined(rest)];
  return [`${first}=${next}`, ...withKeysJoined(more)];
}

function parsed() {
  try {
    return parseArgs({
      args: withKeysJoined(process.argv.slice(2)),
      allowPositionals: true,
      options: {
        json: { type: 'boolean' },
        csv: { type: 'boolean' },
        'root-key': { type: 'string' },
        log: { type: 'string' },
      },
    });
  } catch {
    return fail(2, USAGE);
  }
}

function contentOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return fail(3, `The file ${file} cannot be read.`);
  }
}

/** In one piece: whoever reads the first lines only must not be taken for a fault. */
function print(lines: readonly string[]): void {
  process.stdout.write(lines.map((line) => `${line}\n`).join(''));
}

const { values, positionals } = parsed();
const [what, file, ...rest] = positionals;
const rootKey = values['root-key'];
if (file === undefined || (rest.length > 0 && what !== 'stream') || (values.json && values.csv)) fail(2, USAGE);
if (what === 'log' && values.log === undefined) {
  const text = contentOf(file);
  await ready();
  const audit = auditLog(text, rootKey, { sha256, verify });
  const form = values.json ? 'json' : values.csv ? 'csv' : 'text';
  print(report(audit, form));
  if (!audit.sound) {
    if (form === 'csv') console.error(refusal(audit));
    process.exitCode = 1;
  }
} else if (what === 'receipt' && !values.json && !values.csv) {
  const [text, log] = [contentOf(file), values.log === undefined ? undefined : contentOf(values.log)];
  await ready();
  const audit = auditReceipt(text, log, rootKey, { sha256, verify });
  print(receiptReport(audit));
  if ('refused' in audit || !audit.sound) process.exitCode = 1;
} else if (what === 'stream' && !values.json && !values.csv) {
  const files = [file, ...rest].map((name) => ({ name, text: contentOf(name) }));
  const log = values.log === undefined ? undefined : contentOf(values.log);
  await ready();
  const audit = auditStream(files, log, rootKey, { sha256, verify });
  print(streamReport(audit));
  if (!audit.sound) process.exitCode = 1;
} else fail(2, USAGE);

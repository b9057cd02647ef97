/**
 * `npm run witness -- --relay URL --name NAME [--data DIR] [--every SECONDS] [--log KEY] [--once]`: a witness of one
 * organisation's log. It belongs on a machine of its own, run by other people than the relay's. Exit code with `--once`:
 * 0 cosigned; 1 refused; 3 not reached or not taken. 2: called wrongly.
 */
import { parseArgs } from 'node:util';
import { ready, sha256, verify } from '#server/crypto/sodium.ts';
import { encodeWitnessKey, parseVerifierKey } from '#shared/org-log/index.ts';
import { beginning, followOnce, type Outcome } from './follow.ts';
import { openKeeping } from './keeping.ts';

const USAGE = 'usage: npm run witness -- --relay URL --name NAME [--data DIR] [--every SECONDS] [--log KEY] [--once]';
const NAME = /^[a-z0-9](?:[a-z0-9./_-]{0,58}[a-z0-9])?$/;

function fail(sentence: string): never {
  console.error(sentence);
  process.exit(2);
}

function isAddress(text: string): boolean {
  try {
    return /^https?:$/.test(new URL(text).protocol);
  } catch {
    return false;
  }
}

function parsed() {
  try {
    return parseArgs({
      options: {
        relay: { type: 'string' },
        name: { type: 'string' },
        data: { type: 'string', default: './witness-data' },
        every: { type: 'string', default: '60' },
        log: { type: 'string' },
        once: { type: 'boolean', default: false },
      },
    }).values;
  } catch {
    return fail(USAGE);
  }
}

const { relay, name, data, every, log, once } = parsed();
if (relay === undefined || name === undefined) fail(USAGE);
if (!isAddress(relay)) fail(`--relay takes an address such as https://chat.example.org`);
if (!NAME.test(name)) fail('--name takes a name such as witness.example.org/w1: small letters, digits, and . / _ -');
const seconds = Number(every);
if (!Number.isInteger(seconds) || seconds < 1 || seconds > 3_600) fail('--every takes seconds from 1 to 3600');

await ready();
const crypto = { sha256, verify };
let keeping: ReturnType<typeof openKeeping>;
try {
  keeping = openKeeping(data);
  if (log !== undefined) {
    const { org } = parseVerifierKey(log, crypto);
    const { head } = keeping;
    // A new key for the log that is watched already goes on where the old one has ended; another log begins a new witness.
    if (head !== undefined && parseVerifierKey(head.log, crypto).org !== org) {
      fail(`The witness in ${data} watches another log. Give --data another folder.`);
    }
    if (head?.log !== log) keeping.keepHead({ ...(head ?? beginning(log, crypto)), log });
  }
} catch (error) {
  fail(error instanceof Error ? error.message : String(error));
}
const verifierKey = encodeWitnessKey({ name, key: keeping.key.publicKey }, crypto);
console.log(`witness ${verifierKey} (an owner adds this line in the administration)`);

let said = '';
function tell(outcome: Outcome): void {
  const line =
    outcome.kind === 'cosigned'
      ? `cosigned ${outcome.size} entries`
      : outcome.kind === 'refused' && outcome.evidence !== undefined
        ? `${outcome.kind}: ${outcome.sentence} Kept in ${outcome.evidence}.`
        : `${outcome.kind}: ${outcome.sentence}`;
  // The same line each minute would hide the one that differs.
  if (line !== said) console.log(`${new Date().toISOString()} ${line}`);
  said = line;
}

const codes = { cosigned: 0, refused: 1, 'not-taken': 3, unreachable: 3 } as const;
for (;;) {
  const outcome = await followOnce({ relay, name, keeping, crypto, now: Date.now, fetch: globalThis.fetch });
  tell(outcome);
  if (once) {
    process.exitCode = codes[outcome.kind];
    break;
  }
  await new Promise((resolve) => setTimeout(resolve, seconds * 1_000));
}

/** Judges an exported log, and says of one that is not sound what was done to it, as far as the file itself can tell. */
import { concatBytes, decodeBase64url, encodeBase64url, labelled, labels } from '#shared/encoding/index.ts';
import {
  effectOf,
  judgeLogExport,
  type LogCrypto,
  type LogEntry,
  type LogExport,
  type OrgState,
  parseEnvelope,
  readLogExport,
  type Signer,
} from '#shared/org-log/index.ts';

export type LogProblem =
  | 'cut-off'
  | 'no-export'
  | 'another-root-key'
  | 'entry-changed'
  | 'entry-repeated'
  | 'entries-missing'
  | 'entries-added'
  | 'reordered'
  | 'rule-broken'
  | 'checkpoint-forged';

export type Audit =
  | {
      readonly sound: true;
      readonly log: LogExport;
      readonly state: OrgState;
      readonly root: Uint8Array;
      /** When the relay signed the checkpoint, in ms. */
      readonly at: number;
    }
  | {
      readonly sound: false;
      readonly problem: LogProblem;
      /** The entry where it shows, counted from 0. */
      readonly index: number | undefined;
      readonly sentence: string;
    };

/** @param rootKey the organisation's root key as the auditor has it from elsewhere, base64url. */
export function auditLog(text: string, rootKey: string | undefined, crypto: LogCrypto): Audit {
  const verdict = judgeLogExport(text, crypto);
  if (!verdict.ok && verdict.fault === 'file') {
    return text.trimEnd().endsWith('}')
      ? problem('no-export', undefined, 'The file is no log that was exported from Tacit, or its form was damaged.')
      : problem('cut-off', undefined, 'The file ends in the middle: it was cut off. Export or copy it again.');
  }
  const log = readLogExport(text);
  if (rootKey !== undefined && log.rootKey !== rootKey) {
    return problem('another-root-key', undefined, 'The log is that of another root key than the one given.');
  }
  if (verdict.ok) return { sound: true, log, state: verdict.state, root: verdict.root, at: verdict.at };
  if (verdict.fault === 'founding') return problem('another-root-key', 0, verdict.refusal.sentence);
  if (verdict.fault === 'checkpoint-signature') {
    const sentence = 'The checkpoint is not signed by the relay’s log key: it was changed, or is that of another log.';
    return problem('checkpoint-forged', undefined, sentence);
  }
  return explain(log, verdict.index, verdict.refusal.sentence, crypto);
}

function problem(kind: LogProblem, index: number | undefined, sentence: string): Audit {
  return { sound: false, problem: kind, index, sentence };
}

/**
 * Why entries and checkpoint do not fit. An entry that was changed fails its own signatures; where all of them hold, the
 * entries are as they were signed, and something was done to their number or order.
 */
function explain(log: LogExport, index: number | undefined, refusal: string, crypto: LogCrypto): Audit {
  const { envelopes } = log;
  const changed = firstUnsigned(envelopes, crypto);
  if (changed !== undefined) {
    return problem(
      'entry-changed',
      changed,
      'The entry was changed after it had been signed, or its signer never signed it.',
    );
  }
  const names = envelopes.map((bytes) => encodeBase64url(crypto.sha256(bytes)));
  const again = names.findIndex((name, place) => names.indexOf(name) < place);
  if (again >= 0) {
    return problem(
      'entry-repeated',
      again,
      `The entry stands in the file twice: first at ${names.indexOf(names[again] ?? '')}.`,
    );
  }
  const signed = Number(log.checkpoint.split('\n')[1]);
  const [have, lack] = [envelopes.length, signed - envelopes.length];
  if (lack > 0) {
    const where = index === undefined ? 'at its end' : `before entry ${index}`;
    return problem(
      'entries-missing',
      index ?? have,
      `${lack} of the ${signed} entries that the checkpoint counts are missing, ${where}.`,
    );
  }
  if (lack < 0) {
    return problem(
      'entries-added',
      index ?? signed,
      `The file holds ${have} entries; the checkpoint counts ${signed}.`,
    );
  }
  const order = index === undefined || madeElsewhere(envelopes, index, crypto);
  return order
    ? problem(
        'reordered',
        index,
        'The entries are signed, but stand in another order than the one that the relay has signed.',
      )
    : problem('rule-broken', index, refusal);
}

/** Whether the refused entry would be in its right place somewhere else: what it rests on comes later in the file. */
function madeElsewhere(envelopes: readonly Uint8Array[], index: number, crypto: LogCrypto): boolean {
  const entries = envelopes.map((bytes) => effectOf(parseEnvelope(bytes).entry));
  const refused = entries[index];
  if (refused === undefined) return false;
  if (refused.prior.size > index || (index === 0 && refused.kind !== 'org.create')) return true;
  // Its author had seen another beginning of the log than the one in this file.
  if (encodeBase64url(prefixRoot(envelopes, refused.prior.size, crypto)) !== refused.prior.root) return true;
  const later = entries.slice(index + 1);
  return later.some((entry) => restsOn(refused, entry));
}

function restsOn(entry: LogEntry, other: LogEntry): boolean {
  if (other.kind === 'user.enrol') return 'user' in entry && entry.user === other.user;
  if (other.kind === 'invite.create') return 'invitation' in entry && entry.invitation === other.invitation;
  if (other.kind === 'decision.propose') return 'proposal' in entry && !('group' in entry);
  if (other.kind === 'security-group.set') return 'group' in entry && entry.group === other.group;
  return false;
}

/** MTH(D_size) of RFC 9162 §2.1.1. */
function prefixRoot(envelopes: readonly Uint8Array[], size: number, crypto: LogCrypto): Uint8Array {
  const hash = (from: number, to: number): Uint8Array => {
    const only = envelopes[from];
    if (only === undefined || to === from) return crypto.sha256(new Uint8Array(0));
    if (to - from === 1) return crypto.sha256(concatBytes(Uint8Array.of(0), only));
    let split = 1;
    while (split * 2 < to - from) split *= 2;
    return crypto.sha256(concatBytes(Uint8Array.of(1), hash(from, from + split), hash(from + split, to)));
  };
  return hash(0, size);
}

/** The first entry that is none, or that none of the keys in the file has signed for whom it names. */
function firstUnsigned(envelopes: readonly Uint8Array[], crypto: LogCrypto): number | undefined {
  const parsed = envelopes.map((bytes) => {
    try {
      return parseEnvelope(bytes);
    } catch {
      return undefined;
    }
  });
  const keys = new Map<string, Set<string>>();
  const learn = (name: string, key: string) => keys.set(name, (keys.get(name) ?? new Set()).add(key));
  for (const one of parsed) {
    const entry = one && effectOf(one.entry);
    if (entry?.kind === 'org.create') {
      learn('root', entry.rootKey);
      learn(`user ${entry.owner.id}`, entry.owner.key);
    }
    if (entry?.kind === 'user.enrol' || entry?.kind === 'identity.reset') learn(`user ${entry.user}`, entry.key);
    if (entry?.kind === 'invite.create') learn(`invitation ${entry.invitation}`, entry.key);
  }
  const named = (by: Signer) => (by.role === 'root' ? 'root' : `${by.role} ${by.id}`);
  const index = parsed.findIndex((one) => {
    if (one === undefined) return true;
    const message = labelled(labels.logEntry, one.signed);
    return one.signatures.some(({ by, sig }) => {
      const candidates = keys.get(named(by));
      // Whoever brought the signer in may be missing from the file: that is told as what it is.
      if (candidates === undefined) return false;
      return ![...candidates].some((key) => crypto.verify(decodeBase64url(key), message, decodeBase64url(sig)));
    });
  });
  return index < 0 ? undefined : index;
}

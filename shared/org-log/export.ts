/** The file that a person exports, and that can be judged on another machine without the relay. */
import { z } from 'zod/mini';
import { decodeBase64url, encodeBase64url, equalBytes } from '#shared/encoding/index.ts';
import type { OrgId } from '#shared/ids/index.ts';
import { type Refused, replay } from './admit.ts';
import { openCheckpoint } from './checkpoint.ts';
import { idField, keyField } from './fields.ts';
import type { LogCrypto } from './merkle.ts';
import { headOf, type OrgState } from './state.ts';

const ENVELOPES_MAX = 200_000;

const exportSchema = z.strictObject({
  format: z.literal('tacit-log'),
  v: z.literal(1),
  org: idField<OrgId>(),
  /** The root key that the exporting person has pinned since joining, base64url. */
  rootKey: keyField,
  /** The newest checkpoint that this person accepted. */
  checkpoint: z.string().check(z.maxLength(2_048)),
  /** All envelopes in order, base64url. */
  envelopes: z.array(z.string().check(z.maxLength(30_000))).check(z.maxLength(ENVELOPES_MAX)),
});

export interface LogExport {
  readonly org: OrgId;
  readonly rootKey: string;
  readonly checkpoint: string;
  readonly envelopes: readonly Uint8Array[];
}

/** The text of an export file. */
export function writeLogExport({ org, rootKey, checkpoint, envelopes }: LogExport): string {
  const content = { format: 'tacit-log', v: 1, org, rootKey, checkpoint, envelopes: envelopes.map(encodeBase64url) };
  return `${JSON.stringify(exportSchema.parse(content), null, 1)}\n`;
}

/** What is wrong with an exported log: the file itself, an entry, who founded it, who signed its checkpoint, or over what. */
export type LogFault = 'file' | 'entry' | 'founding' | 'checkpoint-signature' | 'checkpoint-head';

export type LogVerdict =
  | {
      readonly ok: true;
      readonly state: OrgState;
      readonly size: number;
      readonly root: Uint8Array;
      readonly at: number;
    }
  | { readonly ok: false; readonly fault: LogFault; readonly index: number | undefined; readonly refusal: Refused };

/** What an export file holds, not yet judged. @throws Error when it is none. */
export function readLogExport(text: string): LogExport {
  const { org, rootKey, checkpoint, envelopes } = exportSchema.parse(JSON.parse(text));
  return { org, rootKey, checkpoint, envelopes: envelopes.map(decodeBase64url) };
}

/** Judges an export: every entry by the rules, the founding by the pinned key, the whole by the checkpoint. Never throws. */
export function judgeLogExport(text: string, crypto: LogCrypto): LogVerdict {
  const refuse = (fault: LogFault, sentence: string): LogVerdict => ({
    ok: false,
    fault,
    index: undefined,
    refusal: { code: 'malformed', sentence },
  });
  let content: LogExport;
  try {
    content = readLogExport(text);
  } catch {
    return refuse('file', 'The file is no log that was exported from Tacit, or it is damaged.');
  }
  const result = replay(content.envelopes, crypto);
  if (!result.ok) return { ok: false, fault: 'entry', index: result.index, refusal: result.refusal };
  const { state } = result;
  const { size, root } = headOf(state, crypto);
  if (state.org === undefined || state.org.id !== content.org || state.org.rootKey !== content.rootKey) {
    return refuse('founding', 'The log was not founded with the root key that the exporting person trusts.');
  }
  try {
    const checkpoint = openCheckpoint(content.checkpoint, content.org, decodeBase64url(state.org.relayLogKey), crypto);
    if (checkpoint.size !== size || !equalBytes(checkpoint.root, root)) {
      return refuse('checkpoint-head', 'The relay has signed another size or root than these entries have.');
    }
    return { ok: true, state, size, root, at: checkpoint.at };
  } catch {
    return refuse('checkpoint-signature', 'The checkpoint is not signed by the relay’s log key.');
  }
}

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

export type LogVerdict =
  | {
      readonly ok: true;
      readonly state: OrgState;
      readonly size: number;
      readonly root: Uint8Array;
      readonly at: number;
    }
  | { readonly ok: false; readonly index: number | undefined; readonly refusal: Refused };

/** Judges an export: every entry by the rules, the founding by the pinned key, the whole by the checkpoint. Never throws. */
export function judgeLogExport(text: string, crypto: LogCrypto): LogVerdict {
  const refuse = (sentence: string): LogVerdict => ({
    ok: false,
    index: undefined,
    refusal: { code: 'malformed', sentence },
  });
  let content: z.infer<typeof exportSchema>;
  let envelopes: Uint8Array[];
  try {
    content = exportSchema.parse(JSON.parse(text));
    envelopes = content.envelopes.map(decodeBase64url);
  } catch {
    return refuse('The file is no log that was exported from Tacit, or it is damaged.');
  }
  const result = replay(envelopes, crypto);
  if (!result.ok) return { ok: false, index: result.index, refusal: result.refusal };
  const { state } = result;
  const { size, root } = headOf(state, crypto);
  if (state.org === undefined || state.org.id !== content.org || state.org.rootKey !== content.rootKey) {
    return refuse('The log was not founded with the root key that the exporting person trusts.');
  }
  try {
    const checkpoint = openCheckpoint(content.checkpoint, content.org, decodeBase64url(state.org.relayLogKey), crypto);
    if (checkpoint.size !== size || !equalBytes(checkpoint.root, root)) {
      return refuse('The relay has signed another size or root than these entries have.');
    }
    return { ok: true, state, size, root, at: checkpoint.at };
  } catch {
    return refuse('The checkpoint is not signed by the relay’s log key.');
  }
}

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { decodeBase64url, decodeHex } from '#shared/encoding/index.ts';
import { admit, judgeLogExport, parseEnvelope } from './index.ts';
import { nodePrimitives } from './testing/node-primitives.ts';

interface Vectors {
  readonly size: number;
  readonly root: string;
  readonly log: unknown;
  readonly refused: readonly { readonly name: string; readonly code: string; readonly envelope: string }[];
}

/** A log of every kind of entry, signed once and never again: version 1 must mean the same in every later release. */
const vectors = JSON.parse(
  readFileSync(new URL('../vectors/org-log/v1.json', import.meta.url), 'utf8'),
) as unknown as Vectors;
const verdict = judgeLogExport(JSON.stringify(vectors.log), nodePrimitives);

describe('the log of version 1', () => {
  it('is admitted, with the size and root that it had when it was made', () => {
    expect(verdict).toMatchObject({ ok: true, size: vectors.size, root: decodeHex(vectors.root) });
  });

  it('holds every kind of entry', () => {
    const { envelopes } = vectors.log as { envelopes: string[] };
    const kinds = new Set(envelopes.map((envelope) => parseEnvelope(decodeBase64url(envelope)).entry.kind));
    expect(kinds.size).toBe(24);
  });

  it('says who is in, who is out, and what waits', () => {
    if (!verdict.ok) throw new Error(verdict.refusal.sentence);
    const people = [...verdict.state.users.values()].map(({ name, role, standing }) => [name, role, standing]);
    expect(people).toEqual([
      ['Ana', 'owner', 'active'],
      ['Chloe', 'owner', 'active'],
      ['Ben Okri', 'member', 'active'],
      ['Dan', 'guest', 'suspended'],
      ['Eve', 'member', 'removed'],
      ['Archive', 'member', 'active'],
    ]);
    const [everyone] = verdict.state.groups.values();
    expect(everyone?.policy.freshnessHours).toBe(1);
    expect(everyone?.pending?.values.freshnessHours).toBe(12);
    expect([...verdict.state.devices.values()].filter(({ revoked }) => revoked).length).toBe(2);
  });

  it.each(vectors.refused.map((one) => [one.name, one] as const))('refuses %s', (_name, { code, envelope }) => {
    if (!verdict.ok) throw new Error(verdict.refusal.sentence);
    expect(admit(verdict.state, decodeBase64url(envelope), nodePrimitives)).toMatchObject({
      ok: false,
      refusal: { code },
    });
  });
});

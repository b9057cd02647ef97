/** What admins say of people: their title, department, location and contact. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  canonicalJson,
  decodeBase64url,
  decodeHex,
  encodeBase64url,
  encodeUtf8,
  labelled,
  labels,
} from '#shared/encoding/index.ts';
import { admit } from './admit.ts';
import { encodeEnvelope } from './entries.ts';
import { judgeLogExport } from './export.ts';
import type { Details } from './fields.ts';
import { headOf } from './state.ts';
import { nodePrimitives as primitives } from './testing/node-primitives.ts';
import { TestOrg, type TestPerson } from './testing/org.ts';

function company() {
  const org = new TestOrg(primitives);
  const [ben, chloe, dan] = [org.enrol('Ben'), org.enrol('Chloe', 'admin'), org.enrol('Dan', 'admin')];
  const update = (about: TestPerson, details: Details, by: TestPerson = org.ana) =>
    org.sign({ kind: 'user.update', user: about.id, details }, by.signer);
  const said = (about: TestPerson) => org.state.users.get(about.id)?.details;
  return { org, ben, chloe, dan, update, said };
}

/** An entry that the signing of honest clients would not let through. */
function unread(org: TestOrg, details: unknown): Uint8Array {
  const { size, root } = headOf(org.state, primitives);
  const prior = { size, root: encodeBase64url(root) };
  const entry = { v: 1, org: org.org, at: org.now, prior, kind: 'user.update', user: org.ana.id, details };
  const text = canonicalJson(entry);
  const sig = encodeBase64url(org.ana.signer.sign(labelled(labels.logEntry, encodeUtf8(text))));
  return encodeEnvelope(text, [{ by: org.ana.signer.by, sig }]);
}

describe('details of a person', () => {
  it('stay as they are until something else is said of the same field', () => {
    const { org, ben, update, said } = company();
    expect(said(ben)).toEqual({});
    org.must(update(ben, { title: 'Engineer', contact: '+43 1 234' }));
    org.must(update(ben, { department: 'Research', title: 'Head of Research' }));
    expect(said(ben)).toEqual({ title: 'Head of Research', department: 'Research', contact: '+43 1 234' });
    org.must(update(ben, { contact: '', title: 'Engineer' }));
    expect(said(ben)).toEqual({ title: 'Engineer', department: 'Research' });
    org.must(org.sign({ kind: 'user.update', user: ben.id, name: 'Benedict' }, ben.signer));
    expect(said(ben)).toEqual({ title: 'Engineer', department: 'Research' });
    org.must(update(ben, { department: '', title: '' }));
    expect(said(ben)).toEqual({});
  });

  it('are said by admins of members, by owners of those who steer, and by nobody of themselves alone', () => {
    const { org, ben, chloe, dan, update } = company();
    expect(org.refusal(update(ben, { title: 'Engineer' }, chloe))).toBeUndefined();
    expect(org.refusal(update(ben, { title: 'Chief of Staff' }, ben))).toBe('not-authorised');
    expect(org.refusal(update(chloe, { title: 'Chief of Staff' }, ben))).toBe('not-authorised');
    expect(org.refusal(update(chloe, { title: 'Head' }, dan))).toBe('not-authorised');
    expect(org.refusal(update(chloe, { title: 'Head' }, chloe))).toBe('not-authorised');
    expect(org.refusal(update(chloe, { title: 'Head' }))).toBeUndefined();
    // Under the cover of one's own name.
    const both = { kind: 'user.update', user: ben.id, name: 'Ben', details: { title: 'Chief of Staff' } } as const;
    expect(org.refusal(org.sign(both, ben.signer))).toBe('not-authorised');
  });

  it('are said of nobody who was removed, and by no admin who is one no more', () => {
    const { org, ben, chloe, update } = company();
    org.must(org.sign({ kind: 'user.suspend', user: chloe.id }, org.ana.signer));
    expect(org.refusal(update(ben, { title: 'Engineer' }, chloe))).toBe('not-authorised');
    org.must(org.sign({ kind: 'user.remove', user: ben.id }, org.ana.signer));
    expect(org.refusal(update(ben, { title: 'Engineer' }))).toBe('unknown-subject');
  });

  it('are not decided by two who have not seen each other', () => {
    const { org, ben, chloe, update } = company();
    const [one, other] = [update(ben, { title: 'Engineer' }), update(ben, { title: 'Head' }, chloe)];
    org.must(one);
    expect(org.refusal(other)).toBe('out-of-date');
  });

  it.each<[string, unknown]>([
    ['no field', {}],
    ['a field that nobody knows', { salary: 'much' }],
    ['a text that is too long', { title: 'x'.repeat(81) }],
    ['a text that turns the line round', { title: 'A\u202eB' }],
    ['a second line', { contact: '1\n2' }],
    ['blanks at an end', { location: ' Vienna' }],
    ['a number', { contact: 43 }],
    ['null', { title: null }],
    ['a list', ['Engineer']],
  ])('are refused with %s', (_what, details) => {
    const { org } = company();
    expect(org.refusal(unread(org, { title: 'Owner' }))).toBeUndefined();
    expect(org.refusal(unread(org, details))).toBe('malformed');
  });
});

describe('the vectors of details', () => {
  interface Vectors {
    readonly size: number;
    readonly root: string;
    readonly details: Readonly<Record<string, Details>>;
    readonly log: unknown;
    readonly refused: readonly { readonly name: string; readonly code: string; readonly envelope: string }[];
  }
  const file = new URL('../vectors/org-log/v1-details.json', import.meta.url);
  const vectors = JSON.parse(readFileSync(file, 'utf8')) as Vectors;
  const verdict = judgeLogExport(JSON.stringify(vectors.log), primitives);

  it('are admitted, and say what they said when they were made', () => {
    if (!verdict.ok) throw new Error(verdict.refusal.sentence);
    expect(verdict).toMatchObject({ size: vectors.size, root: decodeHex(vectors.root) });
    const said = [...verdict.state.users.values()].map(({ name, details }) => [name, details]);
    expect(Object.fromEntries(said)).toEqual(vectors.details);
  });

  it.each(vectors.refused.map((one) => [one.name, one] as const))('refuse %s', (_name, { code, envelope }) => {
    if (!verdict.ok) throw new Error(verdict.refusal.sentence);
    const result = admit(verdict.state, decodeBase64url(envelope), primitives);
    expect(result).toMatchObject({ ok: false, refusal: { code } });
  });
});

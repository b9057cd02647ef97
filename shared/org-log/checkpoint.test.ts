import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { encodeBase64url } from '#shared/encoding/index.ts';
import { type OrgId, parseId } from '#shared/ids/index.ts';
import { headOf, judgeLogExport, openCheckpoint, signCheckpoint, writeLogExport } from './index.ts';
import { nodePrimitives } from './testing/node-primitives.ts';
import { TestOrg } from './testing/org.ts';

const org = new TestOrg(nodePrimitives);
beforeAll(() => {
  org.addDevice(org.enrol('Ben'));
});

function note(at = org.now): string {
  const head = headOf(org.state, nodePrimitives);
  return signCheckpoint(
    { org: org.org, ...head, at },
    org.relayKey.publicKey,
    (m) => org.relayKey.sign(m),
    nodePrimitives,
  );
}

const open = (text: string, id: OrgId = org.org, key = org.relayKey.publicKey) =>
  openCheckpoint(text, id, key, nodePrimitives);

describe('checkpoints', () => {
  it('say what was signed', () => {
    expect(open(note(1_234))).toEqual({ org: org.org, ...headOf(org.state, nodePrimitives), at: 1_234 });
    expect(note().split('\n')[0]).toBe(`tacit/${org.org}`);
  });

  it('are refused under another key, for another organisation, or changed in any letter', () => {
    const text = note();
    expect(() => open(text, org.org, nodePrimitives.keyPair().publicKey)).toThrow(RangeError);
    expect(() => open(text, parseId<OrgId>('AAAAAAAAAAAAAAAAAAAAAA'))).toThrow(RangeError);
    fc.assert(
      fc.property(fc.nat(text.length - 2), fc.string({ minLength: 1, maxLength: 1 }), (index, letter) => {
        if (text[index] === letter) return;
        expect(() => open(text.slice(0, index) + letter + text.slice(index + 1))).toThrow();
      }),
    );
    // The bits that base64 leaves over at its end are part of the one spelling.
    const last = text.indexOf('=', text.lastIndexOf(' ')) - 1;
    const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
    for (const letter of letters.replace(text[last] as string, '')) {
      expect(() => open(text.slice(0, last) + letter + text.slice(last + 1))).toThrow(RangeError);
    }
  });
});

describe('an exported log', () => {
  const exported = () => ({
    org: org.org,
    rootKey: encodeBase64url(org.root.publicKey),
    checkpoint: note(),
    envelopes: org.envelopes,
  });

  it('is judged without the relay', () => {
    const verdict = judgeLogExport(writeLogExport(exported()), nodePrimitives);
    expect(verdict).toMatchObject({ ok: true, size: org.envelopes.length });
  });

  it('is refused at its first bad entry, with the index and the reason', () => {
    const swapped = [...org.envelopes];
    swapped.splice(2, 1);
    const verdict = judgeLogExport(writeLogExport({ ...exported(), envelopes: swapped }), nodePrimitives);
    expect(verdict).toMatchObject({ ok: false, index: 2 });
  });

  it('is refused when it is cut short, founded by another key, or no export at all', () => {
    const cut = { ...exported(), envelopes: org.envelopes.slice(0, -1) };
    const other = { ...exported(), rootKey: encodeBase64url(nodePrimitives.keyPair().publicKey) };
    for (const text of [writeLogExport(cut), writeLogExport(other), '', '{}', '[1]']) {
      const verdict = judgeLogExport(text, nodePrimitives);
      expect(!verdict.ok && verdict.index).toBe(undefined);
    }
  });
});

import { verify as nodeVerify } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { encodeBase64url, encodeUtf8 } from '#shared/encoding/index.ts';
import {
  cosign,
  cosignedAt,
  encodeVerifierKey,
  encodeWitnessKey,
  headOf,
  openCheckpoint,
  parseVerifierKey,
  parseWitnessKey,
  signCheckpoint,
} from './index.ts';
import { nodePrimitives as crypto } from './testing/node-primitives.ts';
import { TestOrg } from './testing/org.ts';

const org = new TestOrg(crypto);
const note = signCheckpoint(
  { org: org.org, ...headOf(org.state, crypto), at: org.now },
  org.relayKey.publicKey,
  (message) => org.relayKey.sign(message),
  crypto,
);
const key = crypto.keyPair();
const witness = { name: 'witness.example.org/w1', key: encodeBase64url(key.publicKey) };
const line = cosign(note, witness, org.now + 999, (message) => key.sign(message), crypto);

describe('a cosignature', () => {
  it('has the bytes of C2SP tlog-cosignature: key id, big-endian seconds, and a signature over header, time and note', () => {
    const [dash, name, text = ''] = line.trimEnd().split(' ');
    expect([dash, name]).toEqual(['\u2014', witness.name]);
    const bytes = Buffer.from(text, 'base64');
    expect(bytes.length).toBe(4 + 8 + 64);
    const id = crypto.sha256(Buffer.concat([encodeUtf8(`${witness.name}\n`), Buffer.of(4), key.publicKey]));
    expect(bytes.subarray(0, 4)).toEqual(Buffer.from(id.subarray(0, 4)));
    const seconds = org.now / 1_000;
    expect(bytes.readBigUInt64BE(4)).toBe(BigInt(seconds));
    const body = note.slice(0, note.indexOf('\n\n') + 1);
    const message = Buffer.from(`cosignature/v1\ntime ${seconds}\n${body}`);
    const jwk = { kty: 'OKP', crv: 'Ed25519', x: witness.key };
    expect(nodeVerify(null, message, { key: jwk, format: 'jwk' } as never, bytes.subarray(12))).toBe(true);
  });

  it('is found among other lines, and leaves the checkpoint what it was', () => {
    const other = cosign(note, { ...witness, name: 'other' }, org.now, (message) => key.sign(message), crypto);
    const whole = note + other + line;
    expect([...cosignedAt(whole, [witness], crypto)]).toEqual([[witness.key, org.now]]);
    expect(openCheckpoint(whole, org.org, org.relayKey.publicKey, crypto)).toEqual(
      openCheckpoint(note, org.org, org.relayKey.publicKey, crypto),
    );
  });

  it('counts for no other note, name or key, and not when a letter of it is changed', () => {
    const later = note.replace('time 1', 'time 2');
    expect(cosignedAt(later + line, [witness], crypto).size).toBe(0);
    expect(cosignedAt(note + line, [{ ...witness, name: 'w2' }], crypto).size).toBe(0);
    const another = encodeBase64url(crypto.keyPair().publicKey);
    expect(cosignedAt(note + line, [{ ...witness, key: another }], crypto).size).toBe(0);
    const start = witness.name.length + 3;
    for (let place = start; place < line.length - 1; place += 7) {
      const changed = `${line.slice(0, place)}${line[place] === 'A' ? 'B' : 'A'}${line.slice(place + 1)}`;
      expect(cosignedAt(note + changed, [witness], crypto).size).toBe(0);
    }
  });
});

describe('a verifier key', () => {
  it('is read as it was written, and not when a part does not fit', () => {
    const text = encodeVerifierKey(org.org, org.relayKey.publicKey, crypto);
    expect(parseVerifierKey(text, crypto)).toEqual({ org: org.org, publicKey: org.relayKey.publicKey });
    for (const wrong of ['', 'x', text.slice(1), text.slice(0, -4), text.replace('tacit/', 'other/'), `${text}\n`]) {
      expect(() => parseVerifierKey(wrong, crypto)).toThrow(RangeError);
    }
  });
});

describe('the verifier key of a witness', () => {
  it('is name, key id and key with its type, as C2SP has it, and read back', () => {
    const text = encodeWitnessKey(witness, crypto);
    const id = crypto.sha256(Buffer.concat([encodeUtf8(`${witness.name}\n`), Buffer.of(4), key.publicKey]));
    const typed = Buffer.concat([Buffer.of(4), key.publicKey]).toString('base64');
    expect(text).toBe(`${witness.name}+${Buffer.from(id.subarray(0, 4)).toString('hex')}+${typed}`);
    expect(parseWitnessKey(` ${text}\n`, crypto)).toEqual(witness);
  });

  it('is refused when a letter of it is mistaken, or it is of another kind', () => {
    const text = encodeWitnessKey(witness, crypto);
    for (const place of [0, 5, witness.name.length + 2, text.length - 5]) {
      const mistaken = text.slice(0, place) + (text[place] === 'a' ? 'b' : 'a') + text.slice(place + 1);
      expect(() => parseWitnessKey(mistaken, crypto)).toThrow(RangeError);
    }
    const ofTheLog = encodeVerifierKey(org.org, org.relayKey.publicKey, crypto);
    for (const other of ['', 'x', ofTheLog, witness.key, `${text}=`, text.replaceAll('+', ' ')]) {
      expect(() => parseWitnessKey(other, crypto)).toThrow(RangeError);
    }
  });
});

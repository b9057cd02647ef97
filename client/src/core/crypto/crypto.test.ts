import fc from 'fast-check';
import { defaultCryptoProvider, getCiphersuiteFromName } from 'ts-mls';
import { beforeAll, describe, expect, it } from 'vitest';
import { decodeHex, encodeHex, encodeUtf8 } from '#shared/encoding/index.ts';
import { hkdfSha256 } from './hkdf.ts';
import { createCiphersuite, type SuiteName, suites } from './mls-provider.ts';
import {
  aeadOpen,
  aeadSeal,
  argon2id,
  CryptoError,
  constantTimeEqual,
  hmacSha256,
  hmacSha512,
  randomBytes,
  ready,
  sha256,
  sha512,
  sign,
  signKeyPair,
  verify,
  wipe,
  x25519,
  xwingDecapsulate,
  xwingEncapsulate,
} from './primitives.ts';

beforeAll(ready);

const hex = (text: string) => decodeHex(text.replaceAll(' ', ''));

describe('primitives against published vectors', () => {
  it('SHA-2 (FIPS 180-4 "abc")', () => {
    expect(encodeHex(sha256(encodeUtf8('abc')))).toBe(
      'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    );
    expect(encodeHex(sha512(encodeUtf8('abc')))).toMatch(/^ddaf35a193617abacc417349ae204131/);
  });

  it('HMAC with a short and a long key (RFC 4231 cases 2 and 6)', () => {
    const message = encodeUtf8('what do ya want for nothing?');
    expect(encodeHex(hmacSha256(encodeUtf8('Jefe'), message))).toBe(
      '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
    );
    const long = new Uint8Array(131).fill(0xaa);
    expect(encodeHex(hmacSha512(long, encodeUtf8('Test Using Larger Than Block-Size Key - Hash Key First')))).toMatch(
      /^80b24263c7c1a3ebb71493c1dd7be8b49b46d1f41b4aeec1121b013783f8f352/,
    );
  });

  it('HKDF-SHA256 (RFC 5869 case 1)', () => {
    const prk = hkdfSha256.extract(hex('000102030405060708090a0b0c'), new Uint8Array(22).fill(0x0b));
    expect(encodeHex(prk)).toBe('077709362c2e32df0ddc3f0dc47bba6390b6c73bb50f9c3122ec844ad7c2b3e5');
    expect(encodeHex(hkdfSha256.expand(prk, hex('f0f1f2f3f4f5f6f7f8f9'), 42))).toBe(
      '3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865',
    );
    expect(() => hkdfSha256.expand(prk, prk, 255 * 32 + 1)).toThrow(CryptoError);
  });

  it('Ed25519 (RFC 8032 §7.1 test 2)', () => {
    const pair = signKeyPair(hex('4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb'));
    expect(encodeHex(pair.publicKey)).toBe('3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c');
    const signature = sign(pair.privateKey, Uint8Array.of(0x72));
    expect(encodeHex(signature)).toMatch(/^92a009a9f0d4cab8720e820b5f642540/);
    expect(verify(pair.publicKey, Uint8Array.of(0x72), signature)).toBe(true);
  });
});

describe('what a hostile peer sends', () => {
  it('verify answers false, and never throws, for any bytes', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 70 }),
        fc.uint8Array(),
        fc.uint8Array({ maxLength: 70 }),
        (key, message, tag) => {
          expect(verify(key, message, tag)).toBe(false);
        },
      ),
    );
  });

  it('verify refuses keys of small order, under which one signature fits every message', () => {
    const smallOrder = [
      '0100000000000000000000000000000000000000000000000000000000000000',
      'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
      '0000000000000000000000000000000000000000000000000000000000000080',
      '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
    ];
    for (const key of smallOrder) {
      // R is the neutral element and S is zero: the equation of RFC 8032 holds for such a key whatever the message.
      const forged = hex(`0100000000000000000000000000000000000000000000000000000000000000${'00'.repeat(32)}`);
      expect(verify(hex(key), encodeUtf8('pay Mallory'), forged)).toBe(false);
    }
  });

  it('verify refuses a second spelling of a signature (S + L)', () => {
    const pair = signKeyPair();
    const message = encodeUtf8('once');
    const signature = sign(pair.privateKey, message);
    const order = hex('edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010');
    const second = signature.slice();
    let carry = 0;
    for (let index = 0; index < 32; index += 1) {
      carry += (signature[32 + index] ?? 0) + (order[index] ?? 0);
      second[32 + index] = carry & 0xff;
      carry >>= 8;
    }
    expect(verify(pair.publicKey, message, second)).toBe(false);
  });

  it('X25519 refuses a point that makes the shared secret zero', () => {
    expect(() => x25519(randomBytes(32), new Uint8Array(32))).toThrow(CryptoError);
    expect(() =>
      x25519(randomBytes(32), hex(`e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800`)),
    ).toThrow(CryptoError);
  });

  it('X-Wing refuses wrong lengths, and gives another secret for a forged encapsulation', () => {
    const pair = createSuitePair();
    const { enc, sharedSecret } = xwingEncapsulate(pair.publicKey);
    expect(xwingDecapsulate(pair.privateKey, enc)).toEqual(sharedSecret);
    const forged = enc.slice();
    forged[0] = (forged[0] ?? 0) ^ 1;
    expect(xwingDecapsulate(pair.privateKey, forged)).not.toEqual(sharedSecret);
    expect(() => xwingDecapsulate(pair.privateKey, enc.subarray(1))).toThrow(CryptoError);
    expect(() => xwingEncapsulate(pair.publicKey.subarray(1))).toThrow(CryptoError);
  });

  it('a sealed box opens only under its own key, nonce and associated data', () => {
    const [key, nonce] = [randomBytes(32), randomBytes(24)];
    const box = aeadSeal(key, nonce, encodeUtf8('secret'), encodeUtf8('row 1'));
    expect(aeadOpen(key, nonce, box, encodeUtf8('row 1'))).toEqual(encodeUtf8('secret'));
    expect(() => aeadOpen(key, nonce, box, encodeUtf8('row 2'))).toThrow(CryptoError);
    expect(() => aeadOpen(randomBytes(32), nonce, box, encodeUtf8('row 1'))).toThrow(CryptoError);
    for (let length = 0; length < box.length; length += 1) {
      expect(() => aeadOpen(key, nonce, box.subarray(0, length), encodeUtf8('row 1'))).toThrow(CryptoError);
    }
  });
});

describe('secrets', () => {
  it('are compared by value and wiped', () => {
    const secret = randomBytes(32);
    expect(constantTimeEqual(secret, secret.slice())).toBe(true);
    expect(constantTimeEqual(secret, secret.subarray(1))).toBe(false);
    wipe(secret);
    expect(secret).toEqual(new Uint8Array(32));
  });

  it('Argon2id depends on passphrase, salt and costs', () => {
    const salt = new Uint8Array(16);
    const costs = { opsLimit: 1, memLimitBytes: 8 * 1024 * 1024 };
    const keys = [
      argon2id(encodeUtf8('a'), salt, costs),
      argon2id(encodeUtf8('b'), salt, costs),
      argon2id(encodeUtf8('a'), randomBytes(16), costs),
      argon2id(encodeUtf8('a'), salt, { ...costs, opsLimit: 2 }),
    ];
    expect(new Set(keys.map(encodeHex)).size).toBe(4);
    expect(argon2id(encodeUtf8('a'), salt, costs)).toEqual(keys[0]);
  });
});

describe.each(Object.keys(suites) as SuiteName[])('suite %s and the library’s own provider', (name) => {
  const ours = createCiphersuite(name);
  const theirs = defaultCryptoProvider.getCiphersuiteImpl(getCiphersuiteFromName(ours.name));

  it('derive the same keys from the same secret', async () => {
    const other = await theirs;
    const ikm = randomBytes(64);
    const salt = randomBytes(ours.kdf.size);
    const [mine, yours] = [await ours.hpke.deriveKeyPair(ikm), await other.hpke.deriveKeyPair(ikm)];
    expect(await ours.hpke.exportPublicKey(mine.publicKey)).toEqual(await other.hpke.exportPublicKey(yours.publicKey));
    expect(await ours.hpke.exportPrivateKey(mine.privateKey)).toEqual(
      await other.hpke.exportPrivateKey(yours.privateKey),
    );
    expect(await ours.kdf.expand(await ours.kdf.extract(salt, ikm), ikm, 100)).toEqual(
      await other.kdf.expand(await other.kdf.extract(salt, ikm), ikm, 100),
    );
  });

  it('open what the other has sealed, and export the same secret', async () => {
    const other = await theirs;
    for (const [sender, receiver] of [
      [ours, other],
      [other, ours],
    ] as const) {
      const pair = await receiver.hpke.generateKeyPair();
      const publicKey = await sender.hpke.importPublicKey(await receiver.hpke.exportPublicKey(pair.publicKey));
      const [text, info, aad] = [randomBytes(50), randomBytes(9), randomBytes(3)];
      const sealed = await sender.hpke.seal(publicKey, text, info, aad);
      expect(await receiver.hpke.open(pair.privateKey, sealed.enc, sealed.ct, info, aad)).toEqual(text);
      await expect(receiver.hpke.open(pair.privateKey, sealed.enc, sealed.ct, aad, info)).rejects.toThrow();
      const exported = await sender.hpke.exportSecret(publicKey, aad, 40, info);
      expect(await receiver.hpke.importSecret(pair.privateKey, aad, exported.enc, 40, info)).toEqual(exported.secret);
    }
  });

  it('verify each other’s signatures', async () => {
    const other = await theirs;
    const pair = await ours.signature.keygen();
    const message = randomBytes(20);
    expect(
      await other.signature.verify(pair.publicKey, message, await ours.signature.sign(pair.signKey, message)),
    ).toBe(true);
  });

  it('refuse a private key where a public one belongs', async () => {
    const pair = await ours.hpke.generateKeyPair();
    await expect(ours.hpke.exportPublicKey(pair.privateKey as never)).rejects.toThrow(CryptoError);
    await expect(ours.hpke.importPublicKey(randomBytes(7))).rejects.toThrow(CryptoError);
  });
});

function createSuitePair() {
  return suites['x-wing'].kem.generate();
}

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isPublicAddress, parseEndpoint } from './endpoint.ts';

const allowed = ['push.example.org', '*.wake.example', 'inner.example:8443'];

describe('an endpoint', () => {
  it.each([
    'https://push.example.org/abc?d=e',
    'https://push.example.org:443/abc',
    'https://PUSH.example.org/abc',
    'https://a.b.wake.example/x',
    'https://inner.example:8443/x',
  ])('may be %s', (text) => {
    expect(parseEndpoint(text, allowed)?.protocol).toBe('https:');
  });

  it.each([
    'http://push.example.org/abc',
    'https://push.example.org:8443/abc',
    'https://inner.example/x',
    'https://wake.example/x',
    'https://evilwake.example/x',
    'https://push.example.org.evil.example/x',
    'https://push.example.org./x',
    'https://evil.example/push.example.org',
    'https://push.example.org@evil.example/',
    'https://user:secret@push.example.org/',
    'https://push.example.org/#x',
    'https://evil.example\\@push.example.org/x',
    'https://127.0.0.1/x',
    'https://2130706433/x',
    'https://[::1]/x',
    'https://localhost/x',
    'file:///etc/passwd',
    'push.example.org',
    `https://push.example.org/${'x'.repeat(2_048)}`,
    '',
  ])('is not %s (T-PUSH-01)', (text) => {
    expect(parseEndpoint(text, allowed)).toBeUndefined();
  });

  it('leads to an allowed host or nowhere, whatever a device says', () => {
    const text = fc.oneof(fc.webUrl({ withFragments: true, withQueryParameters: true }), fc.string());
    fc.assert(fc.property(text, (one) => parseEndpoint(one, allowed) === undefined));
  });
});

describe('a public address', () => {
  it.each(['8.8.8.8', '142.250.74.10', '2a00:1450:4001:81b::200a'])('is %s', (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });

  it.each([
    '0.0.0.0',
    '10.1.2.3',
    '100.64.0.1',
    '127.0.0.1',
    '169.254.169.254',
    '172.31.255.255',
    '192.168.0.1',
    '198.18.0.1',
    '224.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    '::ffff:10.0.0.1',
    '64:ff9b::a00:1',
    'fc00::1',
    'fe80::1',
    'ff02::1',
    '2001:db8::1',
    '2002:a00:1::',
    'localhost',
    '',
  ])('is not %s (T-PUSH-01)', (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });
});

import { BlockList, isIP } from 'node:net';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { areNetworks, isInNetworks, isWithinNetworks } from './networks.ts';

const v4 = fc.ipV4();
const v6 = fc.ipV6();

describe('lists of networks', () => {
  it('hold the addresses that the platform says they hold', () => {
    const near = fc.tuple(
      fc.integer({ min: 0, max: 3 }),
      fc.integer({ min: 0, max: 255 }),
      fc.integer({ min: 8, max: 32 }),
    );
    fc.assert(
      fc.property(near, near, ([a, b, prefix], [c, d]) => {
        const bits = ((10 << 24) | (a << 16) | (b << 8)) >>> 0;
        const base = prefix === 0 ? 0 : (bits & (0xffff_ffff << (32 - prefix))) >>> 0;
        const text = [24, 16, 8, 0].map((shift) => (base >>> shift) & 255).join('.');
        const address = `10.${c}.${d}.7`;
        const platform = new BlockList();
        platform.addSubnet(text, prefix, 'ipv4');
        expect(isInNetworks(`${text}/${prefix}`, address)).toBe(platform.check(address, 'ipv4'));
        expect(isInNetworks(`${text}/${prefix}`, `::ffff:${address}`)).toBe(platform.check(address, 'ipv4'));
      }),
    );
  });

  it('know every spelling of an address that the platform knows, and nothing else', () => {
    fc.assert(
      fc.property(fc.oneof(v4, v6, fc.string(), fc.stringMatching(/^[0-9a-f:.]{1,45}$/)), (text) => {
        expect(isInNetworks('0.0.0.0/0\n::/0', text)).toBe(isIP(text) !== 0);
      }),
    );
  });

  it('hold IPv6 by its prefix', () => {
    const list = '2001:db8:a::/48\n::1/128';
    for (const inside of ['2001:db8:a::', '2001:DB8:A:ffff::1', '::1', '0:0:0:0:0:0:0:1']) {
      expect(isInNetworks(list, inside)).toBe(true);
    }
    for (const outside of ['2001:db8:b::', '::2', '::', '10.0.0.1', '::ffff:0.0.0.1', 'unknown', '']) {
      expect(isInNetworks(list, outside)).toBe(false);
    }
    // All of IPv6 is not all of IPv4.
    expect(isInNetworks('::/0', '10.0.0.1')).toBe(false);
    expect(isInNetworks('::/0', '::ffff:10.0.0.1')).toBe(false);
    expect(isInNetworks('10.0.0.0/8', '::a00:1')).toBe(false);
  });

  it.each([
    '10.0.0.0',
    '10.0.0.1/8',
    '10.0.0.0/33',
    '10.0.0.0/08',
    '10.0.0.0/-1',
    '10.0.0.0/',
    '10.0.0.0/8/8',
    '10.0.0/8',
    '010.0.0.0/8',
    '256.0.0.0/8',
    '10.0.0.0/8 ',
    '2001:db8::/129',
    '2001:DB8::/32',
    '2001:db8::1/32',
    '2001:db8:::/32',
    '::ffff:10.0.0.0/104',
    'fe80::1%eth0/128',
    '0x0a000000/8',
    'example.org/8',
    '*',
    '',
  ])('take no %j, and hold nobody by it', (line) => {
    expect(areNetworks(line)).toBe(false);
    expect(areNetworks(`10.0.0.0/8\n${line}`)).toBe(false);
    expect(isInNetworks(`0.0.0.0/0\n${line}`, '10.0.0.1')).toBe(false);
  });

  it('lie within one another when each network lies within one', () => {
    expect(isWithinNetworks('10.1.0.0/16', '10.0.0.0/8')).toBe(true);
    expect(isWithinNetworks('10.1.0.0/16\n2001:db8::/48', '2001:db8::/32\n10.0.0.0/8')).toBe(true);
    expect(isWithinNetworks('10.0.0.0/8', '10.0.0.0/8')).toBe(true);
    expect(isWithinNetworks('10.0.0.0/8', '10.1.0.0/16')).toBe(false);
    expect(isWithinNetworks('10.1.0.0/16\n192.168.0.0/16', '10.0.0.0/8')).toBe(false);
    expect(isWithinNetworks('::/0', '0.0.0.0/0')).toBe(false);
    // Never wider than is said: two halves are not put together.
    expect(isWithinNetworks('10.0.0.0/8', '10.0.0.0/9\n10.128.0.0/9')).toBe(false);
    fc.assert(
      fc.property(v4, fc.nat(32), fc.nat(32), (address, one, other) => {
        const cut = (prefix: number) => {
          const bits = address.split('.').reduce((whole, byte) => whole * 256 + Number(byte), 0);
          const base = Math.floor(bits / 2 ** (32 - prefix)) * 2 ** (32 - prefix);
          return `${[24, 16, 8, 0].map((shift) => Math.floor(base / 2 ** shift) % 256).join('.')}/${prefix}`;
        };
        expect(isWithinNetworks(cut(one), cut(other))).toBe(one >= other);
      }),
    );
  });
});

import { expect, it } from 'vitest';
import { shownAddress } from './address.ts';

it.each([
  ['203.0.113.77', '203.0.113.0/24', '203.0.113.77'],
  ['::ffff:203.0.113.77', '203.0.113.0/24', '203.0.113.77'],
  ['2a00:1450:4001:81b::200a', '2a00:1450:4001::/48', '2a00:1450:4001:81b::200a'],
  ['2a00::1', '2a00:0:0::/48', '2a00::1'],
  ['::1', '0:0:0::/48', '::1'],
  ['fe80::1%eth0', 'fe80:0:0::/48', 'fe80::1'],
])('of %s the network is %s', (address, network, full) => {
  expect(shownAddress(address, 'network')).toBe(network);
  expect(shownAddress(address, 'full')).toBe(full);
  expect(shownAddress(address, 'none')).toBeUndefined();
});

it('of what is no address nothing is kept', () => {
  for (const wrong of ['unknown', 'a, b', '203.0.113.77; evil', '']) {
    for (const detail of ['none', 'network', 'full'] as const) expect(shownAddress(wrong, detail)).toBeUndefined();
  }
});

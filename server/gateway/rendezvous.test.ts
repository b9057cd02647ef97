import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { TestClient } from '#server/testing/client.ts';
import { type Office, openOffice } from '#server/testing/office.ts';
import { wireLimits } from '#shared/wire/index.ts';
import { createRendezvous, type Over } from './rendezvous.ts';

const name = (mark: number) => new Uint8Array(wireLimits.rendezvousNameBytes).fill(mark);
const bytes = (...values: number[]) => Uint8Array.of(...values);

describe('a rendezvous', () => {
  let office: Office;
  let ana: TestClient;
  let fresh: TestClient;
  beforeEach(async () => {
    office = await openOffice();
    ana = await office.signedIn(office.ana);
    fresh = await office.stranger();
  });
  afterEach(() => office.close());

  it('carries bytes between the one who opened it and the first device to join, and nobody else', async () => {
    const ben = await office.signedIn((await office.hire(ana)).device);
    expect(await fresh.must('link.open', { name: name(1), message: bytes(1) })).toEqual({
      forMs: wireLimits.rendezvousMs,
    });
    expect(await fresh.refusal('link.send', { message: bytes(9) })).toBe('no-rendezvous');
    expect(await ana.must('link.join', { name: name(1) })).toEqual({ message: bytes(1) });
    expect(await ben.refusal('link.join', { name: name(1) })).toBe('already-used');
    expect(await ben.refusal('link.send', { message: bytes(9) })).toBe('no-rendezvous');
    await ana.must('link.send', { message: bytes(2) });
    await fresh.until(() => fresh.pushed('link').length === 1);
    await fresh.must('link.send', { message: bytes(3) });
    await ana.until(() => ana.pushed('link').length === 1);
    expect(fresh.pushed('link')).toEqual([{ message: bytes(2) }]);
    expect(ana.pushed('link')).toEqual([{ message: bytes(3) }]);
    expect(ben.pushed('link')).toEqual([]);
  });

  it('is over for both when one of them leaves or is gone, and its name serves nobody again', async () => {
    await fresh.must('link.open', { name: name(1), message: bytes(1) });
    await ana.must('link.join', { name: name(1) });
    await ana.must('link.close', {});
    await fresh.until(() => fresh.pushed('link.over').length === 1);
    expect(fresh.pushed('link.over')).toEqual([{ why: 'left' }]);
    expect(ana.pushed('link.over')).toEqual([]);
    expect(await ana.refusal('link.join', { name: name(1) })).toBe('already-used');
    expect(await fresh.refusal('link.open', { name: name(1), message: bytes(1) })).toBe('already-used');
    await fresh.must('link.open', { name: name(2), message: bytes(1) });
    await ana.must('link.join', { name: name(2) });
    fresh.close();
    await ana.until(() => ana.pushed('link.over').length === 1);
  });

  it('is unknown under another name', async () => {
    await fresh.must('link.open', { name: name(1), message: bytes(1) });
    expect(await ana.refusal('link.join', { name: name(2) })).toBe('no-rendezvous');
  });
});

describe('the table of rendezvous', () => {
  const side = () => ({ heard: [] as (Uint8Array | Over)[] });
  type Side = ReturnType<typeof side>;
  let passed = 0;
  const table = () =>
    createRendezvous<Side>(() => 1_000 + passed, {
      message: (to, message) => to.heard.push(message),
      over: (to, why) => to.heard.push(why),
    });
  beforeEach(() => {
    passed = 0;
  });
  const codeOf = (work: () => unknown) => {
    try {
      work();
      return undefined;
    } catch (error) {
      return (error as { code: string }).code;
    }
  };

  it('ends each after its time, and says for a while that it was that', () => {
    const [all, opener, late] = [table(), side(), side()];
    all.open(opener, 'a', name(1), bytes(1));
    passed = wireLimits.rendezvousMs;
    all.sweep();
    expect(opener.heard).toEqual(['expired']);
    expect(all.has(opener)).toBe(false);
    expect(codeOf(() => all.join(late, name(1)))).toBe('expired');
    passed += 11 * 60_000;
    expect(codeOf(() => all.join(late, name(1)))).toBe('no-rendezvous');
    all.close();
  });

  it('lets no side say more than a linking needs', () => {
    const [all, opener, joiner] = [table(), side(), side()];
    all.open(opener, 'a', name(1), bytes(1));
    all.join(joiner, name(1));
    for (let nth = 0; nth < wireLimits.rendezvousMessages; nth += 1) all.send(opener, bytes(nth));
    expect(codeOf(() => all.send(opener, bytes(1)))).toBe('rate-limited');
    expect(joiner.heard).toHaveLength(wireLimits.rendezvousMessages);
    all.close();
  });

  it('lets no address take all places, and keeps one for each socket', () => {
    const all = table();
    const openers = Array.from({ length: 21 }, side);
    const codes = openers.map((one, index) => codeOf(() => all.open(one, 'a', name(index + 1), bytes(1))));
    expect(codes.filter((code) => code === 'rate-limited')).toHaveLength(1);
    expect(codeOf(() => all.open(side(), 'b', name(99), bytes(1)))).toBeUndefined();
    const [first] = openers;
    if (first === undefined) throw new Error('unreachable');
    all.open(first, 'a', name(77), bytes(1));
    expect(codeOf(() => all.join(side(), name(1)))).toBe('expired');
    all.close();
  });
});

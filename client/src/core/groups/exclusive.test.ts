import { describe, expect, it } from 'vitest';
import { createExclusive } from './exclusive.ts';

function gate(): { opened: Promise<void>; open: () => void } {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}

describe('exclusive', () => {
  it('runs work under one key strictly one after the other', async () => {
    const exclusive = createExclusive();
    const first = gate();
    const seen: string[] = [];
    const one = exclusive.run('a', async () => {
      seen.push('one begins');
      await first.opened;
      seen.push('one ends');
    });
    const two = exclusive.run('a', async () => {
      seen.push('two');
    });
    await exclusive.run('b', async () => {
      seen.push('other key');
    });
    first.open();
    await Promise.all([one, two]);
    expect(seen).toEqual(['one begins', 'other key', 'one ends', 'two']);
  });

  it('goes on after work that failed, and hands the failure to its own caller only', async () => {
    const exclusive = createExclusive();
    const failing = exclusive.run('a', () => Promise.reject(new Error('broken')));
    const next = exclusive.run('a', async () => 'fine');
    await expect(failing).rejects.toThrow('broken');
    await expect(next).resolves.toBe('fine');
  });
});

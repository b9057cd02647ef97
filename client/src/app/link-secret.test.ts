import { describe, expect, it } from 'vitest';
import { type LinkWindow, takeFragment } from './link-secret.ts';

function page(hash: string): LinkWindow & { readonly replaced: string[] } {
  const replaced: string[] = [];
  return {
    replaced,
    location: { hash, pathname: '/join', search: '?a=1' },
    history: { state: null, replaceState: (_state, _unused, url) => replaced.push(url) },
  };
}

describe('the secret of a link', () => {
  it('is taken out of the address and of the history', () => {
    const window = page('#v1.secret');
    expect(takeFragment(window)).toBe('v1.secret');
    expect(window.replaced).toEqual(['/join?a=1']);
  });

  it('leaves no address that was not needed, and none where there is no secret', () => {
    const window = page('');
    expect(takeFragment(window)).toBeUndefined();
    expect(window.replaced).toEqual([]);
  });

  it('leaves the address also when it is too long to be one of ours', () => {
    const window = page(`#${'a'.repeat(3_000)}`);
    expect(takeFragment(window)).toBeUndefined();
    expect(window.replaced).toEqual(['/join?a=1']);
  });
});

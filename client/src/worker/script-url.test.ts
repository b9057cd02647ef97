import { describe, expect, it } from 'vitest';
import { POLICY_NAME, scriptUrls } from './script-url.ts';

const page = { origin: 'https://chat.example', href: 'https://chat.example/room/1' };

describe('script addresses', () => {
  it('are the constants of this build, and no others', () => {
    const trust = scriptUrls(['/assets/core.js', 'https://evil.example/assets/core.js'], page, undefined);
    expect(String(trust('/assets/core.js'))).toBe('https://chat.example/assets/core.js');
    for (const url of [
      'https://evil.example/assets/core.js',
      '/assets/other.js',
      '//evil.example/assets/core.js',
      'data:text/javascript,1',
      'blob:https://chat.example/1',
      '/assets/core.js?x',
    ]) {
      expect(() => trust(url)).toThrow(TypeError);
    }
  });

  it('go through one policy where the browser has Trusted Types', () => {
    const made: string[] = [];
    const trust = scriptUrls(['/assets/core.js'], page, {
      createPolicy(name, rules) {
        made.push(name);
        return { createScriptURL: (url) => `trusted ${rules.createScriptURL(url)}` };
      },
    });
    expect(String(trust('/assets/core.js'))).toBe('trusted https://chat.example/assets/core.js');
    expect(() => trust('/assets/other.js')).toThrow(TypeError);
    expect(made).toEqual([POLICY_NAME]);
  });
});

import { cleanup, render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { type Permalink, permalinkUrl } from '#client/bridge/permalink.ts';
import { PermalinkContext } from '../permalink-context.ts';
import { parseLinkTarget } from './link-target.ts';
import { Markdown } from './Markdown.tsx';

afterEach(cleanup);

// The overlays look their ids up by selector; this DOM lacks the escaping (CSSOM §2.1), and the ids need little of it.
vi.stubGlobal('CSS', { escape: (text: string) => text.replaceAll(/[^\w-]/g, (character) => `\\${character}`) });

/** All that a message may become. */
const TAGS = new Set([
  'DIV',
  'P',
  'BR',
  'STRONG',
  'EM',
  'S',
  'CODE',
  'PRE',
  'BLOCKQUOTE',
  'UL',
  'OL',
  'LI',
  'HR',
  'A',
  'BDI',
  'SPAN',
]);
const ATTRIBUTES = new Set(['class', 'dir', 'href', 'target', 'rel', 'start', 'tabindex']);
const SCHEMES = ['https:', 'http:', 'mailto:'];

/** Draws `text` and asserts that nothing came of it but what is allowed. */
function draw(text: string): HTMLElement {
  const { container } = render(<Markdown text={text} />);
  for (const element of container.querySelectorAll('*')) {
    expect(TAGS).toContain(element.tagName);
    for (const { name } of element.attributes) expect(ATTRIBUTES).toContain(name);
  }
  for (const link of container.querySelectorAll('a')) {
    expect(SCHEMES).toContain(link.protocol);
    expect(link.rel).toContain('noopener');
  }
  return container;
}

describe('formatting', () => {
  it('makes elements of what is allowed', () => {
    const drawn = draw(
      '**bold** *it* ~~gone~~ `code`\n\n> quoted\n\n3. three\n4. four\n\n```js\nlet a;\n```\n\n# Title',
    );
    expect(drawn.querySelector('strong')?.textContent).toBe('bold');
    expect(drawn.querySelector('em')?.textContent).toBe('it');
    expect(drawn.querySelector('s')?.textContent).toBe('gone');
    expect(drawn.querySelector('blockquote')?.textContent).toBe('quoted');
    expect(drawn.querySelector('ol')?.start).toBe(3);
    expect(drawn.querySelectorAll('li')).toHaveLength(2);
    expect(drawn.querySelector('pre')?.textContent).toBe('let a;');
    expect(drawn.querySelector('h1')).toBeNull();
    expect(drawn.textContent).toContain('Title');
  });

  it('keeps the lines as they were typed', () => {
    expect(draw('one\ntwo').querySelectorAll('br')).toHaveLength(1);
  });
});

describe('hostile text', () => {
  it.each([
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '<svg/onload=alert(1)>',
    '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
    '<a href="javascript:alert(1)">x</a>',
    '<style>*{display:none}</style>',
    '<!--><img src=x onerror=alert(1)>-->',
    '`<script>`<script>alert(1)</script>',
    '&lt;script&gt;alert(1)&lt;/script&gt;',
  ])('%s stays text', (text) => {
    const drawn = draw(text);
    for (const piece of text.replaceAll('`', ' ').split(/\s+/)) expect(drawn.textContent).toContain(piece);
  });

  it.each([
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    'java\tscript:alert(1)',
    '\u0001javascript:alert(1)',
    'javascript&#58;alert(1)',
    'data:text/html,<script>alert(1)</script>',
    'data:image/svg+xml;base64,PHN2Zz4=',
    'vbscript:msgbox(1)',
    'blob:https://example.org/1',
    'file:///etc/passwd',
    'about:blank',
    'tel:123',
    '//example.org',
    '/settings',
    'https:',
    'https://',
    'https://example.org/\u200B',
    `https://example.org/${'a'.repeat(5_000)}`,
  ])('[words](%s) is no link', (address) => {
    expect(draw(`[words](${address})`).querySelector('a')).toBeNull();
    expect(draw(`![words](${address})`).querySelector('a')).toBeNull();
    expect(draw(`<${address}>`).querySelector('a')).toBeNull();
  });

  it('keeps the address of a refused link in sight', () => {
    expect(draw('[invoice](javascript:alert(1))').textContent).toContain('javascript:alert(1)');
  });

  it('loads no picture: it becomes a link', () => {
    const drawn = draw('![chart](https://tracker.example/p.png)');
    expect(drawn.querySelector('img')).toBeNull();
    expect(drawn.querySelector('a')?.href).toBe('https://tracker.example/p.png');
  });

  it('takes out what turns the text after it around, and keeps honest isolates', () => {
    expect(draw('photo\u202Egnp.exe \u2067שלום\u2069').textContent).toBe('photognp.exe \u2067שלום\u2069');
    expect(draw('a\u0000b\u0007').textContent).toBe('a\uFFFDb\uFFFD');
    expect(draw(`a${'\u0301'.repeat(300)}b`).textContent).toBe(`a${'\u0301'.repeat(4)}b`);
  });

  it('makes no link of a bare name: a file name is not a place', () => {
    expect(draw('see readme.md and example.com').querySelector('a')).toBeNull();
  });

  it.each([
    ['quotes', `${'>'.repeat(5_000)} deep`],
    ['lists', Array.from({ length: 300 }, (_, depth) => `${' '.repeat(depth * 2)}- x`).join('\n')],
    ['emphasis', `${'*'.repeat(6_000)}x${'*'.repeat(6_000)}`],
    ['brackets', '['.repeat(10_000)],
    ['links', '[a]('.repeat(4_000)],
    ['pictures', '![a]('.repeat(4_000)],
    ['backticks', '`'.repeat(9_999)],
    ['underscores', '_a '.repeat(6_000)],
    ['longer than is formatted', '**a** '.repeat(20_000)],
  ])('survives a huge nest of %s', (_, text) => {
    const drawn = draw(text);
    let deepest = 0;
    for (const element of drawn.querySelectorAll('*')) {
      let depth = 0;
      for (let at: Element | null = element; at !== null && at !== drawn; at = at.parentElement) depth += 1;
      deepest = Math.max(deepest, depth);
    }
    expect(deepest).toBeLessThan(30);
    expect(drawn.textContent).not.toBe('');
  });

  it.each(['```', '>', '#', '- ', '**', '    ', '[]()', '> > >', '~~~'])('shows %j as it stands', (text) => {
    expect(draw(text).textContent?.trim()).toBe(text.trim());
  });

  it('loses no word of what is nested too deep', () => {
    expect(draw(`${'> '.repeat(40)}deep`).textContent).toContain('deep');
    expect(
      draw(Array.from({ length: 30 }, (_, depth) => `${' '.repeat(depth * 2)}- w${depth}`).join('\n')).textContent,
    ).toContain('w29');
  });

  it('makes nothing else of anything', () => {
    const piece = fc.constantFrom(
      ...[
        '<',
        '>',
        '"',
        "'",
        '&',
        '(',
        ')',
        '[',
        ']',
        '!',
        '`',
        '*',
        '_',
        '~',
        '\n',
        '    ',
        '- ',
        '1. ',
        '# ',
        '|',
        '\\',
      ],
      ...[
        'javascript:',
        'https://a.example',
        'data:text/html,',
        'onerror=',
        '<script>',
        '&#106;',
        '&colon;',
        '\u202E',
        'x',
      ],
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
        draw(pieces.join(''));
        cleanup();
      }),
      { numRuns: 300 },
    );
  });
});

describe('links', () => {
  it('to messages stand as a whole, whatever their ids are, and lead there inside the app', async () => {
    const ids = fc.stringMatching(/^[A-Za-z0-9_-]{21}[AQgw]$/);
    fc.assert(
      fc.property(fc.tuple(ids, ids, ids), ([conversation, author, message]) => {
        const link = { conversation, author, message } as Permalink;
        const url = permalinkUrl('https://chat.example', link);
        const drawn = draw(`See ${url}, please`);
        expect(drawn.querySelector('a')?.href).toBe(url);
        cleanup();
      }),
    );
    const follow = vi.fn();
    const link = { conversation: 'a', author: 'b', message: 'c' } as unknown as Permalink;
    const { container } = render(
      <PermalinkContext.Provider value={{ parse: () => link, titleOf: () => 'Harbour', follow, jumpTo: vi.fn() }}>
        <Markdown text="https://chat.example/#message/1" />
      </PermalinkContext.Provider>,
    );
    await userEvent.click(within(container).getByRole('link', { name: 'Message in Harbour' }));
    expect(follow).toHaveBeenCalledWith(link);
  });

  it('whose words are their address open without a question', async () => {
    const drawn = draw('https://example.org/plan');
    const link = drawn.querySelector('a');
    expect(link?.href).toBe('https://example.org/plan');
    expect(link?.target).toBe('_blank');
    expect(drawn.textContent).toBe('https://example.org/plan');
  });

  it('whose words say something else name their place, and show the whole address before they open', async () => {
    const person = userEvent.setup();
    const opened = vi.spyOn(window, 'open').mockReturnValue(null);
    const drawn = draw('[https://bank.example](https://evil.example/login?for=you)');
    expect(drawn.textContent).toContain('(evil.example)');

    await person.click(within(drawn).getByRole('link'));
    const dialog = screen.getByRole('dialog', { name: 'Open this link?' });
    expect(within(dialog).getByText('https://evil.example/login?for=you')).toBeTruthy();
    expect(within(dialog).getByText('evil.example')).toBeTruthy();
    expect(opened).not.toHaveBeenCalled();

    await person.click(within(dialog).getByRole('button', { name: 'Open' }));
    expect(opened).toHaveBeenCalledExactlyOnceWith(
      'https://evil.example/login?for=you',
      '_blank',
      'noopener,noreferrer',
    );
    opened.mockRestore();
  });

  it('can be left unopened by Escape', async () => {
    const person = userEvent.setup();
    const opened = vi.spyOn(window, 'open').mockReturnValue(null);
    await person.click(within(draw('[words](https://a.example)')).getByRole('link'));
    await person.keyboard('{Escape}');
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(opened).not.toHaveBeenCalled();
    opened.mockRestore();
  });

  it('are refused where their address has what cannot be seen', () => {
    expect(parseLinkTarget('http://exa\u202Emple.org')).toBeUndefined();
    expect(parseLinkTarget('https://example.org/\u00A0')).toBeUndefined();
  });

  it('warn of what makes an address look like another', () => {
    expect(parseLinkTarget('https://bank.example@evil.example/')).toMatchObject({ place: 'evil.example' });
    expect(parseLinkTarget('https://bank.example@evil.example/')?.warnings).toHaveLength(1);
    // A Cyrillic а: the place is shown in its ASCII form.
    expect(parseLinkTarget('https://b\u0430nk.example')?.place).toBe('xn--bnk-6cd.example');
    expect(parseLinkTarget('https://b\u0430nk.example')?.warnings).toHaveLength(1);
    expect(parseLinkTarget('http://192.0.2.7/')?.warnings).toHaveLength(2);
    expect(parseLinkTarget('https://example.org/')?.warnings).toEqual([]);
    expect(parseLinkTarget('mailto:ben@example.org')).toMatchObject({ place: 'ben@example.org' });
  });

  it('ask although the words are the address, where the address deceives', () => {
    const drawn = draw('<https://bank.example@evil.example/>');
    expect(drawn.textContent).toContain('(evil.example)');
  });
});

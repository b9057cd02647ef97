import { cleanup, render, screen } from '@testing-library/react';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import type { MentionSpan } from '#client/bridge/port.ts';
import { parseId, type UserId } from '#shared/ids/index.ts';
import { Markdown } from './Markdown.tsx';
import { PeopleContext } from './Mention.tsx';
import { piecesOf, withMarks } from './mention-marks.ts';

afterEach(cleanup);

const [me, ben, gone] = ['A', 'B', 'C'].map((letter) => parseId<UserId>(`${letter.repeat(21)}A`)) as [
  UserId,
  UserId,
  UserId,
];
const names = new Map([
  [me, 'Ana'],
  [ben, '*Ben* [x](https://evil.example)'],
  [gone, 'Chloe'],
]);

function draw(text: string, mentions: readonly MentionSpan[], isRoom = true): HTMLElement {
  const nameOf = (id: UserId) => names.get(id) ?? 'Somebody';
  const here = { nameOf, me, members: [me, ben], isRoom, moderates: false };
  return render(
    <PeopleContext value={here}>
      <Markdown text={text} mentions={mentions} />
    </PeopleContext>,
  ).container;
}
const chips = (drawn: HTMLElement) => [...drawn.querySelectorAll('bdi[class]')].map(({ textContent }) => textContent);

describe('a mention in a message', () => {
  it('is drawn by the name that this device has, which formats nothing', () => {
    // The words that came with it are not even looked at.
    const drawn = draw('Hi **@Mallory!** and @Ana', [
      { start: 5, end: 13, who: ben },
      { start: 21, end: 25, who: me },
    ]);
    expect(drawn.textContent).toBe('Hi @*Ben* [x](https://evil.example)! and @Ana');
    expect(drawn.querySelector('a, em')).toBeNull();
    expect(drawn.querySelector('strong')?.textContent).toBe('@*Ben* [x](https://evil.example)!');
    expect(chips(drawn)).toHaveLength(2);
    expect(screen.getByText('@Ana').className).toContain('mine');
  });

  it('of who is not here, of the room where there is none, and in code, is plain text', () => {
    const text = '@Chloe @room `@Ana`';
    const mentions = [
      { start: 0, end: 6, who: gone },
      { start: 7, end: 12, who: 'room' as const },
      { start: 14, end: 18, who: me },
    ];
    expect(chips(draw(text, mentions, false))).toEqual([]);
    cleanup();
    const drawn = draw(text, mentions);
    expect(chips(drawn)).toEqual(['@room']);
    expect(drawn.textContent).toBe('@Chloe @room @Ana');
  });

  it('without an id is plain text', () => {
    expect(chips(draw('@Ana @room \uFDD0', []))).toEqual([]);
    cleanup();
    // Nor does a mark of somebody's own stand for a mention that there is.
    const drawn = draw('@Ana \uFDD0', [{ start: 0, end: 4, who: me }]);
    expect(chips(drawn)).toEqual(['@Ana']);
    expect(drawn.textContent).toBe('@Ana \uFFFD');
  });

  it('is found again in any text', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' }), { minLength: 1, maxLength: 8 }), (parts) => {
        let text = '';
        const spans: MentionSpan[] = [];
        for (const [nth, part] of parts.entries()) {
          if (nth > 0) {
            spans.push({ start: text.length, end: text.length + 4, who: me });
            text += '@Ana';
          }
          text += part;
        }
        const numbers = piecesOf(withMarks(text, spans)).filter((piece) => typeof piece === 'number');
        expect(numbers).toEqual(spans.map((_, nth) => nth));
      }),
    );
  });
});

import { common, createLowlight } from 'lowlight';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type ColourAnswer, type ColourQuestion, pieceOf } from './code-pieces.ts';
import { type ColourWorker, createColouring } from './colouring.ts';

const grammars = createLowlight(common);
const colour = (language: string, code: string) =>
  grammars.highlight(language, code).children.flatMap((node) => pieceOf(node, undefined));

describe('the pieces of code', () => {
  it.each([
    ['typescript', "const a: string = 'x'; // why\nfunction go(n = 1) { return n; }"],
    ['python', 'def go(x):\n    """doc"""\n    return [y for y in x if y > 0x1F]'],
    ['bash', 'for f in *.txt; do echo "$f"; done # all'],
    ['json', '{"a": [1, true, null, "b"]}'],
    ['diff', '@@ -1 +1 @@\n-old\n+new'],
    ['xml', '<a href="javascript:alert(1)"><script>alert(1)</script></a>'],
  ])('of %s are together what was written', (language, code) => {
    const pieces = colour(language, code);
    expect(pieces.map(({ text }) => text).join('')).toBe(code);
    expect(new Set(pieces.map(({ part }) => part)).size).toBeGreaterThan(2);
  });

  it('say what they are', () => {
    const parts = Object.fromEntries(
      colour('javascript', "let a = 'x'; // why\n").map(({ text, part }) => [text, part]),
    );
    expect(parts).toMatchObject({ let: 'keyword', "'x'": 'string', '// why': 'comment' });
    expect(Object.fromEntries(colour('diff', '-old\n+new').map(({ text, part }) => [text, part]))).toMatchObject({
      '-old': 'removed',
      '+new': 'added',
    });
  });
});

/** A worker that answers what `answers` says, or nothing. */
class Scripted implements ColourWorker {
  static readonly made: Scripted[] = [];
  readonly asked: ColourQuestion[] = [];
  hasEnded = false;
  #listen: (event: { readonly data: ColourAnswer }) => void = () => undefined;
  #fail: () => void = () => undefined;

  readonly #answers: (question: ColourQuestion) => ColourAnswer | undefined;

  constructor(answers: (question: ColourQuestion) => ColourAnswer | undefined) {
    this.#answers = answers;
    Scripted.made.push(this);
  }

  addEventListener(kind: 'message' | 'error', listen: (event: { readonly data: ColourAnswer }) => void): void {
    if (kind === 'message') this.#listen = listen;
    else this.#fail = listen as () => void;
  }

  postMessage(question: ColourQuestion): void {
    this.asked.push(question);
    const answer = this.#answers(question);
    if (answer !== undefined) queueMicrotask(() => this.#listen({ data: answer }));
  }

  terminate(): void {
    this.hasEnded = true;
  }

  fail(): void {
    this.#fail();
  }
}

describe('asking for colours', () => {
  beforeEach(() => {
    vi.useFakeTimers();
    Scripted.made.length = 0;
  });
  afterEach(() => void vi.useRealTimers());

  const whole = ({ id, code }: ColourQuestion): ColourAnswer => ({ id, pieces: [{ text: code, part: 'keyword' }] });

  it('starts one worker, asks one thing at a time, and nothing twice', async () => {
    const piecesOf = createColouring(() => new Scripted(whole));
    const [first, again, other] = await Promise.all([piecesOf('js', 'a'), piecesOf('js', 'a'), piecesOf('js', 'b')]);
    expect(first).toEqual([{ text: 'a', part: 'keyword' }]);
    expect(again).toBe(first);
    expect(other).toEqual([{ text: 'b', part: 'keyword' }]);
    expect(Scripted.made).toHaveLength(1);
    expect(Scripted.made[0]?.asked.map(({ code }) => code)).toEqual(['a', 'b']);
  });

  it('ends a worker that takes too long, and goes on with another', async () => {
    const piecesOf = createColouring(
      () => new Scripted((question) => (question.code === 'slow' ? undefined : whole(question))),
    );
    const slow = piecesOf('js', 'slow');
    const next = piecesOf('js', 'next');
    await vi.advanceTimersByTimeAsync(1_000);
    expect(await slow).toEqual([]);
    expect(await next).toEqual([{ text: 'next', part: 'keyword' }]);
    expect(Scripted.made.map(({ hasEnded }) => hasEnded)).toEqual([true, false]);
  });

  it('leaves code as it is whose worker fails, or whose pieces are not that code', async () => {
    const piecesOf = createColouring(
      () => new Scripted(({ id, code }) => (code === 'other' ? { id, pieces: [{ text: 'Other' }] } : undefined)),
    );
    expect(await piecesOf('js', 'other')).toEqual([]);
    const failing = piecesOf('js', 'a');
    Scripted.made[0]?.fail();
    expect(await failing).toEqual([]);
  });

  it('does not ask about code that is long', async () => {
    const piecesOf = createColouring(() => new Scripted(whole));
    expect(await piecesOf('js', 'x'.repeat(10_001))).toEqual([]);
    expect(Scripted.made).toHaveLength(0);
  });
});

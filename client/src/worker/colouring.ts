/** The window's side of the worker that colours code: one question at a time, an end for what takes too long. */
import type { CodePiece, ColourAnswer, ColourQuestion } from './code-pieces.ts';

/** A worker as this needs it. */
export interface ColourWorker {
  postMessage(question: ColourQuestion): void;
  terminate(): void;
  addEventListener(kind: 'message', listen: (event: { readonly data: ColourAnswer }) => void): void;
  addEventListener(kind: 'error', listen: () => void): void;
}

/** Code that takes longer, in ms, was made to: a screenful takes a few. */
const PATIENCE = 1_000;
/** Longer code, in UTF-16 units, stays as it is. */
const LONGEST = 10_000;
/** What was coloured last is known. */
const KEPT = 200;

interface Asked {
  readonly language: string;
  readonly code: string;
  readonly answer: (pieces: readonly CodePiece[]) => void;
}

/**
 * A function that tells the pieces of `code` in `language`. It never fails: code that is too long or takes too long, and a language
 * that nobody knows, have no pieces.
 * @param open starts the worker; called when something is first asked, and again after one was ended.
 */
export function createColouring(
  open: () => ColourWorker,
): (language: string, code: string) => Promise<readonly CodePiece[]> {
  const known = new Map<string, Promise<readonly CodePiece[]>>();
  const waiting: Asked[] = [];
  let worker: ColourWorker | undefined;
  let current: (Asked & { readonly id: number; readonly timer: ReturnType<typeof setTimeout> }) | undefined;
  let asked = 0;

  const finish = (pieces: readonly CodePiece[]) => {
    if (current === undefined) return;
    clearTimeout(current.timer);
    // A piece more or less would be other code than was said, in the look of what was said.
    const whole = pieces.map(({ text }) => text).join('') === current.code;
    current.answer(whole ? pieces : []);
    current = undefined;
    next();
  };

  /** Stops code that was made to keep the processor busy (a pattern that backtracks without end). */
  const end = () => {
    worker?.terminate();
    worker = undefined;
    finish([]);
  };

  const next = () => {
    const first = current === undefined ? waiting.shift() : undefined;
    if (first === undefined) return;
    asked += 1;
    current = { ...first, id: asked, timer: setTimeout(end, PATIENCE) };
    if (worker === undefined) {
      worker = open();
      worker.addEventListener('message', ({ data }) => {
        if (data.id === current?.id) finish(data.pieces);
      });
      worker.addEventListener('error', end);
    }
    worker.postMessage({ id: asked, language: first.language, code: first.code });
  };

  return (language, code) => {
    if (code.length > LONGEST) return Promise.resolve([]);
    const key = `${language}\n${code}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    const promise = new Promise<readonly CodePiece[]>((answer) => waiting.push({ language, code, answer }));
    known.set(key, promise);
    for (const oldest of known.keys()) {
      if (known.size <= KEPT) break;
      known.delete(oldest);
    }
    next();
    return promise;
  };
}

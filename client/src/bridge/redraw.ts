/** Images are drawn anew in a worker of their own, which lives for one of them: a broken one takes nothing else with it. */
import type { RedrawAnswer, RedrawOrder } from '../worker/redraw.ts';
import { startRedrawing } from '../worker/start.ts';

export type { RedrawAnswer };

/** A decoder that hangs must not keep a message from being sent. */
const PATIENCE_MS = 30_000;

let last: Promise<unknown> = Promise.resolve();

/** One after the other: each of them takes a hundred megabytes while it is drawn. Never rejects. */
export function redraw(order: RedrawOrder): Promise<RedrawAnswer> {
  const answer = last.then(() => redrawAlone(order));
  last = answer;
  return answer;
}

function redrawAlone(order: RedrawOrder): Promise<RedrawAnswer> {
  return new Promise((resolve) => {
    const worker = startRedrawing();
    const end = (answer: RedrawAnswer) => {
      clearTimeout(patience);
      worker.terminate();
      resolve(answer);
    };
    const patience = setTimeout(() => end({ ok: false }), PATIENCE_MS);
    worker.addEventListener('message', ({ data }: MessageEvent<RedrawAnswer>) => end(data));
    worker.addEventListener('error', () => end({ ok: false }));
    worker.postMessage(order);
  });
}

/** How a list in Chromium keeps up with the wheel. */
import type { Locator, Page } from '@playwright/test';

const FRAME_MS = 1_000 / 60;

export interface Motion {
  /** Between two frames that were drawn one after the other, in ms. */
  readonly frames: readonly number[];
  readonly longestTask: number;
}

/**
 * Turns the wheel over `list` as fast as a person would who looks for something.
 * @param step how far each time, in pixels; negative: upwards.
 * @param duration in ms.
 */
export async function scroll(page: Page, list: Locator, step: number, duration: number): Promise<Motion> {
  const box = await list.boundingBox();
  if (box === null) throw new Error('what is to be scrolled is not there');
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.evaluate(() => {
    const seen = { frames: [] as number[], longestTask: 0 };
    Object.assign(window, { seen });
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) seen.longestTask = Math.max(seen.longestTask, duration);
    }).observe({ type: 'longtask' });
    let before = performance.now();
    // A method: to a named function the loader adds what the page does not have.
    const clock = {
      tick(now: number) {
        seen.frames.push(now - before);
        before = now;
        requestAnimationFrame(clock.tick);
      },
    };
    requestAnimationFrame(clock.tick);
  });
  const end = performance.now() + duration;
  while (performance.now() < end) {
    await page.mouse.wheel(0, step);
    // The pace of a hand: what is measured is how the list keeps up with it.
    await page.waitForTimeout(50);
  }
  const motion = await page.evaluate(() => (window as unknown as { readonly seen: Motion }).seen);
  return { ...motion, frames: motion.frames.slice(1) };
}

/** What is said of frames that were not drawn in time, over `duration` ms. */
export function droppedFrames({ frames }: Motion, duration: number): string {
  const dropped = frames.reduce((sum, ms) => sum + Math.max(0, Math.round(ms / FRAME_MS) - 1), 0);
  return `${dropped} of ${frames.length + dropped} frames of 60 a second were dropped while scrolling for ${duration / 1_000} s; the browser draws without a graphics card here`;
}

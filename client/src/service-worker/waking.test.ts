import { expect, it } from 'vitest';
import { type OpenWindow, onNotificationPressed, onWake } from './waking.ts';

function scopeOf(states: readonly string[]) {
  const done: string[] = [];
  const windows = states.map(
    (visibilityState, place): OpenWindow => ({
      visibilityState,
      focus: async () => void done.push(`focus ${place}`),
    }),
  );
  return {
    done,
    windows: async () => windows,
    show: async (title: string, options: object) => void done.push(`${title} ${JSON.stringify(options)}`),
    open: async (address: string) => void done.push(`open ${address}`),
  };
}

it('says that something came, and nothing else', async () => {
  for (const states of [[], ['hidden'], ['hidden', 'prerender']]) {
    const scope = scopeOf(states);
    await onWake(scope);
    expect(scope.done).toEqual(['New activity in Tacit {"tag":"tacit-activity","icon":"/icon-192.png"}']);
  }
});

it('says nothing to somebody who has the app before them', async () => {
  const scope = scopeOf(['hidden', 'visible']);
  await onWake(scope);
  expect(scope.done).toEqual([]);
});

it('leads to the window that was used last, or to a new one', async () => {
  const [some, none] = [scopeOf(['hidden', 'visible']), scopeOf([])];
  await onNotificationPressed(some);
  await onNotificationPressed(none);
  expect(some.done).toEqual(['focus 0']);
  expect(none.done).toEqual(['open /']);
});

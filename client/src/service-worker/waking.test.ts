import { expect, it } from 'vitest';
import { type OpenWindow, onNotificationPressed, onWake } from './waking.ts';

function scopeOf(states: readonly string[], languages: readonly string[] = []) {
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
    languages: async () => languages,
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

it('says it in the language that the page speaks, else in the first of the browser’s that it knows', async () => {
  const said = async (...languages: string[]) => {
    const scope = scopeOf([], languages);
    await onWake(scope);
    return scope.done[0];
  };
  expect(await said('vi', 'en-GB')).toContain('Có hoạt động mới trong Tacit');
  expect(await said('tlh', 'ar-EG', 'en')).toContain('نشاط جديد في Tacit');
  expect(await said('tlh')).toContain('New activity in Tacit');
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

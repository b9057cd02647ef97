import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createPublisher, type Sources } from './publisher.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

/** A publisher, and the topics that it has told. */
function scene() {
  const told: string[] = [];
  const source = () => [] as never;
  const sources: Sources = {
    connection: source,
    conversations: source,
    people: source,
    invitations: source,
    typing: source,
    saved: source,
    later: source,
    presence: source,
    settings: source,
  };
  return { told, publisher: createPublisher(sources, ({ topic }) => told.push(topic)) };
}

it('tells what changes in one go once', () => {
  const { told, publisher } = scene();
  publisher.changed('connection');
  publisher.changed('conversations', 'connection');
  expect(told).toEqual([]);
  vi.advanceTimersByTime(20);
  expect(told).toEqual(['connection', 'conversations']);
});

it('tells what changes with every message ten times a second, and in the end as it is', () => {
  const { told, publisher } = scene();
  for (let ms = 0; ms < 1_000; ms += 5) {
    publisher.changed('conversations');
    vi.advanceTimersByTime(5);
  }
  expect(told.length).toBeGreaterThan(5);
  expect(told.length).toBeLessThanOrEqual(11);
  const before = told.length;
  publisher.changed('conversations');
  vi.advanceTimersByTime(1_000);
  expect(told.length).toBeGreaterThan(before);
  const after = told.length;
  vi.advanceTimersByTime(1_000);
  expect(told.length).toBe(after);
});

it('lets nothing else wait for that', () => {
  const { told, publisher } = scene();
  publisher.changed('conversations');
  vi.advanceTimersByTime(20);
  publisher.changed('conversations', 'settings');
  vi.advanceTimersByTime(20);
  expect(told).toEqual(['conversations', 'settings']);
  vi.advanceTimersByTime(100);
  expect(told).toEqual(['conversations', 'settings', 'conversations']);
});

it('tells nothing any more once it is closed', () => {
  const { told, publisher } = scene();
  publisher.changed('conversations');
  vi.advanceTimersByTime(20);
  publisher.changed('conversations');
  publisher.close();
  vi.advanceTimersByTime(1_000);
  expect(told).toEqual(['conversations']);
});

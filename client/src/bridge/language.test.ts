import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { afterEach, expect, it } from 'vitest';
import { createCore } from '#core/core.ts';
import { createSocketTransport } from '#core/transport/socket-transport.ts';
import { speak as coreSpeaks } from '#core/words/index.ts';
import { speak } from '../words/index.ts';
import { startHost } from '../worker/host.ts';
import { memoryLocks, SmallCore } from '../worker/testing.ts';
import { type Bridge, createBridge } from './bridge.ts';

const ends: (() => void)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) end();
  // Tests of other files have the same modules.
  await Promise.all([speak('en'), coreSpeaks('en')]);
});

/** A window and the worker that it starts. */
function openWindow(createHostCore: Parameters<typeof startHost>[0]['createCore']): Bridge {
  const locks = memoryLocks();
  const workerLocks = locks.context();
  const windowLocks = locks.context();
  const open = (instance: string) => {
    const close = () => workerLocks.end();
    const host = startHost({ instance, locks: workerLocks, createCore: createHostCore, close });
    const attach: typeof host.attach = (message, port) => {
      ends.push(() => port.close());
      host.attach(message, port);
    };
    return { attach, onFailure: () => undefined };
  };
  ends.push(() => windowLocks.end());
  return createBridge({ workers: { shared: false, build: '/core.js', open }, locks: windowLocks, window: 'w' });
}

it('a window tells the core what it speaks when it comes and at each change', async () => {
  await speak('ar');
  const core = new SmallCore();
  const bridge = openWindow(() => core.port);
  await bridge.actions.getSession();
  expect(core.spoken).toEqual(['ar']);
  await speak('vi');
  await bridge.actions.getSession();
  expect(core.spoken).toEqual(['ar', 'vi']);
});

it('a core takes no language that it does not know', async () => {
  const core = new SmallCore();
  const bridge = openWindow(() => core.port);
  await bridge.actions.getSession();
  await bridge.actions.speak('../../elsewhere' as 'en');
  expect(core.spoken).toEqual(['en']);
});

it('a core that was told Vietnamese answers what it refuses in Vietnamese', async () => {
  const bridge = openWindow(async (ended) => {
    const core = await createCore({
      storageName: 'language',
      origin: 'http://127.0.0.1:9',
      now: Date.now,
      // Nobody answers there: what is asked for without a relay is refused.
      transport: createSocketTransport({ url: 'http://127.0.0.1:9', now: Date.now }),
      indexedDb: { indexedDB: new IDBFactory(), IDBKeyRange },
      ended,
    });
    ends.push(() => core.abandon());
    return core;
  });
  expect(await bridge.actions.ratePassphrase('short')).toMatchObject({ sentence: expect.stringMatching(/needed/) });
  const stopped = new Promise<string>((resolve) => {
    bridge.snapshots.subscribe(({ session }) => {
      if (session.kind === 'unreachable' && session.sentence.startsWith('Không')) resolve(session.sentence);
    });
  });
  await speak('vi');
  await bridge.actions.speak('vi');
  expect(await bridge.actions.ratePassphrase('short')).toMatchObject({
    sentence: expect.stringMatching(/^Cần thêm \d+ ký tự\.$/),
  });
  expect(await bridge.actions.unlock('anything')).toMatchObject({
    problem: { code: 'not-allowed', sentence: 'Việc này không được phép ở đây.' },
  });
  expect(await stopped).toBe('Không thể kết nối tới máy chủ.');
});

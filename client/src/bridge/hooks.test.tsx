import { act, cleanup, render, screen } from '@testing-library/react';
import { StrictMode } from 'react';
import { afterEach, describe, expect, it } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { encodeBase64url } from '#shared/encoding/index.ts';
import { type GroupId, parseId } from '#shared/ids/index.ts';
import { SmallCore } from '../worker/testing.ts';
import { createActions } from './actions.ts';
import type { Bridge } from './bridge.ts';
import { BridgeProvider, useConnection, useSession, useTimeline } from './hooks.ts';
import { applyUpdate, nothingKnown, type Snapshots } from './snapshots.ts';

const idOf = (value: number) => parseId<GroupId>(encodeBase64url(new Uint8Array(16).fill(value)));

/** The bridge on a core in the same thread. */
function directBridge(core: SmallCore): Bridge {
  const snapshots = createStore<Snapshots>(() => nothingKnown);
  core.listeners.add((update) => snapshots.setState((known) => applyUpdate(known, update), true));
  const link = Promise.resolve({ remote: core.port, waiting: new Set<() => void>() });
  return { snapshots, actions: createActions(() => link, snapshots), onNotice: () => () => undefined };
}

afterEach(cleanup);

function Session({ onDraw }: { onDraw: () => void }) {
  onDraw();
  return <p>{useSession().kind}</p>;
}

function Queue() {
  return <p>{useConnection().queued} waiting</p>;
}

function Timeline({ id }: { id: GroupId }) {
  const view = useTimeline(id);
  if (view.kind === 'open') return <p>{view.timeline.hasOlder ? 'first' : 'second'}</p>;
  return <p>{view.kind === 'failed' ? view.problem.sentence : 'opening'}</p>;
}

describe('hooks', () => {
  it('draw a view again for its own topic only', () => {
    const core = new SmallCore();
    const bridge = directBridge(core);
    let drawn = 0;
    render(
      <BridgeProvider bridge={bridge}>
        <Session
          onDraw={() => {
            drawn += 1;
          }}
        />
        <Queue />
      </BridgeProvider>,
    );
    expect(screen.getByText('starting')).toBeTruthy();
    act(() => {
      const link = { kind: 'online' } as const;
      core.push({ topic: 'connection', snapshot: { link, queued: 4, evidence: [], alarms: [] } });
    });
    expect(screen.getByText('4 waiting')).toBeTruthy();
    expect(drawn).toBe(1);
    act(() => core.push({ topic: 'session', snapshot: { kind: 'unreachable', sentence: '' } }));
    expect(screen.getByText('unreachable')).toBeTruthy();
  });

  it('keep a timeline open exactly as long as it is shown', async () => {
    const core = new SmallCore();
    core.answers.set('openTimeline', (conversation) =>
      conversation === idOf(3)
        ? { ok: false, problem: { code: 'not-found', sentence: 'It is gone.', nextStep: '' } }
        : { ok: true, value: { conversation, entries: [], hasOlder: conversation === idOf(1) } },
    );
    const bridge = directBridge(core);
    const shown = (id: GroupId) => (
      <StrictMode>
        <BridgeProvider bridge={bridge}>
          <Timeline id={id} />
        </BridgeProvider>
      </StrictMode>
    );
    const { rerender, unmount } = render(shown(idOf(1)));
    expect(screen.getByText('opening')).toBeTruthy();
    await screen.findByText('first');
    rerender(shown(idOf(2)));
    await screen.findByText('second');
    rerender(shown(idOf(3)));
    await screen.findByText('It is gone.');
    unmount();
    await core.untilCalled('closeTimeline', core.called.filter((call) => call.name === 'openTimeline').length);
    expect(bridge.snapshots.getState().timelines).toEqual({});
  });
});

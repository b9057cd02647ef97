/** The calls to the core, made safe for views: they always answer, also when the worker ends in the middle of one. */
import type { StoreApi } from 'zustand/vanilla';
import type { CoreProblem, TimelineId } from '#core/port.ts';
import { type RemoteCore, remoteCalls } from '../worker/protocol.ts';
import { type Snapshots, withoutTimeline, withTimeline } from './snapshots.ts';
import { type ToldAnswer, told } from './told.ts';

/** What a window asks of the core. Views open timelines by `useTimeline`, which also closes them. */
export type CoreActions = {
  readonly [Name in keyof RemoteCore]: (
    ...args: Parameters<RemoteCore[Name]>
  ) => ToldAnswer<ReturnType<RemoteCore[Name]>>;
};

/** One worker, for as long as it lives. */
export interface Link {
  readonly remote: RemoteCore;
  /** To be called when the worker has ended, for each call that still waits. */
  readonly waiting: Set<() => void>;
}

/** Makes the actions over whichever worker `link` names when one of them is called. */
export function createActions(link: () => Promise<Link>, snapshots: StoreApi<Snapshots>): CoreActions {
  const calls = Object.fromEntries(
    remoteCalls.map((name) => [name, (...args: readonly unknown[]) => callRemote(link, name, args)]),
    // The list of names is complete by its type, so the object has every call.
  ) as CoreActions;
  const open = new Map<TimelineId, number>();
  return {
    ...calls,
    async openTimeline(timeline) {
      open.set(timeline, (open.get(timeline) ?? 0) + 1);
      const opened = await calls.openTimeline(timeline);
      // A pushed snapshot may be newer than the answer: it stays.
      if (opened.ok && open.has(timeline)) {
        snapshots.setState((known) => (timeline in known.timelines ? known : withTimeline(known, opened.value)), true);
      }
      return opened;
    },
    async closeTimeline(timeline) {
      const left = (open.get(timeline) ?? 0) - 1;
      if (left > 0) open.set(timeline, left);
      else {
        open.delete(timeline);
        snapshots.setState((known) => withoutTimeline(known, timeline), true);
      }
      await calls.closeTimeline(timeline);
    },
  };
}

async function callRemote(
  link: () => Promise<Link>,
  name: keyof RemoteCore,
  args: readonly unknown[],
): Promise<unknown> {
  const joined = await link().catch(() => undefined);
  if (joined === undefined) return answerWithout(name, 'internal');
  const { remote, waiting } = joined;
  const call = remote[name] as (...args: readonly unknown[]) => Promise<unknown>;
  return new Promise((resolve) => {
    const stop = () => resolve(answerWithout(name, 'core-ended'));
    waiting.add(stop);
    void call(...args)
      .then(
        (answer) => resolve(inWords(answer)),
        () => resolve(answerWithout(name, 'internal')),
      )
      .finally(() => waiting.delete(stop));
  });
}

/** What went wrong has words for the person when a view gets it. */
function inWords(answer: unknown): unknown {
  const failed = typeof answer === 'object' && answer !== null && 'ok' in answer && answer.ok === false;
  if (!failed || !('problem' in answer)) return answer;
  // That is an outcome, by the types of the calls.
  return { ...answer, problem: told(answer.problem as CoreProblem) };
}

/** What a view gets where there is no answer. */
function answerWithout(name: keyof RemoteCore, code: 'core-ended' | 'internal'): unknown {
  const problem = told({ code });
  switch (name) {
    case 'lock':
      // The end of the worker is what was asked for.
      return code === 'core-ended' ? { ok: true, value: undefined } : { ok: false, problem };
    case 'getSession':
      return { kind: 'starting' };
    case 'ratePassphrase':
      return { acceptable: false, level: 0, sentence: '' };
    case 'touch':
    case 'speak':
    case 'closeTimeline':
    case 'watch':
    case 'unwatch':
    case 'sayTyping':
    case 'cancelLinking':
      return undefined;
    default:
      return { ok: false, problem };
  }
}

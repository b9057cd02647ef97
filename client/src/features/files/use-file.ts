import { useEffect, useRef, useState } from 'react';
import { useCore, useSession } from '#client/bridge/hooks.ts';
import type { CoreProblem, FileView, TimelineId, TimelineKey } from '#client/bridge/port.ts';
import { saveBlob } from '#client/ui/save-file.ts';
import { say } from '#client/ui/toast.tsx';
import { fileName } from './file-name.ts';

/** What can be done with a file of a message. */
export interface FileActions {
  readonly fetch: () => void;
  /** The same when nobody has asked for it: nothing is said when it is refused. @returns whether it comes. */
  readonly fetchUnasked: () => Promise<boolean>;
  readonly stop: () => void;
  /** Fetches it first where that is needed; undefined where the policy does not let the app offer it. */
  readonly save: (() => void) | undefined;
}

const tell = (answer: { readonly ok: true } | { readonly ok: false; readonly problem: CoreProblem }) => {
  if (!answer.ok) say(answer.problem.sentence, answer.problem.nextStep);
};

export function useFile(timeline: TimelineId, key: TimelineKey, { id, name, state }: FileView): FileActions {
  const core = useCore();
  const session = useSession();
  const maySave = session.kind === 'open' && session.policy.files.saving;
  const [saves, setSaves] = useState(false);
  const isHere = state.kind === 'here';
  const isLost = state.kind === 'failed' || state.kind === 'gone';
  const keep = () =>
    void core.openFile(timeline, key, id).then((answer) => {
      tell(answer);
      // Whatever it is, it is bytes to be kept: as a document of this origin it could do what the app can do.
      if (answer.ok) saveBlob(fileName(name), answer.value.slice(0, answer.value.size, 'application/octet-stream'));
    });
  const now = useRef(keep);
  useEffect(() => {
    now.current = keep;
  });
  useEffect(() => {
    if (!saves || !(isHere || isLost)) return;
    setSaves(false);
    if (isHere) now.current();
  }, [saves, isHere, isLost]);
  const fetch = () => void core.fetchFile(timeline, key, id).then(tell);
  return {
    fetch,
    fetchUnasked: () => core.fetchFile(timeline, key, id).then(({ ok }) => ok),
    stop: () => {
      setSaves(false);
      void core.stopFile(id);
    },
    save: maySave
      ? () => {
          if (isHere) return keep();
          setSaves(true);
          fetch();
        }
      : undefined,
  };
}

import { useEffect, useRef, useState } from 'react';
import { useCore } from '#client/bridge/hooks.ts';
import type { FileView, TimelineId, TimelineKey } from '#client/bridge/port.ts';
import type { ProblemWords } from '#client/ui/Problem.tsx';
import { headOf } from './image-head.ts';
import { typed } from './readied.ts';

export type PictureState =
  | { readonly kind: 'opening' }
  | { readonly kind: 'open'; readonly url: string }
  /** Its bytes are of no image that may be drawn. */
  | { readonly kind: 'unfit' }
  | { readonly kind: 'failed'; readonly problem: ProblemWords };

const OPENING: PictureState = { kind: 'opening' };

/**
 * A file as something that can be drawn, once it is on this device, judged by its first bytes. It is in the memory of this
 * page for as long as it is shown.
 */
export function usePicture(timeline: TimelineId, key: TimelineKey, { id, state }: FileView): PictureState {
  const core = useCore();
  const [picture, setPicture] = useState(OPENING);
  // Where it stands changes when its message is placed, and the file does not.
  const place = useRef(key);
  useEffect(() => {
    place.current = key;
  });
  const isHere = state.kind === 'here' || state.kind === 'going';
  useEffect(() => {
    if (!isHere) return;
    let url: string | undefined;
    let shown = true;
    const open = async (): Promise<PictureState> => {
      const answer = await core.openFile(timeline, place.current, id);
      if (!answer.ok) return { kind: 'failed', problem: answer.problem };
      const head = await headOf(answer.value);
      if (head === undefined) return { kind: 'unfit' };
      if (!shown) return OPENING;
      url = URL.createObjectURL(typed(answer.value, head));
      return { kind: 'open', url };
    };
    void open().then((opened) => {
      if (shown) setPicture(opened);
    });
    return () => {
      shown = false;
      setPicture(OPENING);
      if (url !== undefined) URL.revokeObjectURL(url);
    };
  }, [core, timeline, id, isHere]);
  return picture;
}

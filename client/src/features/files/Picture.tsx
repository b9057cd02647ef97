import clsx from 'clsx';
import { Image as ImageIcon, ImageOff, RotateCw } from 'lucide-react';
import { type CSSProperties, type ReactNode, useEffect, useRef, useState } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import type { FileView, TimelineId, TimelineKey } from '#client/bridge/port.ts';
import { Button } from '#client/ui/Button.tsx';
import { sizeWords } from '#client/ui/size.ts';
import { words } from '#client/words/index.ts';
import { rareWords } from '#client/words/rare.ts';
import { FileCard } from './FileCard.tsx';
import { shownName } from './file-name.ts';
import styles from './files.module.css';
import { Progress } from './Progress.tsx';
import { type FileActions, useFile } from './use-file.ts';
import { type PictureState, usePicture } from './use-picture.ts';

/** Pictures up to this size come by themselves when they are seen. */
const UNASKED_BYTES = 2 * 1024 * 1024;
/** The room that a picture gets at most, in pixels; and what it gets at least. */
const [WIDTH_MAX, HEIGHT_MAX, SIDE_MIN] = [360, 320, 96];

/** What was stopped does not begin again by itself. Until the page is left. */
const stopped = new Set<string>();

/** A picture in a message, in a room that is its own before it is there: nothing jumps when it comes. */
export function Picture({
  timeline,
  messageKey,
  file,
  isAlone,
  onView,
  onCancel,
}: {
  readonly timeline: TimelineId;
  readonly messageKey: TimelineKey;
  readonly file: FileView;
  readonly isAlone: boolean;
  readonly onView: () => void;
  readonly onCancel: () => void;
}) {
  const picture = usePicture(timeline, messageKey, file);
  const actions = useFile(timeline, messageKey, file);
  const said = rareWords.files;
  const frame = useRef<HTMLDivElement>(null);
  const [waits, setWaits] = useState(() => file.bytes > UNASKED_BYTES || stopped.has(file.id));
  const wait = () => {
    stopped.add(file.id);
    setWaits(true);
  };
  const comesUnasked = file.state.kind === 'there' && !waits;
  const come = () => void actions.fetchUnasked().then((comes) => !comes && wait());
  const now = useRef(come);
  useEffect(() => {
    now.current = come;
  });
  useEffect(() => {
    const { current: seen } = frame;
    if (!comesUnasked || seen === null) return;
    const observer = new IntersectionObserver((entries) => {
      if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
      observer.disconnect();
      now.current();
    });
    observer.observe(seen);
    return () => observer.disconnect();
  }, [comesUnasked]);
  if (picture.kind === 'unfit') {
    return (
      <FileCard
        timeline={timeline}
        messageKey={messageKey}
        file={file}
        note={said.noImage}
        onOpen={undefined}
        onCancel={onCancel}
      />
    );
  }
  const name = shownName(file.name);
  return (
    <div ref={frame} className={clsx(styles.frame, isAlone && styles.alone)} style={isAlone ? roomOf(file) : undefined}>
      {picture.kind === 'open' ? (
        <>
          <AriaButton className={clsx(styles.view)} aria-label={said.open(name)} onPress={onView}>
            <img src={picture.url} alt="" className={styles.cover} decoding="async" draggable={false} />
          </AriaButton>
          {file.state.kind === 'going' && (
            <span className={styles.over}>
              <Progress share={file.state.share} label={said.sending(name)} stopLabel={said.cancel} onStop={onCancel} />
            </span>
          )}
        </>
      ) : (
        <Waiting picture={picture} file={file} actions={actions} waits={waits} onStop={wait} onCancel={onCancel} />
      )}
    </div>
  );
}

/** What stands in its place until the picture does. */
function Waiting({
  picture,
  file: { name, bytes, state },
  actions,
  waits,
  onStop,
  onCancel,
}: {
  readonly picture: PictureState;
  readonly file: FileView;
  readonly actions: FileActions;
  /** It comes when somebody asks for it. */
  readonly waits: boolean;
  readonly onStop: () => void;
  readonly onCancel: () => void;
}): ReactNode {
  const said = rareWords.files;
  const shown = shownName(name);
  const problem = state.kind === 'failed' ? state.problem : picture.kind === 'failed' ? picture.problem : undefined;
  if (problem !== undefined) {
    return (
      <>
        <p className={styles.problem}>{problem.sentence}</p>
        <Button size="s" icon={<RotateCw size={14} aria-hidden />} onPress={actions.fetch}>
          {words.messages.tryAgain}
        </Button>
      </>
    );
  }
  switch (state.kind) {
    case 'coming': {
      const stop = () => {
        onStop();
        actions.stop();
      };
      return <Progress share={state.share} label={said.fetching(shown)} stopLabel={said.stop} onStop={stop} />;
    }
    case 'going':
      return <Progress share={state.share} label={said.sending(shown)} stopLabel={said.cancel} onStop={onCancel} />;
    case 'gone':
      return (
        <>
          <ImageOff size={24} aria-hidden />
          <p title={said.goneWhy}>{said.gone}</p>
        </>
      );
    case 'there':
      return waits ? (
        <Button size="s" icon={<ImageIcon size={14} aria-hidden />} onPress={actions.fetch}>
          {said.show(sizeWords(bytes))}
        </Button>
      ) : (
        <ImageIcon size={24} aria-hidden />
      );
    case 'here':
    case 'failed':
      return <ImageIcon size={24} aria-hidden />;
  }
}

function roomOf({ width = 1, height = 1 }: FileView): CSSProperties {
  const scale = Math.min(1, WIDTH_MAX / width, HEIGHT_MAX / height);
  const [across, down] = [width, height].map((side) => Math.max(SIDE_MIN, Math.round(side * scale)));
  return { inlineSize: across, aspectRatio: `${across} / ${down}` };
}

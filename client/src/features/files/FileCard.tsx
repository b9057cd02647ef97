import clsx from 'clsx';
import { Download, File as FileIcon, RotateCw } from 'lucide-react';
import { Button as AriaButton } from 'react-aria-components';
import type { FileView, TimelineId, TimelineKey } from '#client/bridge/port.ts';
import { IconButton } from '#client/ui/Button.tsx';
import { sizeWords } from '#client/ui/size.ts';
import { words } from '#client/words/index.ts';
import { rareWords } from '#client/words/rare.ts';
import { FileNameText } from './FileNameText.tsx';
import { shownName } from './file-name.ts';
import styles from './files.module.css';
import { Progress } from './Progress.tsx';
import { useFile } from './use-file.ts';

/** A file of a message by its name: to be fetched and kept. It is never opened here, unless it is a picture. */
export function FileCard({
  timeline,
  messageKey,
  file,
  note,
  onOpen,
  onCancel,
}: {
  readonly timeline: TimelineId;
  readonly messageKey: TimelineKey;
  readonly file: FileView;
  /** What is said of it besides. */
  readonly note?: string;
  /** Shows it as a picture. */
  readonly onOpen: (() => void) | undefined;
  readonly onCancel: () => void;
}) {
  const actions = useFile(timeline, messageKey, file);
  const said = rareWords.files;
  const { state, bytes } = file;
  const name = shownName(file.name);
  const about = (
    <>
      <FileNameText name={file.name} />
      <span className={styles.size}>
        {state.kind === 'gone'
          ? said.gone
          : state.kind === 'failed'
            ? `${state.problem.sentence} ${state.problem.nextStep}`
            : note === undefined
              ? sizeWords(bytes)
              : `${sizeWords(bytes)} · ${note}`}
      </span>
    </>
  );
  return (
    <div className={styles.card} data-state={state.kind}>
      <span className={styles.kind}>
        <FileIcon size={20} aria-hidden />
      </span>
      {onOpen === undefined || state.kind === 'gone' ? (
        <span className={styles.about}>{about}</span>
      ) : (
        <AriaButton className={clsx(styles.about, styles.openCard)} aria-label={said.open(name)} onPress={onOpen}>
          {about}
        </AriaButton>
      )}
      {state.kind === 'coming' ? (
        <Progress share={state.share} label={said.fetching(name)} stopLabel={said.stop} onStop={actions.stop} />
      ) : state.kind === 'going' ? (
        <Progress share={state.share} label={said.sending(name)} stopLabel={said.cancel} onStop={onCancel} />
      ) : state.kind === 'failed' ? (
        <IconButton label={words.messages.tryAgain} placement="top" onPress={actions.fetch}>
          <RotateCw size={18} aria-hidden />
        </IconButton>
      ) : (
        state.kind !== 'gone' &&
        actions.save !== undefined && (
          <IconButton label={said.save(name)} placement="top" onPress={actions.save}>
            <Download size={18} aria-hidden />
          </IconButton>
        )
      )}
    </div>
  );
}

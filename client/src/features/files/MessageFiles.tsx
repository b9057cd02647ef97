import clsx from 'clsx';
import type { FilePlace } from '#client/bridge/files.ts';
import { useSession } from '#client/bridge/hooks.ts';
import type { FileView, MessageView, TimelineId } from '#client/bridge/port.ts';
import { isPhoto, looksLikeImage } from '#client/ui/files-words.ts';
import { rareWords } from '#client/words/rare.ts';
import { FileCard } from './FileCard.tsx';
import styles from './files.module.css';
import { Picture } from './Picture.tsx';

/** The files of a message: pictures, and below them what is to be kept. */
export function MessageFiles({
  timeline,
  entry: { id, key, files = [] },
  onView,
  onCancel,
}: {
  readonly timeline: TimelineId;
  readonly entry: Extract<MessageView, { kind: 'text' }>;
  /** Shows a picture on the whole page. */
  readonly onView: (place: FilePlace) => void;
  /** Takes the message back that has not gone. */
  readonly onCancel: () => void;
}) {
  const session = useSession();
  const photos = files.filter(isPhoto);
  const others = files.filter((file) => !isPhoto(file));
  const view = (file: FileView) => () => onView({ message: id, file: file.id });
  const common = { timeline, messageKey: key, onCancel };
  const saving = session.kind !== 'open' || session.policy.files.saving;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: only keeps the browser from offering what the policy forbids
    <div className={styles.files} onContextMenu={(event) => !saving && event.preventDefault()}>
      {photos.length > 0 && (
        <div className={clsx(photos.length > 1 && styles.photos)}>
          {photos.map((file) => (
            <Picture key={file.id} {...common} file={file} isAlone={photos.length === 1} onView={view(file)} />
          ))}
        </div>
      )}
      {others.map((file) => (
        <FileCard key={file.id} {...common} file={file} onOpen={looksLikeImage(file.type) ? view(file) : undefined} />
      ))}
      {!saving && others.length > 0 && <p className={styles.explained}>{rareWords.files.noSaving}</p>}
    </div>
  );
}

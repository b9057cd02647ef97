import clsx from 'clsx';
import { ChevronLeft, ChevronRight, Download, RotateCw, X, ZoomIn, ZoomOut } from 'lucide-react';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import type { FilePlace } from '#client/bridge/files.ts';
import { useEntriesNow, useMessage, useSession } from '#client/bridge/hooks.ts';
import type { FileView, MessageView, TimelineId } from '#client/bridge/port.ts';
import { Button, IconButton } from '#client/ui/Button.tsx';
import { looksLikeImage } from '#client/ui/files-words.ts';
import hidden from '#client/ui/hidden.module.css';
import { sizeWords } from '#client/ui/size.ts';
import { fullTime } from '#client/ui/time.ts';
import { useBackCloses } from '#client/ui/use-back-closes.ts';
import { words } from '#client/words/index.ts';
import { rareWords } from '#client/words/rare.ts';
import type { UserId } from '#shared/ids/index.ts';
import { FileNameText } from './FileNameText.tsx';
import { shownName } from './file-name.ts';
import styles from './files.module.css';
import { Progress } from './Progress.tsx';
import { useFile } from './use-file.ts';
import { usePicture } from './use-picture.ts';

type Message = Extract<MessageView, { kind: 'text' }>;

/** One picture on the whole page, and the way to the others that are in sight of the timeline. */
export function Viewer({
  timeline,
  first,
  nameOf,
  onClose,
}: {
  readonly timeline: TimelineId;
  readonly first: FilePlace;
  readonly nameOf: (id: UserId) => string;
  readonly onClose: () => void;
}) {
  const entriesNow = useEntriesNow(timeline);
  const [places] = useState(() => placesIn(entriesNow()));
  const [at, setAt] = useState(() =>
    Math.max(
      0,
      places.findIndex(({ file }) => file === first.file),
    ),
  );
  const place = places[at] ?? first;
  const message = useMessage(timeline, place.message);
  const file = message?.files?.find(({ id }) => id === place.file);
  const gone = message === undefined || file === undefined || message.recalledAt !== undefined;
  useBackCloses(true, onClose);
  // Recalled or over meanwhile: nothing of it stays in sight.
  useEffect(() => {
    if (gone) onClose();
  }, [gone, onClose]);
  const said = rareWords.files;
  const go = (by: number) => setAt((now) => Math.min(places.length - 1, Math.max(0, now + by)));
  const onKey = (event: KeyboardEvent) => {
    const back = document.documentElement.dir === 'rtl' ? 'ArrowRight' : 'ArrowLeft';
    if (event.key === 'ArrowLeft' || event.key === 'ArrowRight') go(event.key === back ? -1 : 1);
  };
  return (
    <ModalOverlay isOpen onOpenChange={(open) => !open && onClose()} isDismissable className={clsx(styles.overlay)}>
      <Modal className={clsx(styles.modal)}>
        {/* biome-ignore lint/a11y/noStaticElementInteractions: keys that reach the dialog from whatever has the focus in it */}
        <div onKeyDown={onKey} className={styles.viewer}>
          <Dialog className={clsx(styles.viewer)}>
            <header className={styles.top}>
              <div className={styles.what}>
                <Heading
                  slot="title"
                  level={2}
                  className={clsx(styles.title)}
                  aria-label={file && shownName(file.name)}
                >
                  {file === undefined ? said.photos : <FileNameText name={file.name} />}
                </Heading>
                {message !== undefined && file !== undefined && (
                  <p className={styles.size}>
                    <bdi>{nameOf(message.author)}</bdi> · <time>{fullTime(message.at)}</time> · {sizeWords(file.bytes)}
                  </p>
                )}
              </div>
              {places.length > 1 && (
                <p role="status" className={styles.place}>
                  {file !== undefined && <span className={hidden.hidden}>{shownName(file.name)}, </span>}
                  {said.place(at + 1, places.length)}
                </p>
              )}
              {message !== undefined && file !== undefined && (
                <Shown key={file.id} timeline={timeline} message={message} file={file} />
              )}
              <IconButton label={words.shared.close} onPress={onClose}>
                <X size={20} aria-hidden />
              </IconButton>
            </header>
            {places.length > 1 && (
              <>
                <span className={styles.previous}>
                  <IconButton label={said.previous} isDisabled={at === 0} onPress={() => go(-1)}>
                    <ChevronLeft size={24} aria-hidden />
                  </IconButton>
                </span>
                <span className={styles.next}>
                  <IconButton label={said.next} isDisabled={at === places.length - 1} onPress={() => go(1)}>
                    <ChevronRight size={24} aria-hidden />
                  </IconButton>
                </span>
              </>
            )}
          </Dialog>
        </div>
      </Modal>
    </ModalOverlay>
  );
}

/** The picture itself, and what one can do with it. */
function Shown({
  timeline,
  message,
  file,
}: {
  readonly timeline: TimelineId;
  readonly message: Message;
  readonly file: FileView;
}) {
  const picture = usePicture(timeline, message.key, file);
  const actions = useFile(timeline, message.key, file);
  const session = useSession();
  const saving = session.kind !== 'open' || session.policy.files.saving;
  const [large, setLarge] = useState(false);
  const said = rareWords.files;
  const { state } = file;
  const name = shownName(file.name);
  // What is looked at is wanted.
  const asked = useRef(false);
  useEffect(() => {
    if (state.kind !== 'there' || asked.current) return;
    asked.current = true;
    actions.fetch();
  });
  const problem = state.kind === 'failed' ? state.problem : picture.kind === 'failed' ? picture.problem : undefined;
  return (
    <>
      {picture.kind === 'open' && (
        <IconButton label={large ? said.fit : said.actual} onPress={() => setLarge(!large)}>
          {large ? <ZoomOut size={20} aria-hidden /> : <ZoomIn size={20} aria-hidden />}
        </IconButton>
      )}
      {actions.save !== undefined && state.kind !== 'gone' && (
        <IconButton label={said.save(name)} onPress={actions.save}>
          <Download size={20} aria-hidden />
        </IconButton>
      )}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: only keeps the browser from offering what the policy forbids */}
      <div
        className={clsx(styles.stage, large && styles.large)}
        onContextMenu={(event) => !saving && event.preventDefault()}
      >
        {picture.kind === 'open' ? (
          <img src={picture.url} alt={name} className={large ? styles.natural : styles.fitted} draggable={false} />
        ) : problem !== undefined ? (
          <>
            <p>
              {problem.sentence} {problem.nextStep}
            </p>
            <Button size="s" icon={<RotateCw size={14} aria-hidden />} onPress={actions.fetch}>
              {words.messages.tryAgain}
            </Button>
          </>
        ) : picture.kind === 'unfit' ? (
          <p>{said.noImage}</p>
        ) : state.kind === 'gone' ? (
          <p>
            {said.gone}. {said.goneWhy}
          </p>
        ) : state.kind === 'coming' ? (
          <Progress share={state.share} label={said.fetching(name)} stopLabel={said.stop} onStop={actions.stop} />
        ) : state.kind === 'there' ? (
          <Button size="s" onPress={actions.fetch}>
            {said.show(sizeWords(file.bytes))}
          </Button>
        ) : null}
      </div>
    </>
  );
}

function placesIn(entries: readonly MessageView[]): readonly FilePlace[] {
  return entries.flatMap((entry) =>
    entry.kind !== 'text' || entry.recalledAt !== undefined
      ? []
      : (entry.files ?? [])
          .filter(({ type, state }) => looksLikeImage(type) && state.kind !== 'gone')
          .map(({ id }) => ({ message: entry.id, file: id })),
  );
}

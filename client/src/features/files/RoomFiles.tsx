import clsx from 'clsx';
import { Download, File as FileIcon, Files, Image as ImageIcon } from 'lucide-react';
import { useCallback, useEffect, useState } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import { useConversation, useCore, usePeople } from '#client/bridge/hooks.ts';
import type { CoreProblem, RoomFile, ThreadId, TimelineKey } from '#client/bridge/port.ts';
import { Button, IconButton } from '#client/ui/Button.tsx';
import { isPhoto } from '#client/ui/files-words.ts';
import { Problem } from '#client/ui/Problem.tsx';
import { plainName } from '#client/ui/plain-name.ts';
import { Skeleton } from '#client/ui/Skeleton.tsx';
import { sizeWords } from '#client/ui/size.ts';
import { shortTime } from '#client/ui/time.ts';
import { useNow } from '#client/ui/use-now.ts';
import { words } from '#client/words/index.ts';
import { rareWords } from '#client/words/rare.ts';
import type { GroupId, UserId } from '#shared/ids/index.ts';
import { FileNameText } from './FileNameText.tsx';
import { shownName } from './file-name.ts';
import styles from './files.module.css';
import { useFile } from './use-file.ts';
import { usePicture } from './use-picture.ts';

/** A page may have nothing in it and not be the last; so many are asked for at a time. */
const PAGES_MOST = 10;

/** What was sent in a conversation, the newest first. */
export function RoomFiles({
  conversation,
  onJump,
}: {
  readonly conversation: GroupId;
  readonly onJump: (key: TimelineKey, thread?: ThreadId) => void;
}) {
  const core = useCore();
  const lastAt = useConversation(conversation)?.lastAt;
  const people = usePeople();
  const [files, setFiles] = useState<readonly RoomFile[]>();
  const [cursor, setCursor] = useState<string>();
  const [problem, setProblem] = useState<CoreProblem>();
  const [pending, setPending] = useState(false);
  const load = useCallback(
    async (from: string | undefined) => {
      const found: RoomFile[] = [];
      let next = from;
      for (let page = 0; page < PAGES_MOST && found.length === 0; page += 1) {
        const answer = await core.roomFiles(conversation, next);
        if (!answer.ok) return answer;
        found.push(...answer.value.files);
        next = answer.value.cursor;
        if (next === undefined) break;
      }
      return { ok: true, found, next } as const;
    },
    [core, conversation],
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was said last may have had files
  useEffect(() => {
    let shown = true;
    void load(undefined).then((loaded) => {
      if (!shown) return;
      if (!loaded.ok) return setProblem(loaded.problem);
      setFiles(loaded.found);
      setCursor(loaded.next);
    });
    return () => {
      shown = false;
    };
  }, [load, lastAt]);
  const more = () => {
    setPending(true);
    void load(cursor).then((loaded) => {
      setPending(false);
      if (!loaded.ok) return setProblem(loaded.problem);
      setFiles((before) => [...(before ?? []), ...loaded.found]);
      setCursor(loaded.next);
    });
  };
  const nameOf = (user: UserId) => {
    const person = people.find(({ id }) => id === user);
    return person?.isMe === true ? words.shared.you : plainName(person?.name ?? words.shared.somebody);
  };
  const said = rareWords.files;
  return (
    <section className={styles.list} aria-label={said.title}>
      <h3>{said.title}</h3>
      <Problem problem={problem} />
      {files === undefined && problem === undefined && <Skeleton label={said.reading} rows={2} />}
      {files?.length === 0 && (
        <div className={styles.none}>
          <Files size={20} aria-hidden />
          <p>
            {said.none}. {said.noneWhy}
          </p>
        </div>
      )}
      {files !== undefined && files.length > 0 && (
        <ul>
          {files.map((one) => (
            <Line
              key={`${one.key} ${one.file.id}`}
              conversation={conversation}
              one={one}
              author={nameOf(one.author)}
              onJump={() => onJump(one.key, one.thread)}
            />
          ))}
        </ul>
      )}
      {cursor !== undefined && (
        <Button wide isPending={pending} onPress={more}>
          {words.shared.showMore}
        </Button>
      )}
    </section>
  );
}

function Line({
  conversation,
  one: { key, at, file },
  author,
  onJump,
}: {
  readonly conversation: GroupId;
  readonly one: RoomFile;
  readonly author: string;
  readonly onJump: () => void;
}) {
  const now = useNow(60_000);
  const actions = useFile(conversation, key, file);
  const said = rareWords.files;
  const name = shownName(file.name);
  return (
    <li className={styles.line}>
      <AriaButton className={clsx(styles.goTo)} aria-label={said.goTo(name)} onPress={onJump}>
        <span className={styles.thumb}>
          {isPhoto(file) ? (
            <Thumb conversation={conversation} messageKey={key} file={file} />
          ) : (
            <FileIcon size={20} aria-hidden />
          )}
        </span>
        <span className={styles.about}>
          <FileNameText name={file.name} />
          <span className={styles.size}>
            <bdi>{author}</bdi> · <time>{shortTime(at, now)}</time> ·{' '}
            {file.state.kind === 'gone' ? said.gone : sizeWords(file.bytes)}
          </span>
        </span>
      </AriaButton>
      {file.state.kind === 'here' && actions.save !== undefined && (
        <IconButton label={said.save(name)} onPress={actions.save}>
          <Download size={18} aria-hidden />
        </IconButton>
      )}
    </li>
  );
}

function Thumb({
  conversation,
  messageKey,
  file,
}: {
  readonly conversation: GroupId;
  readonly messageKey: TimelineKey;
  readonly file: RoomFile['file'];
}) {
  const picture = usePicture(conversation, messageKey, file);
  return picture.kind === 'open' ? (
    <img src={picture.url} alt="" className={styles.cover} decoding="async" draggable={false} />
  ) : (
    <ImageIcon size={20} aria-hidden />
  );
}

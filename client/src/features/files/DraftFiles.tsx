import { File as FileIcon, Image as ImageIcon, X } from 'lucide-react';
import { type RefObject, use, useEffect, useImperativeHandle, useRef, useState, useSyncExternalStore } from 'react';
import { DraftsContext, type FilesToSend } from '#client/bridge/files.ts';
import { useCore } from '#client/bridge/hooks.ts';
import type { PolicyView } from '#client/bridge/port.ts';
import { IconButton } from '#client/ui/Button.tsx';
import hidden from '#client/ui/hidden.module.css';
import { Problem } from '#client/ui/Problem.tsx';
import { Spinner } from '#client/ui/Spinner.tsx';
import { sizeWords } from '#client/ui/size.ts';
import { rareWords } from '#client/words/rare.ts';
import type { GroupId } from '#shared/ids/index.ts';
import { DraftFiles as Draft, type DraftFile } from './draft.ts';
import { FileNameText } from './FileNameText.tsx';
import { shownName } from './file-name.ts';
import styles from './files.module.css';
import { readied } from './readied.ts';
import { useDropAndPaste } from './use-drop-and-paste.ts';

export interface DraftFilesProps {
  readonly conversation: GroupId;
  /** Names the draft: the conversation, or its thread. */
  readonly place: string;
  readonly limits: PolicyView['files'];
  /** Asks which files are meant. */
  readonly pick: RefObject<(() => void) | null>;
  readonly onChange: (files: FilesToSend | undefined) => void;
}

/** The files that go with the next message, and the ways by which they come: chosen, dropped, pasted. */
export function DraftFiles({ conversation, place, limits, pick, onChange }: DraftFilesProps) {
  const core = useCore();
  const drafts = use(DraftsContext);
  const [draft] = useState(() => {
    const kept = drafts.get(place);
    if (kept instanceof Draft) return kept;
    const made = new Draft(core, conversation, readied);
    drafts.set(place, made);
    return made;
  });
  const { files, problem } = useSyncExternalStore(draft.subscribe, draft.state);
  const root = useRef<HTMLDivElement>(null);
  const input = useRef<HTMLInputElement>(null);
  const field = () => root.current?.closest('aside, section')?.querySelector('textarea');
  const add = (chosen: readonly File[]) => {
    draft.add(chosen, limits);
    field()?.focus();
  };
  useImperativeHandle(pick, () => () => input.current?.click());
  const dropAt = useDropAndPaste(root, add, limits.allowed);
  const { length: count } = files;
  const leaving = files.filter(({ leaves }) => leaves === true).length;
  const next = count - leaving;
  useEffect(() => {
    onChange(next === 0 ? undefined : { count: next, take: () => draft.take() });
  }, [next, draft, onChange]);
  useEffect(() => () => onChange(undefined), [onChange]);
  const said = rareWords.files;
  return (
    <div ref={root} className={styles.draft}>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        onChange={({ target }) => {
          add([...(target.files ?? [])]);
          // The same file can be chosen again.
          target.value = '';
        }}
      />
      <Problem problem={problem} />
      <p role="status" className={hidden.hidden}>
        {count > 0 && said.toSend(count)}
      </p>
      {count > 0 && (
        <ul className={styles.strip} aria-label={said.toSend(count)}>
          {files.map((file) => (
            <Chosen
              key={file.key}
              file={file}
              onRemove={() => {
                draft.remove(file.key);
                field()?.focus();
              }}
              onChange={(asFile) => draft.change(file.key, asFile, limits.bytesMost)}
            />
          ))}
        </ul>
      )}
      {leaving > 0 && (
        <p role="status" className={styles.leaving}>
          {said.leaving}
        </p>
      )}
      {dropAt !== undefined && (
        <div className={styles.drop} style={dropAt} aria-hidden>
          <span>{said.drop}</span>
        </div>
      )}
    </div>
  );
}

function Chosen({
  file,
  onRemove,
  onChange,
}: {
  readonly file: DraftFile;
  readonly onRemove: () => void;
  readonly onChange: (asFile: boolean) => void;
}) {
  const said = rareWords.files;
  const { id, bytes, preview, details, asFile } = file;
  const name = shownName(file.name);
  return (
    <li className={styles.chosen}>
      <span className={styles.thumb}>
        {id === undefined ? (
          <Spinner label={said.preparing(name)} />
        ) : preview === undefined ? (
          <FileIcon size={20} aria-hidden />
        ) : (
          <img src={preview} alt={name} className={styles.cover} decoding="async" draggable={false} />
        )}
      </span>
      <span className={styles.about}>
        <FileNameText name={file.name} />
        <span className={styles.size}>
          {details === undefined
            ? sizeWords(bytes)
            : `${sizeWords(bytes)} · ${details === 'kept' ? said.kept : said.leftOut}`}
        </span>
      </span>
      {asFile !== undefined && (
        <IconButton
          label={asFile ? said.asPhoto(name) : said.asFile(name)}
          placement="top"
          onPress={() => onChange(!asFile)}
        >
          {asFile ? <ImageIcon size={16} aria-hidden /> : <FileIcon size={16} aria-hidden />}
        </IconButton>
      )}
      <IconButton label={said.remove(name)} placement="top" onPress={onRemove}>
        <X size={16} aria-hidden />
      </IconButton>
    </li>
  );
}

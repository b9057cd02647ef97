import { Pencil, Plus, Trash2 } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { useCore, useLater } from '#client/bridge/hooks.ts';
import type { SnippetView } from '#client/bridge/port.ts';
import { Button, IconButton } from '#client/ui/Button.tsx';
import { Dialog } from '#client/ui/Dialog.tsx';
import { Field, TextArea } from '#client/ui/Field.tsx';
import { Part } from '#client/ui/Page.tsx';
import { Problem } from '#client/ui/Problem.tsx';
import { plainWords } from '#client/ui/plain-words.ts';
import { say } from '#client/ui/toast.tsx';
import { useAction } from '#client/ui/use-action.ts';
import { words } from '#client/words/index.ts';
import styles from './Settings.module.css';

/** As the core takes them. */
const TITLE_MAX = 60;
const TEXT_MAX = 4_000;

/** Words that a person uses again and again. */
export function Snippets() {
  const core = useCore();
  const { snippets } = useLater();
  const [open, setOpen] = useState<SnippetView | 'new'>();
  const remove = ({ id }: SnippetView) =>
    void core.deleteSnippet(id).then((answer) => {
      if (!answer.ok) {
        say(answer.problem.sentence, answer.problem.nextStep);
        return;
      }
      say(words.settings.snippets.deleted, undefined, {
        label: words.shared.undo,
        run: () => void core.restoreSnippet(id),
      });
    });
  return (
    <Part
      title={words.settings.snippets.title}
      hint={words.settings.snippets.hint}
      action={
        <Button icon={<Plus size={16} aria-hidden />} onPress={() => setOpen('new')}>
          {words.settings.snippets.make}
        </Button>
      }
    >
      {snippets.length === 0 ? (
        <p className={styles.hint}>{words.settings.snippets.none}</p>
      ) : (
        <ul className={styles.snippets} aria-label={words.settings.snippets.title}>
          {snippets.map((snippet) => (
            <li key={snippet.id} className={styles.snippet}>
              <span className={styles.snippetWords}>
                <bdi className={styles.snippetTitle}>{snippet.title}</bdi>
                <span className={styles.snippetText} dir="auto">
                  {plainWords(snippet.text)}
                </span>
              </span>
              <IconButton label={words.settings.snippets.editOne(snippet.title)} onPress={() => setOpen(snippet)}>
                <Pencil size={16} aria-hidden />
              </IconButton>
              <IconButton label={words.settings.snippets.deleteOne(snippet.title)} onPress={() => remove(snippet)}>
                <Trash2 size={16} aria-hidden />
              </IconButton>
            </li>
          ))}
        </ul>
      )}
      {open !== undefined && (
        <SnippetDialog before={open === 'new' ? undefined : open} onClose={() => setOpen(undefined)} />
      )}
    </Part>
  );
}

function SnippetDialog({
  before,
  onClose,
}: {
  readonly before: SnippetView | undefined;
  readonly onClose: () => void;
}) {
  const core = useCore();
  const [title, setTitle] = useState(before?.title ?? '');
  const [text, setText] = useState(before?.text ?? '');
  const save = useAction(() => core.saveSnippet({ ...(before && { id: before.id }), title, text }), onClose);
  const over = text.trim().length - TEXT_MAX;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (title.trim() !== '' && text.trim() !== '' && over <= 0) save.run();
  };
  return (
    <Dialog
      title={before === undefined ? words.settings.snippets.make : words.settings.snippets.edit}
      isOpen
      onClose={onClose}
    >
      <form className={styles.form} onSubmit={submit}>
        <Field label={words.settings.snippets.name} maxLength={TITLE_MAX} value={title} onChange={setTitle} autoFocus />
        <TextArea
          label={words.settings.snippets.text}
          hint={words.settings.snippets.textHint}
          value={text}
          onChange={setText}
          error={over > 0 ? words.settings.snippets.tooLong(over) : undefined}
        />
        <Problem problem={save.problem} />
        <div className={styles.formActions}>
          <Button
            type="submit"
            variant="primary"
            isPending={save.pending}
            isDisabled={title.trim() === '' || text.trim() === '' || over > 0}
          >
            {words.shared.save}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

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
      say('Snippet deleted.', undefined, { label: 'Undo', run: () => void core.restoreSnippet(id) });
    });
  return (
    <Part
      title="Snippets"
      hint="Words that you use again and again. Type ; and the beginning of a title where you write. They stay on this device, and nobody else sees them."
      action={
        <Button icon={<Plus size={16} aria-hidden />} onPress={() => setOpen('new')}>
          New snippet
        </Button>
      }
    >
      {snippets.length === 0 ? (
        <p className={styles.hint}>You have no snippets yet.</p>
      ) : (
        <ul className={styles.snippets} aria-label="Snippets">
          {snippets.map((snippet) => (
            <li key={snippet.id} className={styles.snippet}>
              <span className={styles.snippetWords}>
                <bdi className={styles.snippetTitle}>{snippet.title}</bdi>
                <span className={styles.snippetText} dir="auto">
                  {plainWords(snippet.text)}
                </span>
              </span>
              <IconButton label={`Edit ${snippet.title}`} onPress={() => setOpen(snippet)}>
                <Pencil size={16} aria-hidden />
              </IconButton>
              <IconButton label={`Delete ${snippet.title}`} onPress={() => remove(snippet)}>
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
    <Dialog title={before === undefined ? 'New snippet' : 'Edit snippet'} isOpen onClose={onClose}>
      <form className={styles.form} onSubmit={submit}>
        <Field label="Title" maxLength={TITLE_MAX} value={title} onChange={setTitle} autoFocus />
        <TextArea
          label="Text"
          hint="Markdown is kept as you write it."
          value={text}
          onChange={setText}
          error={over > 0 ? `Too long by ${over.toLocaleString()} characters. Shorten it.` : undefined}
        />
        <Problem problem={save.problem} />
        <div className={styles.formActions}>
          <Button
            type="submit"
            variant="primary"
            isPending={save.pending}
            isDisabled={title.trim() === '' || text.trim() === '' || over > 0}
          >
            Save
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

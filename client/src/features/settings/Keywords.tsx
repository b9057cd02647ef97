import { type FormEvent, useState } from 'react';
import { useCore, useSettings } from '#client/bridge/hooks.ts';
import { Button } from '#client/ui/Button.tsx';
import { Field } from '#client/ui/Field.tsx';
import { Part } from '#client/ui/Page.tsx';
import { say } from '#client/ui/toast.tsx';
import { words } from '#client/words/index.ts';
import { keywordsOf, keywordsProblem } from './keywords.ts';
import styles from './Settings.module.css';

/** Words that count as a mention for this person. */
export function Keywords() {
  const core = useCore();
  const { keywords } = useSettings();
  const [typed, setTyped] = useState<string>();
  const wanted = keywordsOf(typed ?? keywords.join(', '));
  const problem = keywordsProblem(wanted);
  const save = (event: FormEvent) => {
    event.preventDefault();
    if (problem !== undefined) return;
    const before = keywords;
    void core.changeSettings({ keywords: wanted }).then((answer) => {
      if (!answer.ok) {
        say(answer.problem.sentence, answer.problem.nextStep);
        return;
      }
      setTyped(undefined);
      say(wanted.length === 0 ? words.settings.keywords.none : words.settings.keywords.kept, undefined, {
        label: words.shared.undo,
        run: () => void core.changeSettings({ keywords: before }),
      });
    });
  };
  return (
    <Part title={words.settings.keywords.title} hint={words.settings.keywords.hint}>
      <form className={styles.options} onSubmit={save}>
        <Field
          label={words.settings.keywords.yours}
          hint={words.settings.keywords.yoursHint}
          placeholder={words.settings.keywords.example}
          spellCheck="false"
          value={typed ?? keywords.join(', ')}
          onChange={setTyped}
          error={problem}
        />
        <div>
          <Button type="submit" isDisabled={problem !== undefined || wanted.join() === keywords.join()}>
            {words.settings.keywords.save}
          </Button>
        </div>
      </form>
    </Part>
  );
}

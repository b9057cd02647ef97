import { type FormEvent, useState } from 'react';
import { useCore, useSettings } from '#client/bridge/hooks.ts';
import { Button } from '#client/ui/Button.tsx';
import { Field } from '#client/ui/Field.tsx';
import { Part } from '#client/ui/Page.tsx';
import { say } from '#client/ui/toast.tsx';
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
      say(wanted.length === 0 ? 'You have no keywords.' : 'Your keywords are kept.', undefined, {
        label: 'Undo',
        run: () => void core.changeSettings({ keywords: before }),
      });
    });
  };
  return (
    <Part
      title="Keywords"
      hint="A message with one of these words counts as a mention of you, from now on. Nobody else learns which they are, not even the server."
    >
      <form className={styles.options} onSubmit={save}>
        <Field
          label="Your keywords"
          hint="Put commas between them. Capitals do not matter."
          placeholder="crane, dry dock"
          spellCheck="false"
          value={typed ?? keywords.join(', ')}
          onChange={setTyped}
          error={problem}
        />
        <div>
          <Button type="submit" isDisabled={problem !== undefined || wanted.join() === keywords.join()}>
            Save keywords
          </Button>
        </div>
      </form>
    </Part>
  );
}

import { Download, Printer } from 'lucide-react';
import { useState } from 'react';
import { Form } from 'react-aria-components';
import { useCore } from '#client/bridge/hooks.ts';
import type { RootKeyView } from '#client/bridge/port.ts';
import { Button } from '#client/ui/Button.tsx';
import { Field } from '#client/ui/Field.tsx';
import { Notice } from '#client/ui/Notice.tsx';
import { Problem } from '#client/ui/Problem.tsx';
import { plainName } from '#client/ui/plain-name.ts';
import { Sentence } from '#client/ui/Sentence.tsx';
import { Stage } from '#client/ui/Stage.tsx';
import { saveFile } from '#client/ui/save-file.ts';
import { useAction } from '#client/ui/use-action.ts';
import { words } from '#client/words/index.ts';
import styles from './onboarding.module.css';
import { StepCount } from './StepCount.tsx';

/** Shows the root key to be printed or saved, and lets the person go on when they have shown that they kept it. */
export function KeepRootKey({ root, organisation }: { readonly root: RootKeyView; readonly organisation: string }) {
  const core = useCore();
  const [kept, setKept] = useState(false);
  const [checking, setChecking] = useState(false);
  const [typed, setTyped] = useState('');
  const confirm = useAction(() => core.confirmRootKept(typed.trim()));
  const groups = root.text.split(/\s+/u).filter((group) => group !== '');

  if (checking) {
    return (
      <Stage
        title={words.onboarding.root.check}
        lead={words.onboarding.root.checkLead}
        above={<StepCount step={3} of={3} />}
      >
        <Form
          className={styles.form ?? ''}
          onSubmit={(event) => {
            event.preventDefault();
            if (typed.trim() !== '') confirm.run();
          }}
        >
          <Field
            label={words.onboarding.root.group(root.checkGroup, groups.length)}
            hint={words.onboarding.root.groupHint}
            value={typed}
            onChange={(text) => {
              setTyped(text);
              confirm.clear();
            }}
            autoComplete="off"
            spellCheck="false"
            autoFocus
            mono
          />
          <Problem problem={confirm.problem} />
          <div className={styles.buttons}>
            <Button onPress={() => setChecking(false)}>{words.onboarding.root.showAgain}</Button>
            <Button type="submit" variant="primary" wide isDisabled={typed.trim() === ''} isPending={confirm.pending}>
              {words.onboarding.root.finish}
            </Button>
          </div>
        </Form>
      </Stage>
    );
  }
  return (
    <Stage
      title={words.onboarding.root.keep}
      lead={words.onboarding.root.keepLead}
      above={<StepCount step={3} of={3} />}
    >
      <section className={styles.sheet} aria-label={words.onboarding.root.key}>
        <p className={styles.sheetTitle}>
          <Sentence of={words.onboarding.root.keyOf} with={{ name: <bdi>{plainName(organisation)}</bdi> }} />
        </p>
        <ol className={styles.groups} dir="ltr">
          {groups.map((group, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: groups may repeat, and their place is what names them
            <li key={index}>
              <span className={styles.number}>{index + 1}</span> <code>{group}</code>
            </li>
          ))}
        </ol>
        <p className={styles.printOnly}>{words.onboarding.root.onPaper}</p>
      </section>
      <div className={styles.twin}>
        <Button
          wide
          icon={<Printer size={16} aria-hidden />}
          onPress={() => {
            setKept(true);
            window.print();
          }}
        >
          {words.onboarding.root.print}
        </Button>
        <Button
          wide
          icon={<Download size={16} aria-hidden />}
          onPress={() => {
            setKept(true);
            saveFile(root.file.name, root.file.bytes, 'text/plain');
          }}
        >
          {words.onboarding.root.saveFile}
        </Button>
      </div>
      {kept ? (
        <Notice tone="info" title={words.onboarding.root.makeSure}>
          {words.onboarding.root.makeSureNext}
        </Notice>
      ) : (
        <Notice tone="warning" title={words.onboarding.root.printOrSave} />
      )}
      <Button variant="primary" wide isDisabled={!kept} onPress={() => setChecking(true)}>
        {words.onboarding.root.kept}
      </Button>
    </Stage>
  );
}

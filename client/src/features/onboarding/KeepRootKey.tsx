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
import { Stage } from '#client/ui/Stage.tsx';
import { saveFile } from '#client/ui/save-file.ts';
import { useAction } from '#client/ui/use-action.ts';
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
        title="Check what you kept"
        lead="Take your printed page or open the saved file, and type what it says there."
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
            label={`Group ${root.checkGroup} of ${groups.length}`}
            hint="Capital letters and spaces do not matter."
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
            <Button onPress={() => setChecking(false)}>Show it again</Button>
            <Button type="submit" variant="primary" wide isDisabled={typed.trim() === ''} isPending={confirm.pending}>
              Finish
            </Button>
          </div>
        </Form>
      </Stage>
    );
  }
  return (
    <Stage
      title="Keep the root key"
      lead="If all owners are ever lost, only this key can name new ones. Keep it offline, such as in a safe. It will not be shown again."
      above={<StepCount step={3} of={3} />}
    >
      <section className={styles.sheet} aria-label="Root key">
        <p className={styles.sheetTitle}>
          Root key of <bdi>{plainName(organisation)}</bdi>
        </p>
        <ol className={styles.groups}>
          {groups.map((group, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: groups may repeat, and their place is what names them
            <li key={index}>
              <span className={styles.number}>{index + 1}</span> <code>{group}</code>
            </li>
          ))}
        </ol>
        <p className={styles.printOnly}>
          Whoever has this page can replace the owners of the organisation. Keep it where only owners can reach it.
        </p>
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
          Print
        </Button>
        <Button
          wide
          icon={<Download size={16} aria-hidden />}
          onPress={() => {
            setKept(true);
            saveFile(root.file.name, root.file.bytes, 'text/plain');
          }}
        >
          Save as file
        </Button>
      </div>
      {kept ? (
        <Notice tone="info" title="Now make sure that it was really kept">
          Look at the page or the file before you go on. You will be asked for one part of it.
        </Notice>
      ) : (
        <Notice tone="warning" title="Print it or save it to go on" />
      )}
      <Button variant="primary" wide isDisabled={!kept} onPress={() => setChecking(true)}>
        I have kept it
      </Button>
    </Stage>
  );
}

import { useCore } from '#client/bridge/hooks.ts';
import { Button } from '#client/ui/Button.tsx';
import { Problem } from '#client/ui/Problem.tsx';
import { plainName } from '#client/ui/plain-name.ts';
import { Stage } from '#client/ui/Stage.tsx';
import { useAction } from '#client/ui/use-action.ts';
import { words } from '#client/words/index.ts';
import styles from './UnlockScreen.module.css';

/** What the organisation asks everybody to accept each time, before anything of it is shown. There is no way round it. */
export function ConsentScreen({ organisation, text }: { readonly organisation: string; readonly text: string }) {
  const core = useCore();
  const accept = useAction(() => core.acceptConsent(text));
  const leave = useAction(() => core.lock());
  return (
    <Stage title={words.unlock.consentTitle(plainName(organisation))}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a long text is scrolled by the keyboard, too */}
      <section className={styles.consent} aria-label={words.unlock.consentText} tabIndex={0}>
        <bdi>{text}</bdi>
      </section>
      <div className={styles.consentButtons}>
        <Button onPress={() => leave.run()}>{words.unlock.lockAgain}</Button>
        <Button variant="primary" isPending={accept.pending} onPress={() => accept.run()}>
          {words.unlock.accept}
        </Button>
      </div>
      <Problem problem={accept.problem} />
    </Stage>
  );
}

import { useCore } from '#client/bridge/hooks.ts';
import { Button } from '#client/ui/Button.tsx';
import hidden from '#client/ui/hidden.module.css';
import { Notice } from '#client/ui/Notice.tsx';
import { Spinner } from '#client/ui/Spinner.tsx';
import { Stage } from '#client/ui/Stage.tsx';
import { useNow } from '#client/ui/use-now.ts';
import { words } from '#client/words/index.ts';
import styles from './Waiting.module.css';

/** Before the core has said anything. */
export function Starting() {
  return (
    <main className={styles.starting} aria-busy="true">
      <h1 className={hidden.hidden}>Tacit</h1>
      <Spinner label={words.stopped.starting} large />
    </main>
  );
}

/** Another tab holds the core and cannot share it. */
export function Elsewhere() {
  return <Stage title={words.stopped.elsewhere} lead={words.stopped.goThere} />;
}

/** No relay, and nothing here that could be opened without it. */
export function Unreachable({ sentence, retryAt }: { readonly sentence: string; readonly retryAt?: number }) {
  const core = useCore();
  const now = useNow(1_000);
  const seconds = retryAt === undefined ? undefined : Math.max(0, Math.ceil((retryAt - now) / 1_000));
  return (
    <Stage title={words.stopped.unreachable}>
      <Notice tone="warning" title={sentence}>
        {words.stopped.checkNetwork} {seconds !== undefined && seconds > 0 && words.stopped.nextAttempt(seconds)}
      </Notice>
      <Button variant="primary" wide onPress={() => void core.retryConnection()}>
        {words.stopped.tryNow}
      </Button>
    </Stage>
  );
}

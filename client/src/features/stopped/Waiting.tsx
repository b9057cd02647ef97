import { useCore } from '#client/bridge/hooks.ts';
import { Button } from '#client/ui/Button.tsx';
import hidden from '#client/ui/hidden.module.css';
import { Notice } from '#client/ui/Notice.tsx';
import { Spinner } from '#client/ui/Spinner.tsx';
import { Stage } from '#client/ui/Stage.tsx';
import { useNow } from '#client/ui/use-now.ts';
import styles from './Waiting.module.css';

/** Before the core has said anything. */
export function Starting() {
  return (
    <main className={styles.starting} aria-busy="true">
      <h1 className={hidden.hidden}>Tacit</h1>
      <Spinner label="Starting" large />
    </main>
  );
}

/** Another tab holds the core and cannot share it. */
export function Elsewhere() {
  return (
    <Stage
      title="Tacit is open in another tab"
      lead="Continue there, or close that tab: this one then takes over by itself."
    />
  );
}

/** No relay, and nothing here that could be opened without it. */
export function Unreachable({ sentence, retryAt }: { readonly sentence: string; readonly retryAt?: number }) {
  const core = useCore();
  const now = useNow(1_000);
  const seconds = retryAt === undefined ? undefined : Math.max(0, Math.ceil((retryAt - now) / 1_000));
  return (
    <Stage title="The server does not answer">
      <Notice tone="warning" title={sentence}>
        Check your network connection.
        {seconds !== undefined && seconds > 0 && ` The next attempt is in ${seconds} s.`}
      </Notice>
      <Button variant="primary" wide onPress={() => void core.retryConnection()}>
        Try now
      </Button>
    </Stage>
  );
}

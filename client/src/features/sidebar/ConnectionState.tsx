import clsx from 'clsx';
import { Button } from 'react-aria-components';
import { useConnection, useCore } from '#client/bridge/hooks.ts';
import type { ConnectionView } from '#client/bridge/port.ts';
import { shortTime } from '#client/ui/time.ts';
import { useNow } from '#client/ui/use-now.ts';
import { words } from '#client/words/index.ts';
import styles from './ConnectionState.module.css';

interface ConnectionWords {
  readonly tone: 'good' | 'busy' | 'bad';
  readonly text: string;
  /** Trying at once makes sense. */
  readonly canRetry: boolean;
}

/** The connection in plain words. */
export function connectionWords({ link, queued }: ConnectionView, now: number): ConnectionWords {
  const said = words.sidebar.connection;
  const waiting = (state: string) => (queued === 0 ? state : said.waiting(state, queued));
  switch (link.kind) {
    case 'connecting':
      return { tone: 'busy', text: waiting(said.connecting), canRetry: false };
    case 'online':
      return { tone: 'good', text: waiting(said.online), canRetry: false };
    case 'catching-up':
      return { tone: 'busy', text: said.catchingUp(link.done, link.total), canRetry: false };
    case 'offline':
      return { tone: 'bad', text: waiting(said.offline(shortTime(link.since, now))), canRetry: true };
    case 'frozen':
    case 'elsewhere':
      return { tone: 'bad', text: waiting(said.frozen), canRetry: true };
    case 'clock-wrong':
      return { tone: 'bad', text: said.clockWrong, canRetry: false };
  }
}

/** Says how the connection is, and lets the person try again. */
export function ConnectionState() {
  const connection = useConnection();
  const core = useCore();
  const { tone, text, canRetry } = connectionWords(connection, useNow(30_000));
  return (
    <div className={styles.state}>
      <span className={clsx(styles.dot, styles[tone])} aria-hidden="true" />
      <span role="status" className={styles.text}>
        {text}
      </span>
      {canRetry && (
        <Button className={styles.retry ?? ''} onPress={() => void core.retryConnection()}>
          {words.shared.tryNow}
        </Button>
      )}
    </div>
  );
}

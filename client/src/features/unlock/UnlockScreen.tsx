import { useState } from 'react';
import { Form } from 'react-aria-components';
import { useCore } from '#client/bridge/hooks.ts';
import type { CheckingView } from '#client/bridge/port.ts';
import { Avatar } from '#client/ui/Avatar.tsx';
import { Button } from '#client/ui/Button.tsx';
import { SecretField } from '#client/ui/Field.tsx';
import { LogProgress } from '#client/ui/LogProgress.tsx';
import { Notice } from '#client/ui/Notice.tsx';
import { Problem } from '#client/ui/Problem.tsx';
import { plainName } from '#client/ui/plain-name.ts';
import { Stage } from '#client/ui/Stage.tsx';
import { useAction } from '#client/ui/use-action.ts';
import { useNow } from '#client/ui/use-now.ts';
import { words } from '#client/words/index.ts';
import styles from './UnlockScreen.module.css';

export interface UnlockScreenProps {
  readonly organisation: string;
  readonly name: string;
  readonly failures: number;
  readonly retryAt?: number;
  /** After so many more wrong ones, this browser deletes what it holds. */
  readonly triesLeft?: number;
  /** How far the log has been verified, where that takes a while. */
  readonly checking?: CheckingView;
  /** The person came through an invitation link, though this browser has an account already. */
  readonly linkIgnored: boolean;
  /** The person came through a link to a message. */
  readonly toMessage: boolean;
}

/** Asks for the passphrase. */
export function UnlockScreen(props: UnlockScreenProps) {
  const { organisation, name, failures, retryAt = 0, triesLeft, checking, linkIgnored, toMessage } = props;
  const core = useCore();
  const now = useNow(1_000);
  const [passphrase, setPassphrase] = useState('');
  const unlock = useAction((text: string) => core.unlock(text));
  const waitSeconds = Math.ceil((retryAt - now) / 1_000);
  const waiting = waitSeconds > 0;
  return (
    <Stage title={words.unlock.title(plainName(organisation))} footer={words.unlock.forgotten}>
      <Form
        className={styles.form ?? ''}
        onSubmit={(event) => {
          event.preventDefault();
          if (passphrase === '' || waiting) return;
          unlock.run(passphrase);
          // A wrong one is typed again as a whole; a right one must not stay in the page.
          setPassphrase('');
        }}
      >
        <div className={styles.who}>
          <Avatar name={name} seed={name} />
          <bdi>{plainName(name)}</bdi>
        </div>
        {linkIgnored && (
          <Notice tone="info" title={words.unlock.hasAccount}>
            {words.unlock.linkIsForOthers}
          </Notice>
        )}
        {toMessage && (
          <Notice tone="info" title={words.unlock.openedMessage}>
            {words.unlock.shownOnceUnlocked}
          </Notice>
        )}
        <SecretField
          label={words.shared.passphrase}
          autoComplete="current-password"
          value={passphrase}
          onChange={setPassphrase}
          isDisabled={unlock.pending}
          autoFocus
          isRequired
        />
        {waiting ? (
          <Notice tone="warning" title={words.unlock.wrongInARow(failures)}>
            {words.unlock.wait(waitSeconds)} {triesLeft !== undefined && words.unlock.triesLeft(triesLeft)}
          </Notice>
        ) : (
          <>
            <Problem problem={unlock.problem} />
            {failures > 0 && triesLeft !== undefined && unlock.problem === undefined && (
              <Notice tone="warning" title={words.unlock.wrongInARow(failures)}>
                {words.unlock.triesLeft(triesLeft)}
              </Notice>
            )}
          </>
        )}
        {unlock.pending && checking !== undefined && <LogProgress {...checking} />}
        <Button
          type="submit"
          variant="primary"
          wide
          isDisabled={!unlock.pending && (passphrase === '' || waiting)}
          isPending={unlock.pending}
        >
          {words.unlock.unlock}
        </Button>
      </Form>
    </Stage>
  );
}

import type { PolicyScope, PolicyScopeView } from '#client/bridge/port.ts';
import { Button } from '#client/ui/Button.tsx';
import { Notice } from '#client/ui/Notice.tsx';
import { plainName } from '#client/ui/plain-name.ts';
import { adminWords } from '#client/words/admin.ts';
import styles from './Admin.module.css';

/** Says before anybody signs that the log would refuse it, until what waits elsewhere is withdrawn, and leads there. */
export function HeldUp({
  by,
  onGo,
}: {
  readonly by: readonly PolicyScopeView[];
  readonly onGo: (scope: PolicyScope) => void;
}) {
  const { console, policy: said } = adminWords;
  return (
    <>
      <Notice tone="warning" title={said.heldUp(console.names(by.map(({ name }) => plainName(name))))}>
        {said.heldUpWhy}
      </Notice>
      <div className={styles.buttons}>
        {by.map((scope) => (
          <Button key={scope.id} size="s" onPress={() => onGo(scope.id)}>
            {said.goTo(plainName(scope.name))}
          </Button>
        ))}
      </div>
    </>
  );
}

import { Download } from 'lucide-react';
import { useState } from 'react';
import { useCore } from '#client/bridge/hooks.ts';
import type { RemovalReceipt } from '#client/bridge/port.ts';
import { Button } from '#client/ui/Button.tsx';
import { Part } from '#client/ui/Page.tsx';
import { Problem } from '#client/ui/Problem.tsx';
import { saveFile } from '#client/ui/save-file.ts';
import { useAction } from '#client/ui/use-action.ts';
import type { UserId } from '#shared/ids/index.ts';
import styles from './Admin.module.css';
import { receiptWords } from './receipt-words.ts';

/** What this device can show of somebody's removal from conversations, as a file. */
export function ReceiptPart({ user, name }: { readonly user: UserId; readonly name: string }) {
  const core = useCore();
  const [saved, setSaved] = useState<RemovalReceipt>();
  const save = useAction(
    () => core.removalReceipt(user),
    (receipt) => {
      saveFile('tacit-removal-receipt.json', receipt.file, 'application/json');
      setSaved(receipt);
    },
  );
  return (
    <Part
      title="Removal receipt"
      hint="From which conversations of yours they were taken out, when, by whom, and signed by those who stay. It shows that they got no later keys; it cannot show that what they had read is gone. Conversations that you are not in are not in it."
    >
      <div className={styles.buttons}>
        <Button icon={<Download size={16} aria-hidden />} isPending={save.pending} onPress={() => save.run()}>
          Save the removal receipt
        </Button>
      </div>
      <p className={styles.hint} role="status">
        {saved !== undefined && receiptWords(saved, name)}
      </p>
      <Problem problem={save.problem} />
    </Part>
  );
}

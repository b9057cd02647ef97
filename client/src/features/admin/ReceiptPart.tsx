import { Download } from 'lucide-react';
import { useState } from 'react';
import { useCore } from '#client/bridge/hooks.ts';
import type { RemovalReceipt } from '#client/bridge/port.ts';
import { Button } from '#client/ui/Button.tsx';
import { Part } from '#client/ui/Page.tsx';
import { Problem } from '#client/ui/Problem.tsx';
import { saveFile } from '#client/ui/save-file.ts';
import { useAction } from '#client/ui/use-action.ts';
import { adminWords } from '#client/words/admin.ts';
import type { UserId } from '#shared/ids/index.ts';
import styles from './Admin.module.css';
import { receiptWords } from './receipt-words.ts';

/** What this device can show of somebody's removal from conversations, as a file. */
export function ReceiptPart({ user, name }: { readonly user: UserId; readonly name: string }) {
  const core = useCore();
  const said = adminWords.receipts;
  const [saved, setSaved] = useState<RemovalReceipt>();
  const save = useAction(
    () => core.removalReceipt(user),
    (receipt) => {
      saveFile('tacit-removal-receipt.json', receipt.file, 'application/json');
      setSaved(receipt);
    },
  );
  return (
    <Part title={said.title} hint={said.hint}>
      <div className={styles.buttons}>
        <Button icon={<Download size={16} aria-hidden />} isPending={save.pending} onPress={() => save.run()}>
          {said.save}
        </Button>
      </div>
      <p className={styles.hint} role="status">
        {saved !== undefined && receiptWords(saved, name)}
      </p>
      <Problem problem={save.problem} />
    </Part>
  );
}

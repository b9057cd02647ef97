import { Download } from 'lucide-react';
import { useCore } from '#client/bridge/hooks.ts';
import type { EvidenceView } from '#client/bridge/port.ts';
import { Button } from '#client/ui/Button.tsx';
import { Notice } from '#client/ui/Notice.tsx';
import { Part } from '#client/ui/Page.tsx';
import { Problem } from '#client/ui/Problem.tsx';
import { saveFile } from '#client/ui/save-file.ts';
import { fullTime } from '#client/ui/time.ts';
import { useAction } from '#client/ui/use-action.ts';
import { words } from '#client/words/index.ts';

/** What the server did that cannot be right. */
export function Evidence({ evidence }: { readonly evidence: readonly EvidenceView[] }) {
  const core = useCore();
  const save = useAction(
    () => core.exportEvidence(),
    (bytes) => saveFile('tacit-evidence.json', bytes, 'application/json'),
  );
  return (
    <Part title={words.settings.evidence.title} hint={words.settings.evidence.hint}>
      {evidence.map((one) => (
        <Notice key={`${one.at} ${one.sentence}`} tone="danger" title={one.sentence}>
          {fullTime(one.at)}
        </Notice>
      ))}
      <Button icon={<Download size={16} aria-hidden />} isPending={save.pending} onPress={() => save.run()}>
        {words.stopped.saveEvidence}
      </Button>
      <Problem problem={save.problem} />
    </Part>
  );
}

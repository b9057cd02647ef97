import { Download } from 'lucide-react';
import { useCore } from '#client/bridge/hooks.ts';
import type { EvidenceView, StopReason } from '#client/bridge/port.ts';
import { Button } from '#client/ui/Button.tsx';
import { Notice } from '#client/ui/Notice.tsx';
import { Problem } from '#client/ui/Problem.tsx';
import { Stage } from '#client/ui/Stage.tsx';
import { saveFile } from '#client/ui/save-file.ts';
import { fullTime } from '#client/ui/time.ts';
import { useAction } from '#client/ui/use-action.ts';
import { words } from '#client/words/index.ts';

/** The core has stopped for good: why, what to do, and the proof where there is one. */
export function StoppedScreen({
  reason,
  sentence,
  next,
  evidence,
}: {
  readonly reason: StopReason;
  readonly sentence: string;
  readonly next?: string | undefined;
  readonly evidence?: EvidenceView;
}) {
  const core = useCore();
  const save = useAction(
    () => core.exportEvidence(),
    (bytes) => saveFile('tacit-evidence.json', bytes, 'application/json'),
  );
  const why = words.stopped.reasons[reason];
  return (
    <Stage title={why.title} lead={next ?? why.next}>
      <Notice tone="danger" title={sentence} announce>
        {evidence !== undefined && words.stopped.noticed(fullTime(evidence.at), evidence.sentence)}
      </Notice>
      {evidence !== undefined && (
        <Button
          variant="primary"
          wide
          icon={<Download size={16} aria-hidden />}
          isPending={save.pending}
          onPress={() => save.run()}
        >
          {words.stopped.saveEvidence}
        </Button>
      )}
      <Problem problem={save.problem} />
      <Button wide onPress={() => location.reload()}>
        {words.shared.reload}
      </Button>
    </Stage>
  );
}

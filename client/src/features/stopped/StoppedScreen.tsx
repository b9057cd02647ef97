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

const reasons: Record<StopReason, { readonly title: string; readonly next: string }> = {
  'log-fork': {
    title: 'The server contradicts itself',
    next: 'Nothing more is sent from here. Save the evidence and tell an owner in person: the server may be under attack.',
  },
  'log-shrunk': {
    title: 'The server hides entries it had shown',
    next: 'Nothing more is sent from here. Save the evidence and tell an owner in person: the server may be under attack.',
  },
  'log-refused': {
    title: 'The server sent a log that breaks the rules',
    next: 'Nothing more is sent from here. Save the evidence and tell an owner in person.',
  },
  'other-organisation': {
    title: 'This is another organisation’s server',
    next: 'Check the address. If it is right, the server was set up anew: tell an owner.',
  },
  'device-revoked': {
    title: 'This browser was signed out',
    next: 'If that surprises you, speak with an owner or admin. They can invite you again.',
  },
  'user-removed': {
    title: 'Your account was closed',
    next: 'If that surprises you, speak with an owner or admin.',
  },
  'rolled-back': {
    title: 'This browser’s storage is older than it should be',
    next: 'It was probably restored from a backup. Going on would endanger your messages: ask an owner or admin to invite you again.',
  },
  suspended: {
    title: 'Your account is suspended',
    next: 'Nothing was deleted. When you have been restored, reload this page; if it surprises you, speak with an owner or admin.',
  },
  'storage-corrupted': {
    title: 'What is stored here is damaged',
    next: 'Ask an owner or admin to invite you again. Colleagues keep what they have received.',
  },
  'storage-newer': {
    title: 'A newer version of Tacit was used here',
    next: 'Reload the page. If that does not help, tell whoever runs the server that its app is older than yours.',
  },
  'storage-unavailable': {
    title: 'This browser does not let Tacit store anything',
    next: 'Leave private browsing, or allow this page to store data, and reload.',
  },
  'unsupported-browser': {
    title: 'This browser is too old for Tacit',
    next: 'Use a current Chrome, Edge, Firefox or Safari.',
  },
};

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
  const words = reasons[reason];
  return (
    <Stage title={words.title} lead={next ?? words.next}>
      <Notice tone="danger" title={sentence} announce>
        {evidence !== undefined && `Noticed ${fullTime(evidence.at)}. ${evidence.sentence}`}
      </Notice>
      {evidence !== undefined && (
        <Button
          variant="primary"
          wide
          icon={<Download size={16} aria-hidden />}
          isPending={save.pending}
          onPress={() => save.run()}
        >
          Save the evidence
        </Button>
      )}
      <Problem problem={save.problem} />
      <Button wide onPress={() => location.reload()}>
        Reload
      </Button>
    </Stage>
  );
}

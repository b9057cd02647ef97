import type { ReactNode } from 'react';
import { usePeople } from '#client/bridge/hooks.ts';
import { Panel } from '#client/ui/Panel.tsx';
import { words } from '#client/words/index.ts';
import type { UserId } from '#shared/ids/index.ts';
import { PersonCard } from './PersonCard.tsx';

/** The other person of a direct conversation, beside it. */
export function PersonPanel({
  user,
  files,
  onClose,
}: {
  readonly user: UserId | undefined;
  /** What was sent here. */
  readonly files: ReactNode;
  readonly onClose: () => void;
}) {
  const person = usePeople().find((candidate) => candidate.id === user);
  return (
    <Panel title={words.people.details} hasAddress onClose={onClose}>
      {person === undefined ? <p>{words.people.notInLog}</p> : <PersonCard person={person} />}
      {files}
    </Panel>
  );
}

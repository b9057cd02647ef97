import { usePeople } from '#client/bridge/hooks.ts';
import { Panel } from '#client/ui/Panel.tsx';
import type { UserId } from '#shared/ids/index.ts';
import { PersonCard } from './PersonCard.tsx';

/** The other person of a direct conversation, beside it. */
export function PersonPanel({ user, onClose }: { readonly user: UserId | undefined; readonly onClose: () => void }) {
  const person = usePeople().find((candidate) => candidate.id === user);
  return (
    <Panel title="Details" hasAddress onClose={onClose}>
      {person === undefined ? <p>This person is not in the organisation’s log.</p> : <PersonCard person={person} />}
    </Panel>
  );
}

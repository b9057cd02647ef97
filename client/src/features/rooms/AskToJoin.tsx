import { useCore, usePeople } from '#client/bridge/hooks.ts';
import type { RoomLink } from '#client/bridge/permalink.ts';
import { Button } from '#client/ui/Button.tsx';
import { Dialog } from '#client/ui/Dialog.tsx';
import { Problem } from '#client/ui/Problem.tsx';
import { plainName } from '#client/ui/plain-name.ts';
import { say } from '#client/ui/toast.tsx';
import { useAction } from '#client/ui/use-action.ts';

/** The link of a room that one is not in: asks its moderators. What it is called is not known here. */
export function AskToJoin({ link, onClose }: { readonly link: RoomLink; readonly onClose: () => void }) {
  const core = useCore();
  const people = usePeople();
  const ask = useAction(
    () => core.askToJoin(link.room, link.moderators),
    () => {
      onClose();
      say('You have asked to join.', 'A moderator has to answer. You are told here.');
    },
  );
  const names = link.moderators.flatMap((id) => {
    const person = people.find((one) => one.id === id);
    return person === undefined ? [] : [plainName(person.name)];
  });
  return (
    <Dialog
      title="You are not in this room"
      isOpen
      onClose={onClose}
      actions={
        <Button
          variant="primary"
          isDisabled={names.length === 0}
          isPending={ask.pending}
          onPress={() => ask.run()}
          autoFocus
        >
          Ask to join
        </Button>
      }
    >
      {names.length === 0 ? (
        <p>Nobody whom this link names is in the organisation. Ask whoever gave it to you for another one.</p>
      ) : (
        <p>
          Your request goes, encrypted, to <bdi>{names.join(', ')}</bdi>. They see that it is from you, and answer if
          the room takes requests.
        </p>
      )}
      <Problem problem={ask.problem} />
    </Dialog>
  );
}

import { useCore, usePeople } from '#client/bridge/hooks.ts';
import type { RoomLink } from '#client/bridge/permalink.ts';
import { Button } from '#client/ui/Button.tsx';
import { Dialog } from '#client/ui/Dialog.tsx';
import { Problem } from '#client/ui/Problem.tsx';
import { plainName } from '#client/ui/plain-name.ts';
import { Sentence } from '#client/ui/Sentence.tsx';
import { say } from '#client/ui/toast.tsx';
import { useAction } from '#client/ui/use-action.ts';
import { words } from '#client/words/index.ts';

/** The link of a room that one is not in: asks its moderators. What it is called is not known here. */
export function AskToJoin({ link, onClose }: { readonly link: RoomLink; readonly onClose: () => void }) {
  const core = useCore();
  const people = usePeople();
  const ask = useAction(
    () => core.askToJoin(link.room, link.moderators),
    () => {
      onClose();
      say(words.rooms.asked, words.rooms.toldHere);
    },
  );
  const names = link.moderators.flatMap((id) => {
    const person = people.find((one) => one.id === id);
    return person === undefined ? [] : [plainName(person.name)];
  });
  return (
    <Dialog
      title={words.rooms.notInside}
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
          {words.rooms.askToJoin}
        </Button>
      }
    >
      {names.length === 0 ? (
        <p>{words.rooms.nobodyToAsk}</p>
      ) : (
        <p>
          <Sentence of={words.rooms.goesTo} with={{ names: <bdi>{words.rooms.namesOf(names)}</bdi> }} />
        </p>
      )}
      <Problem problem={ask.problem} />
    </Dialog>
  );
}

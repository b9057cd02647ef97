import { Button } from '#client/ui/Button.tsx';
import { CopyButton } from '#client/ui/CopyButton.tsx';
import { Dialog } from '#client/ui/Dialog.tsx';
import { Field } from '#client/ui/Field.tsx';
import { Notice } from '#client/ui/Notice.tsx';
import { Sentence } from '#client/ui/Sentence.tsx';
import { words } from '#client/words/index.ts';

/** The link of an invitation: once, for it is kept nowhere. */
export function NewLink({
  name,
  link,
  onClose,
}: {
  readonly name: string;
  readonly link: string;
  readonly onClose: () => void;
}) {
  return (
    <Dialog
      title={words.invitations.linkFor(name)}
      isOpen
      onClose={onClose}
      actions={
        <>
          <CopyButton text={link} label={words.invitations.copyLink} />
          <Button variant="primary" onPress={onClose}>
            {words.invitations.done}
          </Button>
        </>
      }
    >
      <Field label={words.invitations.link} value={link} isReadOnly mono autoFocus />
      <Notice tone="warning" title={words.invitations.shownOnce}>
        <Sentence of={words.invitations.shownOnceNext} with={{ name: <bdi>{name}</bdi> }} />
      </Notice>
    </Dialog>
  );
}

import { Button } from '#client/ui/Button.tsx';
import { CopyButton } from '#client/ui/CopyButton.tsx';
import { Dialog } from '#client/ui/Dialog.tsx';
import { Field } from '#client/ui/Field.tsx';
import { Notice } from '#client/ui/Notice.tsx';

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
      title={`Link for ${name}`}
      isOpen
      onClose={onClose}
      actions={
        <>
          <CopyButton text={link} label="Copy link" />
          <Button variant="primary" onPress={onClose}>
            Done
          </Button>
        </>
      }
    >
      <Field label="Invitation link" value={link} isReadOnly mono autoFocus />
      <Notice tone="warning" title="It is shown only now and works once">
        Send it on a way that you trust. Whoever opens it first, joins as {name}. You can revoke it until then.
      </Notice>
    </Dialog>
  );
}

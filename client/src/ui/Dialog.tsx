import clsx from 'clsx';
import { X } from 'lucide-react';
import { type ReactNode, useId } from 'react';
import { Dialog as AriaDialog, Form, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { words } from '#client/words/index.ts';
import { Button, IconButton } from './Button.tsx';
import styles from './Dialog.module.css';
import type { Action } from './use-action.ts';

export interface DialogProps {
  readonly title: string;
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly children: ReactNode;
  /** The row of buttons at the end. */
  readonly actions?: ReactNode;
  readonly alert?: boolean;
}

/** A window over the page: focus stays in it, Escape closes it. On a phone it fills the screen. */
export function Dialog({ title, isOpen, onClose, children, actions, alert = false }: DialogProps) {
  return (
    <ModalOverlay
      isOpen={isOpen}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      isDismissable={!alert}
      className={clsx(styles.overlay)}
    >
      <Modal className={clsx(styles.modal, alert && styles.small)}>
        <AriaDialog className={clsx(styles.dialog)} role={alert ? 'alertdialog' : 'dialog'}>
          <header className={styles.header}>
            <Heading slot="title" level={2} className={clsx(styles.title)}>
              {title}
            </Heading>
            {!alert && (
              <IconButton label={words.shared.close} onPress={onClose}>
                <X size={18} aria-hidden />
              </IconButton>
            )}
          </header>
          <div className={styles.body}>{children}</div>
          {actions !== undefined && <footer className={styles.actions}>{actions}</footer>}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}

export interface ConfirmProps {
  readonly title: string;
  readonly isOpen: boolean;
  readonly confirmLabel: string;
  readonly danger?: boolean;
  readonly isPending?: boolean;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** Asks before something that cannot be taken back. */
export function Confirm({ confirmLabel, danger = false, isPending = false, onConfirm, ...rest }: ConfirmProps) {
  return (
    <Dialog
      {...rest}
      alert
      actions={
        <>
          <Button onPress={rest.onClose} autoFocus>
            {words.ui.cancel}
          </Button>
          <Button variant={danger ? 'danger' : 'primary'} isPending={isPending} onPress={onConfirm}>
            {confirmLabel}
          </Button>
        </>
      }
    />
  );
}

export interface FormDialogProps {
  readonly title: string;
  /** What the button says that does it; Enter in a field does it as well. */
  readonly submitLabel: string;
  readonly danger?: boolean;
  /** What is filled in can be sent. */
  readonly isReady: boolean;
  readonly action: Pick<Action<readonly []>, 'run' | 'pending'>;
  readonly onClose: () => void;
  /** The fields. */
  readonly children: ReactNode;
  /** What is to be read before they are filled in. */
  readonly before?: ReactNode;
  /** What stands below them without being one: why it failed, at the end. */
  readonly after: ReactNode;
}

/** A dialog in which something is filled in and sent. */
export function FormDialog({
  title,
  submitLabel,
  danger = false,
  isReady,
  action,
  onClose,
  children,
  before,
  after,
}: FormDialogProps) {
  const form = useId();
  return (
    <Dialog
      title={title}
      isOpen
      onClose={onClose}
      actions={
        <Button
          variant={danger ? 'danger' : 'primary'}
          type="submit"
          form={form}
          isDisabled={!isReady}
          isPending={action.pending}
        >
          {submitLabel}
        </Button>
      }
    >
      {before}
      <Form
        id={form}
        className={styles.form ?? ''}
        onSubmit={(event) => {
          event.preventDefault();
          if (isReady) action.run();
        }}
      >
        {children}
      </Form>
      {after}
    </Dialog>
  );
}

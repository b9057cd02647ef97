import clsx from 'clsx';
import { X } from 'lucide-react';
import {
  Text,
  UNSTABLE_Toast as Toast,
  UNSTABLE_ToastContent as ToastContent,
  UNSTABLE_ToastQueue as ToastQueue,
  UNSTABLE_ToastRegion as ToastRegion,
} from 'react-aria-components';
import { words } from '#client/words/index.ts';
import { Button, IconButton } from './Button.tsx';
import styles from './toast.module.css';

/** What one can do about what was said, such as take it back. */
export interface ToastAction {
  readonly label: string;
  readonly run: () => void;
}

interface Told {
  readonly title: string;
  readonly next?: string;
  readonly action?: ToastAction;
}

/** What can be taken back stays longer: one has to read it, and to decide. */
const SHORT_MS = 6_000;
const LONG_MS = 10_000;

const queue = new ToastQueue<Told>({ maxVisibleToasts: 3 });

/** Says something that needs no answer, for a few seconds, and to screen readers. What must be acted on is a `Notice`. */
export function say(title: string, next?: string, action?: ToastAction): void {
  const told = { title, ...(next === undefined ? {} : { next }), ...(action === undefined ? {} : { action }) };
  queue.add(told, { timeout: action === undefined ? SHORT_MS : LONG_MS });
}

/** Where `say` speaks. One per page. */
export function Toasts() {
  return (
    <ToastRegion queue={queue} className={clsx(styles.region)}>
      {({ toast }) => (
        <Toast toast={toast} className={clsx(styles.toast)}>
          <ToastContent className={clsx(styles.words)}>
            <Text slot="title">{toast.content.title}</Text>
            {toast.content.next !== undefined && (
              <Text slot="description" className={clsx(styles.next)}>
                {toast.content.next}
              </Text>
            )}
          </ToastContent>
          {toast.content.action !== undefined && (
            <Button
              size="s"
              variant="quiet"
              onPress={() => {
                toast.content.action?.run();
                queue.close(toast.key);
              }}
            >
              {toast.content.action.label}
            </Button>
          )}
          <IconButton slot="close" label={words.shared.close} placement="top">
            <X size={16} aria-hidden />
          </IconButton>
        </Toast>
      )}
    </ToastRegion>
  );
}

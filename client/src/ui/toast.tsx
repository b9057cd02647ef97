import clsx from 'clsx';
import { X } from 'lucide-react';
import {
  Text,
  UNSTABLE_Toast as Toast,
  UNSTABLE_ToastContent as ToastContent,
  UNSTABLE_ToastQueue as ToastQueue,
  UNSTABLE_ToastRegion as ToastRegion,
} from 'react-aria-components';
import { IconButton } from './Button.tsx';
import styles from './toast.module.css';

interface Words {
  readonly title: string;
  readonly next?: string;
}

const queue = new ToastQueue<Words>({ maxVisibleToasts: 3 });

/** Says something that needs no answer, for a few seconds, and to screen readers. What must be acted on is a `Notice`. */
export function say(title: string, next?: string): void {
  queue.add(next === undefined ? { title } : { title, next }, { timeout: 6_000 });
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
          <IconButton slot="close" label="Close" placement="top">
            <X size={16} aria-hidden />
          </IconButton>
        </Toast>
      )}
    </ToastRegion>
  );
}

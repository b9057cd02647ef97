/** What files need is loaded when there are some. */
import { type ComponentProps, lazy, useEffect } from 'react';
import type { FileViews } from '#client/features/conversation/files-context.ts';
import { filesWords } from '#client/ui/files-words.ts';
import { say } from '#client/ui/toast.tsx';
import { words } from '#client/words/index.ts';

export const fileViews: FileViews = {
  Files: lazy(() =>
    import('#client/features/files/MessageFiles.tsx').then(
      ({ MessageFiles }) => ({ default: MessageFiles }),
      () => ({ default: Named }),
    ),
  ),
  Viewer: lazy(() =>
    import('#client/features/files/Viewer.tsx').then(
      ({ Viewer }) => ({ default: Viewer }),
      () => ({ default: Unseen }),
    ),
  ),
};

/** Stands for files when what shows them could not be loaded. */
function Named({ entry }: ComponentProps<FileViews['Files']>) {
  return <p>{filesWords(entry)}</p>;
}

/** Stands for a picture then. */
function Unseen({ onClose }: ComponentProps<FileViews['Viewer']>) {
  useEffect(() => {
    say(words.shared.notLoadedNext);
    onClose();
  }, [onClose]);
  return <span hidden />;
}

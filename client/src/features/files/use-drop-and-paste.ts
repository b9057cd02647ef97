import { type CSSProperties, type RefObject, useEffect, useRef, useState } from 'react';

/**
 * Takes files that are dropped on the conversation, or pasted into its composer.
 * @param root stands in the composer.
 * @param isZone whether files can be dropped here: where they cannot, nothing says so while they are dragged.
 * @returns where one can let go of what one drags; undefined while nothing is dragged there.
 */
export function useDropAndPaste(
  root: RefObject<HTMLElement | null>,
  onFiles: (files: readonly File[]) => void,
  isZone: boolean,
): CSSProperties | undefined {
  const [dropAt, setDropAt] = useState<CSSProperties>();
  const now = useRef(onFiles);
  useEffect(() => {
    now.current = onFiles;
  });
  useEffect(() => {
    const zone = root.current?.closest('aside, section');
    if (!(zone instanceof HTMLElement)) return;
    const over = (event: DragEvent) => {
      if (!isZone || event.dataTransfer?.types.includes('Files') !== true) return;
      event.preventDefault();
      event.stopPropagation();
      event.dataTransfer.dropEffect = 'copy';
      const { left, top, width, height } = zone.getBoundingClientRect();
      setDropAt((before) => before ?? { left, top, width, height });
    };
    const leave = (event: DragEvent) => {
      if (!(event.relatedTarget instanceof Node && zone.contains(event.relatedTarget))) setDropAt(undefined);
    };
    const drop = (event: DragEvent) => {
      setDropAt(undefined);
      if (!isZone || event.dataTransfer?.types.includes('Files') !== true) return;
      event.preventDefault();
      event.stopPropagation();
      if (event.dataTransfer.files.length > 0) now.current([...event.dataTransfer.files]);
    };
    const paste = (event: ClipboardEvent) => {
      const { clipboardData, target } = event;
      // What is copied from a document is text, and a picture of that text besides: then the text is meant.
      if (clipboardData === null || clipboardData.files.length === 0 || clipboardData.types.includes('text/plain'))
        return;
      if (!(target instanceof HTMLTextAreaElement)) return;
      event.preventDefault();
      now.current([...clipboardData.files]);
    };
    zone.addEventListener('dragover', over);
    zone.addEventListener('dragleave', leave);
    zone.addEventListener('drop', drop);
    zone.addEventListener('paste', paste);
    return () => {
      zone.removeEventListener('dragover', over);
      zone.removeEventListener('dragleave', leave);
      zone.removeEventListener('drop', drop);
      zone.removeEventListener('paste', paste);
    };
  }, [root, isZone]);
  return dropAt;
}

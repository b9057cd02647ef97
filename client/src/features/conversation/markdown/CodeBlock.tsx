import clsx from 'clsx';
import { useContext, useEffect, useState } from 'react';
import type { CodePiece } from '#client/bridge/colours.ts';
import styles from './CodeBlock.module.css';
import { Said, SpansContext } from './Mention.tsx';

const NONE: readonly CodePiece[] = [];

/** Code on lines of its own: its colours come once a worker has found them, and move nothing. */
export function CodeBlock({ text, language }: { readonly text: string; readonly language: string | undefined }) {
  const hasMentions = useContext(SpansContext).length > 0;
  const pieces = usePieces(text, hasMentions ? undefined : language);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: who uses the keyboard must be able to scroll long lines
    <pre className={styles.block} dir="ltr" tabIndex={0}>
      <code>
        {pieces.length === 0 ? (
          <Said text={text} isCode />
        ) : (
          pieces.map(({ text: piece, part }, nth) =>
            part === undefined ? (
              piece
            ) : (
              // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of one text never change their order
              <span key={nth} className={clsx(styles[part])}>
                {piece}
              </span>
            ),
          )
        )}
      </code>
    </pre>
  );
}

function usePieces(text: string, language: string | undefined): readonly CodePiece[] {
  const [found, setFound] = useState<{ readonly text: string; readonly pieces: readonly CodePiece[] }>();
  useEffect(() => {
    if (language === undefined) return;
    let isSeen = true;
    // Without the script (a page of an older version, offline) it stays as it is.
    import('#client/bridge/colours.ts')
      .then(({ piecesOf }) => piecesOf(language, text))
      .then((pieces) => isSeen && setFound({ text, pieces }))
      .catch(() => undefined);
    return () => {
      isSeen = false;
    };
  }, [text, language]);
  return found?.text === text && language !== undefined ? found.pieces : NONE;
}

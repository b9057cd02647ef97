/** Colours for code that somebody wrote; loaded with the first piece of code that is seen. */
import { createColouring } from '../worker/colouring.ts';
import { openColours } from '../worker/start.ts';

export type { CodePiece } from '../worker/code-pieces.ts';

/** The pieces of `code` in a language; none where it stays as it is. */
export const piecesOf = createColouring(openColours);

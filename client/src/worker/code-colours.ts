/**
 * Finds the parts of a piece of code: what is a keyword, a string, a comment. In a worker of its own, as the code is somebody
 * else's: the patterns can be slow with text that was made for it, and the window ends this worker then.
 */
import { common, createLowlight } from 'lowlight';
import { type CodePiece, type ColourAnswer, type ColourQuestion, pieceOf } from './code-pieces.ts';

/** The languages that are written most; what is in none of them stays without colours. */
const grammars = createLowlight(common);

function piecesOf(language: string, code: string): readonly CodePiece[] {
  // What the sender calls the language is looked up, and used for nothing else.
  if (!grammars.registered(language)) return [];
  return grammars.highlight(language, code).children.flatMap((node) => pieceOf(node, undefined));
}

self.addEventListener('message', ({ data }: MessageEvent<ColourQuestion>) => {
  const answer: ColourAnswer = { id: data.id, pieces: piecesOf(data.language, data.code) };
  self.postMessage(answer);
});

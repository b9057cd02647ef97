/** What a window asks the worker that colours code, and what it hears. */

/** What a piece of code is; each has a colour. */
export const CODE_PARTS = ['keyword', 'string', 'number', 'comment', 'name', 'type', 'added', 'removed'] as const;
export type CodePart = (typeof CODE_PARTS)[number];

/** A piece of the code, and what it is; without `part`, as the text around it. All pieces together are the code. */
export interface CodePiece {
  readonly text: string;
  readonly part?: CodePart;
}

export interface ColourQuestion {
  readonly id: number;
  readonly language: string;
  readonly code: string;
}

/** `pieces` is empty where the language is not known. */
export interface ColourAnswer {
  readonly id: number;
  readonly pieces: readonly CodePiece[];
}

/** A tree as the grammars make it (hast). */
export interface ColouredNode {
  readonly type: string;
  readonly value?: string;
  readonly properties?: { readonly className?: unknown };
  readonly children?: readonly ColouredNode[];
}

// The grammars know some forty kinds of parts. More than a handful of colours is no help.
const partOf: Readonly<Record<string, CodePart>> = {
  keyword: 'keyword',
  literal: 'keyword',
  meta: 'keyword',
  tag: 'keyword',
  'selector-tag': 'keyword',
  section: 'keyword',
  string: 'string',
  regexp: 'string',
  symbol: 'string',
  link: 'string',
  number: 'number',
  comment: 'comment',
  quote: 'comment',
  title: 'name',
  name: 'name',
  attr: 'name',
  attribute: 'name',
  property: 'name',
  'selector-class': 'name',
  'selector-id': 'name',
  bullet: 'name',
  type: 'type',
  built_in: 'type',
  class: 'type',
  addition: 'added',
  deletion: 'removed',
};

/** The texts below `node`, each with the innermost part that it belongs to. */
export function pieceOf(node: ColouredNode, around: CodePart | undefined): CodePiece[] {
  if (node.type === 'text') return [{ text: node.value ?? '', ...(around === undefined ? {} : { part: around }) }];
  const classes = node.properties?.className;
  const name = Array.isArray(classes) ? String(classes[0]).replace(/^hljs-/, '') : '';
  const part = Object.hasOwn(partOf, name) ? partOf[name] : around;
  return (node.children ?? []).flatMap((child) => pieceOf(child, part));
}

/**
 * `npm run check:words`: what people see or hear stands in the catalogs (`client/src/words`), where every language has it. In
 * the folders below, words in JSX, in what names things to people (`label`, `title`, `aria-label`, …), and whole sentences
 * anywhere else are refused.
 */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseSync } from 'vite';

/** Every folder whose words people see, but for the catalogs themselves. */
const folders = ['client/src/app', 'client/src/ui', 'client/src/features'];

/** What is in every language the same, or no words of ours. */
const same = new Set(['Tacit', '@room']);
const exempt: readonly string[] = [
  // English names of emoji, loaded with the picker; each catalog has its own under `rare.emoji`.
  'client/src/ui/emoji-list.ts',
];

/** Attributes and properties that hold what a person sees or hears. */
const naming =
  /^(?:label|title|hint|lead|footer|alt|placeholder|sentence|nextStep|error|nothing|\w+Label|aria-(?:label|description|roledescription|valuetext|placeholder))$/;
const LETTERS = /\p{L}{2}/u;
/** A capital, and a second word. */
const SENTENCE = /^\p{Lu}\p{L}*[,;:]? \p{L}/u;

export interface FoundWords {
  readonly text: string;
  /** Counted from 1. */
  readonly line: number;
}

type Node = Readonly<Record<string, unknown>> & { readonly type: string; readonly start: number };

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';

/**
 * Words that `source` shows to people without a catalog.
 * @throws Error when `source` does not parse.
 */
export function wordsIn(source: string, file = 'source.tsx'): FoundWords[] {
  const { program, errors } = parseSync(file, source);
  const [error] = errors;
  if (error !== undefined) throw new Error(`${file}: ${error.message}`);
  const found = new Map<number, FoundWords>();
  const add = (text: string, start: number) => {
    const said = text.trim();
    if (said === '' || same.has(said)) return;
    found.set(start, { text: said, line: source.slice(0, start).split('\n').length });
  };
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) for (const one of value) visit(one);
    if (!isNode(value)) return;
    // What is thrown is for us, and types and imports are for nobody.
    if (['ThrowStatement', 'TSLiteralType', 'ImportDeclaration', 'ImportExpression'].includes(value.type)) return;
    if (value.type === 'JSXText' && typeof value.value === 'string' && LETTERS.test(value.value)) {
      add(value.value, value.start);
    }
    const named = nameOf(value);
    if (named !== undefined && naming.test(named)) {
      for (const { text, start } of literalsOf(value.value)) if (LETTERS.test(text)) add(text, start);
    }
    if (value.type === 'JSXExpressionContainer' || value.type === 'Literal' || value.type === 'TemplateLiteral') {
      const wanted = value.type === 'JSXExpressionContainer' ? LETTERS : SENTENCE;
      const inside = value.type === 'JSXExpressionContainer' ? value.expression : value;
      const isName = value.type === 'JSXExpressionContainer' && isAttributeValue.has(value);
      if (!isName) for (const { text, start } of literalsOf(inside)) if (wanted.test(text)) add(text, start);
    }
    if (value.type === 'JSXAttribute' && isNode(value.value)) isAttributeValue.add(value.value);
    for (const child of Object.values(value)) visit(child);
  };
  const isAttributeValue = new WeakSet<Node>();
  visit(program);
  return [...found.values()];
}

/** The name of an attribute or a property. */
function nameOf(node: Node): string | undefined {
  if (node.type === 'JSXAttribute' && isNode(node.name))
    return typeof node.name.name === 'string' ? node.name.name : undefined;
  if (node.type !== 'Property' || !isNode(node.key)) return undefined;
  const name = node.key.type === 'Identifier' ? node.key.name : node.key.value;
  return typeof name === 'string' ? name : undefined;
}

/** The texts that an expression can come to, but for those of calls and variables. */
function literalsOf(value: unknown): { readonly text: string; readonly start: number }[] {
  if (!isNode(value)) return [];
  switch (value.type) {
    case 'Literal':
      return typeof value.value === 'string' ? [{ text: value.value, start: value.start }] : [];
    case 'TemplateLiteral':
      return list(value.quasis).flatMap((part) => {
        const cooked = isNode(part) && typeof part.value === 'object' && part.value !== null && 'cooked' in part.value;
        const text = cooked ? (part.value as { readonly cooked: unknown }).cooked : undefined;
        return typeof text === 'string' && isNode(part) ? [{ text, start: part.start }] : [];
      });
    case 'JSXExpressionContainer':
      return literalsOf(value.expression);
    case 'ParenthesizedExpression':
    case 'TSAsExpression':
      return literalsOf(value.expression);
    case 'ConditionalExpression':
      return [...literalsOf(value.consequent), ...literalsOf(value.alternate)];
    case 'LogicalExpression':
    case 'BinaryExpression':
      // What is compared is not shown.
      return /^(?:\+|&&|\|\||\?\?)$/.test(String(value.operator))
        ? [...literalsOf(value.left), ...literalsOf(value.right)]
        : [];
    default:
      return [];
  }
}

const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

function sourceFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !/\.(?:test|d)\.tsx?$/.test(entry.name))
    .map((entry) => path.posix.join(entry.parentPath.replaceAll(path.sep, '/'), entry.name));
}

function main(): void {
  const files = folders.flatMap(sourceFiles).filter((file) => !exempt.includes(file));
  if (files.length < 50) throw new Error('the check of words saw too few files: has a folder moved?');
  let count = 0;
  for (const file of files) {
    for (const { text, line } of wordsIn(readFileSync(file, 'utf8'), file)) {
      count += 1;
      console.error(`${file}:${line}: words that stand in no catalog: ${text.replace(/\s+/g, ' ').slice(0, 80)}`);
    }
  }
  console.log(`words: ${files.length} files, ${count} without a catalog`);
  if (count > 0) process.exitCode = 1;
}

if (process.argv[1]?.endsWith('check-words.ts') === true) main();

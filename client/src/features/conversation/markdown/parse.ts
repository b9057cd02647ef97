/**
 * Text of messages to a tree. The parser's HTML output is never made: only what this file allows comes out of its tokens,
 * and everything else stays the text that it was.
 */
import markdownIt, { type Token } from 'markdown-it';
import { type LinkTarget, parseLinkTarget } from './link-target.ts';

/** The elements that a message may become. */
export type Tag = 'p' | 'strong' | 'em' | 's' | 'blockquote' | 'ul' | 'ol' | 'li' | 'heading';

export type MarkdownNode =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'break' }
  | { readonly kind: 'rule' }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'code-block'; readonly text: string; readonly language?: string }
  | { readonly kind: 'element'; readonly tag: Tag; readonly start?: number; readonly children: readonly MarkdownNode[] }
  | {
      readonly kind: 'link';
      readonly target: LinkTarget;
      readonly words: string;
      readonly children: readonly MarkdownNode[];
    };

/** Longer texts are shown as they were typed: nobody formats that much by hand, but it costs every reader. */
const FORMATTED_MAX = 20_000;
/** Elements deeper than this are drawn flat. */
const DEPTH_MAX = 16;

const parser = markdownIt({
  html: false,
  linkify: true,
  breaks: true,
  typographer: false,
  maxNesting: DEPTH_MAX,
}).disable(['table', 'reference', 'entity']);
// Only what says its scheme becomes a link by itself: "readme.md" is a file, not a place in Moldova.
parser.linkify.set({ fuzzyLink: false, fuzzyEmail: false, fuzzyIP: false });
// Which links may be opened is decided by `parseLinkTarget` alone; this one lets all through to it.
parser.validateLink = () => true;
// It must see what was written: what is percent-encoded first has lost what deceives in it.
parser.normalizeLink = (address) => address;
parser.normalizeLinkText = (address) => address;

const tags: Readonly<Record<string, Tag>> = {
  p: 'p',
  strong: 'strong',
  em: 'em',
  s: 's',
  blockquote: 'blockquote',
  ul: 'ul',
  ol: 'ol',
  li: 'li',
  h1: 'heading',
  h2: 'heading',
  h3: 'heading',
  h4: 'heading',
  h5: 'heading',
  h6: 'heading',
};

interface Frame {
  readonly tag: Tag | 'flat' | 'link';
  readonly start?: number;
  readonly target?: LinkTarget;
  readonly raw?: string;
  readonly children: MarkdownNode[];
}

/** Parses `text`. Never throws; what is not understood stays text. */
export function parseMarkdown(text: string): readonly MarkdownNode[] {
  if (text.length > FORMATTED_MAX) return [plain(text)];
  try {
    const tokens = parser.parse(text, {});
    // What is nested deeper than the limit is left out by the parser. No word may get lost.
    if (tokens.some((token) => token.level >= DEPTH_MAX - 2)) return [plain(text)];
    const tree = treeOf(tokens);
    // Marks alone, such as "```" or ">", format nothing; they were meant as they stand.
    return showsNothing(tree) ? [plain(text)] : tree;
  } catch {
    return [plain(text)];
  }
}

function showsNothing(nodes: readonly MarkdownNode[]): boolean {
  return wordsOf(nodes).trim() === '' && !nodes.some((node) => node.kind === 'rule');
}

function plain(text: string): MarkdownNode {
  return { kind: 'element', tag: 'p', children: [{ kind: 'text', text }] };
}

function treeOf(tokens: readonly Token[]): MarkdownNode[] {
  const root: Frame = { tag: 'flat', children: [] };
  const stack: Frame[] = [root];
  const top = () => stack.at(-1) ?? root;
  const walk = (list: readonly Token[]) => {
    for (const token of list) {
      if (token.type === 'inline') walk(token.children ?? []);
      else if (token.nesting === 1) stack.push(frameOf(token, stack.length));
      else if (token.nesting === -1) {
        const closed = stack.length > 1 ? stack.pop() : undefined;
        if (closed !== undefined) top().children.push(...close(closed));
      } else top().children.push(...leaf(token));
    }
  };
  walk(tokens);
  while (stack.length > 1) {
    const closed = stack.pop();
    if (closed !== undefined) top().children.push(...close(closed));
  }
  return root.children;
}

function frameOf(token: Token, depth: number): Frame {
  if (token.type === 'link_open') {
    const raw = String(token.attrGet('href') ?? '');
    const target = parseLinkTarget(raw);
    return target === undefined ? { tag: 'flat', raw, children: [] } : { tag: 'link', target, children: [] };
  }
  const tag = tags[token.tag];
  // Tight lists hide their paragraphs.
  if (tag === undefined || token.hidden || depth > DEPTH_MAX) return { tag: 'flat', children: [] };
  const start = token.tag === 'ol' ? Number(token.attrGet('start') ?? 1) : undefined;
  return { tag, ...(start === undefined || !Number.isSafeInteger(start) ? {} : { start }), children: [] };
}

function close({ tag, start, target, raw, children }: Frame): MarkdownNode[] {
  if (tag === 'link' && target !== undefined) return [{ kind: 'link', target, words: wordsOf(children), children }];
  if (tag === 'flat' || tag === 'link') {
    // A link that may not be one keeps its address in sight: hiding it would hide the attempt.
    const hidden = raw !== undefined && raw !== wordsOf(children);
    return hidden ? [...children, { kind: 'text', text: ` (${raw})` }] : children;
  }
  return [{ kind: 'element', tag, ...(start === undefined ? {} : { start }), children }];
}

function leaf(token: Token): MarkdownNode[] {
  switch (token.type) {
    case 'text':
      return token.content === '' ? [] : [{ kind: 'text', text: token.content }];
    case 'softbreak':
    case 'hardbreak':
      return [{ kind: 'break' }];
    case 'hr':
      return [{ kind: 'rule' }];
    case 'code_inline':
      return [{ kind: 'code', text: token.content }];
    case 'fence':
    case 'code_block':
      return [{ kind: 'code-block', text: token.content.replace(/\n$/, ''), ...languageOf(token.info) }];
    case 'image': {
      // Loading it would tell its owner who reads this, and when. It becomes a link.
      const raw = String(token.attrGet('src') ?? '');
      const target = parseLinkTarget(raw);
      const words = token.content === '' ? 'Image' : token.content;
      const children: MarkdownNode[] = [{ kind: 'text', text: words }];
      return target === undefined
        ? [{ kind: 'text', text: `${words} (${raw})` }]
        : [{ kind: 'link', target, words, children }];
    }
    default:
      return token.content === '' ? [] : [{ kind: 'text', text: token.content }];
  }
}

/** What the writer calls the language of a piece of code: the first word behind the fence. */
function languageOf(info: string): { language?: string } {
  const language = /^[a-z][\w+#-]{0,19}(?=\s|$)/i.exec(info.trim())?.[0].toLowerCase();
  return language === undefined ? {} : { language };
}

function wordsOf(nodes: readonly MarkdownNode[]): string {
  return nodes
    .map((node) => {
      if (node.kind === 'text' || node.kind === 'code' || node.kind === 'code-block') return node.text;
      return node.kind === 'element' || node.kind === 'link' ? wordsOf(node.children) : ' ';
    })
    .join('');
}

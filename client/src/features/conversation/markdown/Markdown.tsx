import { Fragment, memo, type ReactNode } from 'react';
import type { MentionSpan } from '#client/bridge/port.ts';
import { plainText } from '#client/ui/plain-text.ts';
import { CodeBlock } from './CodeBlock.tsx';
import styles from './Markdown.module.css';
import { Said, SpansContext } from './Mention.tsx';
import { MessageLink } from './MessageLink.tsx';
import { withMarks } from './mention-marks.ts';
import { type MarkdownNode, parseMarkdown } from './parse.ts';

const NONE: readonly MentionSpan[] = [];

/** A message's text with its formatting, as React elements: no HTML is ever made of it. */
export const Markdown = memo(function Markdown({
  text,
  mentions = NONE,
}: {
  readonly text: string;
  readonly mentions?: readonly MentionSpan[] | undefined;
}) {
  return (
    <div className={styles.markdown} dir="auto">
      <SpansContext value={mentions}>
        {draw(parseMarkdown(plainText(mentions.length === 0 ? text : withMarks(text, mentions))))}
      </SpansContext>
    </div>
  );
});

function draw(nodes: readonly MarkdownNode[]): ReactNode {
  // biome-ignore lint/suspicious/noArrayIndexKey: the tree of one text never changes its order
  return nodes.map((node, index) => <Fragment key={index}>{drawNode(node)}</Fragment>);
}

function drawNode(node: MarkdownNode): ReactNode {
  switch (node.kind) {
    case 'text':
      return <Said text={node.text} />;
    case 'break':
      return <br />;
    case 'rule':
      return <hr className={styles.rule} />;
    case 'code':
      return (
        <code className={styles.code}>
          <Said text={node.text} isCode />
        </code>
      );
    case 'code-block':
      return <CodeBlock text={node.text} language={node.language} />;
    case 'link':
      return (
        <MessageLink target={node.target} words={node.words}>
          {draw(node.children)}
        </MessageLink>
      );
    case 'element':
      return drawElement(node);
  }
}

function drawElement({ tag, start, children }: Extract<MarkdownNode, { kind: 'element' }>): ReactNode {
  const inside = draw(children);
  switch (tag) {
    case 'p':
      return <p dir="auto">{inside}</p>;
    case 'strong':
      return <strong>{inside}</strong>;
    case 'em':
      return <em>{inside}</em>;
    case 's':
      return <s>{inside}</s>;
    case 'blockquote':
      return <blockquote dir="auto">{inside}</blockquote>;
    case 'ul':
      return <ul dir="auto">{inside}</ul>;
    case 'ol':
      return (
        <ol dir="auto" start={start ?? 1}>
          {inside}
        </ol>
      );
    case 'li':
      return <li>{inside}</li>;
    case 'heading':
      // A real heading would put itself into the outline of the page, where it has no business.
      return (
        <p className={styles.heading} dir="auto">
          {inside}
        </p>
      );
  }
}

import clsx from 'clsx';
import { createContext, useContext } from 'react';
import type { Mentioned, MentionSpan } from '#client/bridge/port.ts';
import { words } from '#client/words/index.ts';
import type { UserId } from '#shared/ids/index.ts';
import styles from './Markdown.module.css';
import { piecesOf } from './mention-marks.ts';

/** Who is in the conversation whose messages are drawn, and what they are called here. */
export interface PeopleHere {
  readonly nameOf: (id: UserId) => string;
  readonly me: UserId;
  readonly members: readonly UserId[];
  readonly isRoom: boolean;
  /** This person is a moderator of the room. */
  readonly moderates: boolean;
}

export const PeopleContext = createContext<PeopleHere | undefined>(undefined);
/** The mentions of the text that is drawn. */
export const SpansContext = createContext<readonly MentionSpan[]>([]);

/** A piece of a message with its mentions; in code they are words like others. */
export function Said({ text, isCode = false }: { readonly text: string; readonly isCode?: boolean }) {
  const spans = useContext(SpansContext);
  const here = useContext(PeopleContext);
  if (spans.length === 0) return text;
  return piecesOf(text).map((piece, nth) => {
    if (typeof piece === 'string') return piece;
    const who = spans[piece]?.who;
    if (who === undefined) return null;
    // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of one text never change their order
    return <Mention key={nth} who={who} here={here} isPlain={isCode} />;
  });
}

/** The name is never the sender's: it is what the person is called on this device. Who is not here is not mentioned. */
function Mention({
  who,
  here,
  isPlain,
}: {
  readonly who: Mentioned;
  readonly here: PeopleHere | undefined;
  readonly isPlain: boolean;
}) {
  const name = who === 'room' ? 'room' : (here?.nameOf(who) ?? words.conversation.somebody);
  const isHere = who === 'room' ? here?.isRoom === true : here?.members.includes(who) === true;
  if (isPlain || !isHere) return <bdi>@{name}</bdi>;
  const isMine = who === 'room' || who === here?.me;
  return <bdi className={clsx(styles.mention, isMine && styles.mine)}>@{name}</bdi>;
}

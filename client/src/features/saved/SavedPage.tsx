import { Bookmark, BookmarkX } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useConversations, useCore, usePeople } from '#client/bridge/hooks.ts';
import type { CoreProblem, SavedView } from '#client/bridge/port.ts';
import { Button, IconButton } from '#client/ui/Button.tsx';
import { EmptyState } from '#client/ui/EmptyState.tsx';
import { ExcerptHead, ExcerptList, ExcerptRow, ExcerptText } from '#client/ui/Excerpts.tsx';
import { Page } from '#client/ui/Page.tsx';
import { Problem } from '#client/ui/Problem.tsx';
import { plainName } from '#client/ui/plain-name.ts';
import { plainWords } from '#client/ui/plain-words.ts';
import { Skeleton } from '#client/ui/Skeleton.tsx';
import { say } from '#client/ui/toast.tsx';
import { useNow } from '#client/ui/use-now.ts';
import { words } from '#client/words/index.ts';
import { useSaved } from './use-saved.ts';

/** So many are drawn before somebody asks for more. */
const PAGE = 100;

const tell = (answer: { readonly ok: true } | { readonly ok: false; readonly problem: CoreProblem }) => {
  if (!answer.ok) say(answer.problem.sentence, answer.problem.nextStep);
};

/** What this person has saved, the newest first, and the way back to each of it. */
export function SavedPage({
  onBack,
  onOpen,
}: {
  readonly onBack: () => void;
  readonly onOpen: (to: Pick<SavedView, 'conversation' | 'key' | 'thread'>) => void;
}) {
  const core = useCore();
  const people = usePeople();
  const conversations = useConversations();
  const now = useNow(60_000);
  const { saved, problem } = useSaved();
  const [shown, setShown] = useState(PAGE);
  const list = useRef<HTMLUListElement>(null);
  /** The place of the one that was just taken out: who uses the keyboard goes on where it was. */
  const left = useRef<number>(undefined);
  // biome-ignore lint/correctness/useExhaustiveDependencies: when what is listed has changed, not before
  useEffect(() => {
    if (left.current === undefined) return;
    const rows = list.current?.querySelectorAll<HTMLElement>('[data-excerpt]') ?? [];
    rows[Math.min(left.current, rows.length - 1)]?.focus();
    left.current = undefined;
  }, [saved]);
  const nameOf = (view: SavedView) => {
    const author = people.find(({ id }) => id === view.author);
    return author?.isMe === true ? words.shared.you : plainName(author?.name ?? words.shared.somebody);
  };
  const remove = ({ conversation, message }: SavedView, place: number) =>
    void core.save(conversation, message, false).then((answer) => {
      tell(answer);
      if (!answer.ok) return;
      left.current = place;
      const undo = () => void core.save(conversation, message, true).then(tell);
      say(words.saved.removed, undefined, { label: words.shared.undo, run: undo });
    });
  return (
    <Page
      title={words.saved.title}
      onBack={onBack}
      {...(saved !== undefined && saved.length > 0 && { count: saved.length })}
    >
      {problem !== undefined && <Problem problem={problem} />}
      {saved === undefined && problem === undefined && <Skeleton label={words.saved.reading} rows={4} />}
      {saved?.length === 0 && (
        <EmptyState icon={<Bookmark size={32} aria-hidden />} title={words.saved.empty}>
          {words.saved.howTo}
        </EmptyState>
      )}
      {saved !== undefined && saved.length > 0 && (
        <ExcerptList label={words.saved.list} ref={list}>
          {saved.slice(0, shown).map((view, place) => (
            <ExcerptRow
              key={`${view.conversation}/${view.message}`}
              onOpen={() => onOpen(view)}
              tools={
                <IconButton label={words.saved.remove} onPress={() => remove(view, place)}>
                  <BookmarkX size={18} aria-hidden />
                </IconButton>
              }
            >
              <ExcerptHead
                by={nameOf(view)}
                place={plainName(conversations.find(({ id }) => id === view.conversation)?.title ?? '')}
                at={view.saidAt}
                now={now}
              />
              <ExcerptText>{plainWords(view.excerpt)}</ExcerptText>
            </ExcerptRow>
          ))}
        </ExcerptList>
      )}
      {saved !== undefined && saved.length > shown && (
        <Button wide onPress={() => setShown(shown + PAGE)}>
          {words.shared.showMore}
        </Button>
      )}
    </Page>
  );
}

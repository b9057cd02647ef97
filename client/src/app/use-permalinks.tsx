import { type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useConversations, useCore } from '#client/bridge/hooks.ts';
import { type AppLink, parseAppLink, type RoomLink } from '#client/bridge/permalink.ts';
import type { CoreProblem } from '#client/bridge/port.ts';
import type { PermalinkWays } from '#client/features/conversation/permalink-context.ts';
import { AskToJoin } from '#client/features/rooms/AskToJoin.tsx';
import { Button } from '#client/ui/Button.tsx';
import { Dialog } from '#client/ui/Dialog.tsx';
import { plainName } from '#client/ui/plain-name.ts';
import { words } from '#client/words/index.ts';
import type { GroupId } from '#shared/ids/index.ts';
import type { JumpTo } from './use-finding.tsx';

/** Why a link leads nowhere here. */
type NoWay = { readonly kind: 'missing' | 'no-member' } | { readonly kind: 'problem'; readonly problem: CoreProblem };

/** Follows links to messages: `opened` once for each, and those inside messages. */
export function usePermalinks(
  opened: AppLink | undefined,
  jumpTo: (to: JumpTo) => void,
  onRoom: (room: GroupId) => void,
): { readonly ways: PermalinkWays; readonly views: ReactNode } {
  const core = useCore();
  const conversations = useConversations();
  const here = useRef<ReadonlySet<GroupId>>(new Set());
  useEffect(() => {
    here.current = new Set(conversations.filter(({ state }) => state.kind === 'ready').map(({ id }) => id));
  }, [conversations]);
  const [noWay, setNoWay] = useState<NoWay>();
  const [asking, setAsking] = useState<RoomLink>();
  const follow = useCallback(
    (link: AppLink) => {
      if ('room' in link) {
        if (here.current.has(link.room)) onRoom(link.room);
        else setAsking(link);
        return;
      }
      const { conversation, author, message } = link;
      void core.findMessage(conversation, author, message).then((answer) => {
        if (!answer.ok) setNoWay({ kind: 'problem', problem: answer.problem });
        else if (answer.value.kind === 'here') jumpTo({ conversation, ...answer.value });
        else setNoWay(answer.value);
      });
    },
    [core, jumpTo, onRoom],
  );
  const followed = useRef<AppLink>(undefined);
  useEffect(() => {
    if (opened === undefined || followed.current === opened) return;
    followed.current = opened;
    follow(opened);
  }, [opened, follow]);
  const titles = useMemo(() => new Map(conversations.map(({ id, title }) => [id, plainName(title)])), [conversations]);
  const ways = useMemo(
    (): PermalinkWays => ({
      parse: (href) => parseAppLink(href, window.location.origin),
      titleOf: (link) => titles.get('room' in link ? link.room : link.conversation),
      follow,
      jumpTo,
    }),
    [titles, follow, jumpTo],
  );
  const close = () => setNoWay(undefined);
  const shown =
    noWay === undefined
      ? undefined
      : noWay.kind === 'problem'
        ? { title: noWay.problem.sentence, text: noWay.problem.nextStep }
        : words.app.links[noWay.kind];
  const ask = asking !== undefined && <AskToJoin link={asking} onClose={() => setAsking(undefined)} />;
  const told = shown !== undefined && (
    <Dialog
      title={shown.title}
      isOpen
      alert
      onClose={close}
      actions={
        <Button variant="primary" onPress={close} autoFocus>
          {words.app.ok}
        </Button>
      }
    >
      <p>{shown.text}</p>
    </Dialog>
  );
  const views = (
    <>
      {ask}
      {told}
    </>
  );
  return { ways, views };
}

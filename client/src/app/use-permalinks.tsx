import { type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useConversations, useCore } from '#client/bridge/hooks.ts';
import { type Permalink, parsePermalink } from '#client/bridge/permalink.ts';
import type { CoreProblem } from '#client/bridge/port.ts';
import type { PermalinkWays } from '#client/features/conversation/permalink-context.ts';
import { Button } from '#client/ui/Button.tsx';
import { Dialog } from '#client/ui/Dialog.tsx';
import { plainName } from '#client/ui/plain-name.ts';
import type { JumpTo } from './use-finding.tsx';

/** Why a link leads nowhere here. */
type NoWay = { readonly kind: 'missing' | 'no-member' } | { readonly kind: 'problem'; readonly problem: CoreProblem };

const words = {
  'no-member': {
    title: 'You are not in this conversation',
    text: 'The link leads to a message of a conversation that you are not in, or are not in any more. Ask whoever gave it to you to add you, or to forward the message.',
  },
  missing: {
    title: 'This message is not on this device',
    text: 'You are in the conversation, but the message was said before you came, has been deleted, or has not arrived yet. Ask whoever gave you the link to forward it.',
  },
} as const;

/** Follows links to messages: `opened` once for each, and those inside messages. */
export function usePermalinks(
  opened: Permalink | undefined,
  jumpTo: (to: JumpTo) => void,
): { readonly ways: PermalinkWays; readonly views: ReactNode } {
  const core = useCore();
  const conversations = useConversations();
  const [noWay, setNoWay] = useState<NoWay>();
  const follow = useCallback(
    ({ conversation, author, message }: Permalink) => {
      void core.findMessage(conversation, author, message).then((answer) => {
        if (!answer.ok) setNoWay({ kind: 'problem', problem: answer.problem });
        else if (answer.value.kind === 'here') jumpTo({ conversation, ...answer.value });
        else setNoWay(answer.value);
      });
    },
    [core, jumpTo],
  );
  const followed = useRef<Permalink>(undefined);
  useEffect(() => {
    if (opened === undefined || followed.current === opened) return;
    followed.current = opened;
    follow(opened);
  }, [opened, follow]);
  const titles = useMemo(() => new Map(conversations.map(({ id, title }) => [id, plainName(title)])), [conversations]);
  const ways = useMemo(
    (): PermalinkWays => ({
      parse: (href) => parsePermalink(href, window.location.origin),
      titleOf: ({ conversation }) => titles.get(conversation),
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
        : words[noWay.kind];
  const views = shown !== undefined && (
    <Dialog
      title={shown.title}
      isOpen
      alert
      onClose={close}
      actions={
        <Button variant="primary" onPress={close} autoFocus>
          OK
        </Button>
      }
    >
      <p>{shown.text}</p>
    </Dialog>
  );
  return { ways, views };
}

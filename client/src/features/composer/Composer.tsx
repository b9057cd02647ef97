import { useCallback } from 'react';
import { useCore } from '#client/bridge/hooks.ts';
import type { ConversationSummary } from '#client/bridge/port.ts';
import { plainName } from '#client/ui/plain-name.ts';
import styles from './Composer.module.css';
import { ComposerBox } from './ComposerBox.tsx';

/** Why nothing can be written here, or undefined when it can. */
function closedWords({ state, room }: ConversationSummary): string | undefined {
  if (state.kind === 'ready' && room?.mayWrite === false) return 'Only moderators write in this room.';
  switch (state.kind) {
    case 'left':
      return 'You left this room. You can read what you received until then.';
    case 'removed':
      return 'You were removed from this room. You can read what you received until then.';
    case 'broken':
      return `${state.problem.sentence} ${state.problem.nextStep}`;
    case 'ready':
    case 'setting-up':
    case 're-synchronising':
      return undefined;
  }
}

/** The composer of one conversation; give it the conversation's id as its key. */
export function Composer({
  conversation,
  lengthMax,
}: {
  readonly conversation: ConversationSummary;
  readonly lengthMax: number;
}) {
  const core = useCore();
  const { id, title, draft = '' } = conversation;
  const onSend = useCallback(
    async (text: string) => {
      const sent = await core.sendMessage(id, text);
      return sent.ok ? undefined : sent.problem;
    },
    [core, id],
  );
  const onDraft = useCallback((text: string) => void core.saveDraft(id, text), [core, id]);
  const onTyping = useCallback((typing: boolean) => void core.sayTyping(id, typing), [core, id]);
  const closed = closedWords(conversation);
  if (closed !== undefined) return <p className={styles.closed}>{closed}</p>;
  return (
    <ComposerBox
      to={plainName(title)}
      draft={draft}
      lengthMax={lengthMax}
      onSend={onSend}
      onDraft={onDraft}
      onTyping={onTyping}
    />
  );
}

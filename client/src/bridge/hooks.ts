/** React's view of the bridge. A component that uses one topic is drawn again when that topic changes, and not otherwise. */
import { createContext, createElement, type ReactNode, useCallback, useContext, useEffect, useState } from 'react';
import { useStore } from 'zustand';
import type {
  ConnectionView,
  ConversationSummary,
  InvitationView,
  LaterView,
  MessageView,
  NoticeView,
  PersonView,
  PresenceView,
  SavedMark,
  SessionView,
  SettingsView,
  TimelineId,
  TimelineSnapshot,
  ToldProblem,
} from '#core/port.ts';
import type { GroupId, MessageId, UserId } from '#shared/ids/index.ts';
import type { CoreActions } from './actions.ts';
import type { Bridge } from './bridge.ts';
import type { Snapshots } from './snapshots.ts';

const BridgeContext = createContext<Bridge | undefined>(undefined);

/** Gives all views below it the bridge. */
export function BridgeProvider({ bridge, children }: { bridge: Bridge; children?: ReactNode }): ReactNode {
  return createElement(BridgeContext.Provider, { value: bridge }, children);
}

function useBridge(): Bridge {
  const bridge = useContext(BridgeContext);
  if (bridge === undefined) throw new Error('a view is outside of BridgeProvider');
  return bridge;
}

function useSnapshot<T>(select: (snapshots: Snapshots) => T): T {
  return useStore(useBridge().snapshots, select);
}

/** The actions. They never reject. */
export function useCore(): CoreActions {
  return useBridge().actions;
}

export function useSession(): SessionView {
  return useSnapshot((known) => known.session);
}

export function useConnection(): ConnectionView {
  return useSnapshot((known) => known.connection);
}

export function useConversations(): readonly ConversationSummary[] {
  return useSnapshot((known) => known.conversations);
}

export function useConversation(id: GroupId): ConversationSummary | undefined {
  return useSnapshot((known) => known.conversations.find((conversation) => conversation.id === id));
}

export function usePeople(): readonly PersonView[] {
  return useSnapshot((known) => known.people);
}

export function useInvitations(): readonly InvitationView[] {
  return useSnapshot((known) => known.invitations);
}

export function useSettings(): SettingsView {
  return useSnapshot((known) => known.settings);
}

/** What this person has saved: other than before also when the words of one of them have changed. */
export function useSavedMarks(): readonly SavedMark[] {
  return useSnapshot((known) => known.saved);
}

/** Reads the time, without what this computer's clock is known to be wrong by. */
export function useRightTime(): () => number {
  const { link } = useConnection();
  const off = link.kind === 'clock-wrong' ? link.byMs : 0;
  return useCallback(() => Date.now() - off, [off]);
}

/** What this person keeps for later. */
export function useLater(): LaterView {
  return useSnapshot((known) => known.later);
}

/** How a person can be reached, as they say; undefined where nothing is known. */
export function usePresence(user: UserId | undefined): PresenceView[number] | undefined {
  return useSnapshot((known) => known.presence.find((one) => one.user === user));
}

const nobody: readonly UserId[] = [];

/** Who is writing in a conversation at this moment. */
export function useTyping(id: GroupId): readonly UserId[] {
  return useSnapshot((known) => known.typing.find(({ conversation }) => conversation === id)?.people ?? nobody);
}

/** Calls `listener` with each notice that this window is to show. */
export function useNotices(listener: (notice: NoticeView) => void): void {
  const bridge = useBridge();
  useEffect(() => bridge.onNotice(listener), [bridge, listener]);
}

/** A message of an open timeline, as it is now; undefined where it is not there. */
export function useMessage(timeline: TimelineId, id: MessageId | undefined): TextMessage | undefined {
  return useSnapshot((known) =>
    id === undefined
      ? undefined
      : known.timelines[timeline]?.entries.find((one): one is TextMessage => one.kind === 'text' && one.id === id),
  );
}

/** Reads the entries of an open timeline when it is asked, without following them. */
export function useEntriesNow(timeline: TimelineId): () => readonly MessageView[] {
  const { snapshots } = useBridge();
  return useCallback(() => snapshots.getState().timelines[timeline]?.entries ?? [], [snapshots, timeline]);
}

type TextMessage = Extract<MessageView, { kind: 'text' }>;

/** A timeline as a view meets it. */
export type TimelineView =
  | { readonly kind: 'opening' }
  | { readonly kind: 'open'; readonly timeline: TimelineSnapshot }
  | { readonly kind: 'failed'; readonly problem: ToldProblem };

/** The timeline of `id`, open for as long as the view is there. */
export function useTimeline(id: TimelineId): TimelineView {
  const { actions } = useBridge();
  const timeline = useSnapshot((known) => known.timelines[id]);
  const [failure, setFailure] = useState<{ readonly id: TimelineId; readonly problem: ToldProblem }>();
  useEffect(() => {
    let shown = true;
    void actions.openTimeline(id).then((opened) => {
      if (shown && !opened.ok) setFailure({ id, problem: opened.problem });
    });
    return () => {
      shown = false;
      setFailure(undefined);
      void actions.closeTimeline(id);
    };
  }, [actions, id]);
  if (timeline !== undefined) return { kind: 'open', timeline };
  return failure?.id === id ? { kind: 'failed', problem: failure.problem } : { kind: 'opening' };
}

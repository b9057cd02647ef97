import { MessagesSquare } from 'lucide-react';
import { type SyntheticEvent, useCallback, useState } from 'react';
import { useLocation } from 'wouter';
import { useConversations, usePeople } from '#client/bridge/hooks.ts';
import type { AppLink } from '#client/bridge/permalink.ts';
import type { MeView, OrganisationView, PolicyView, ThreadId } from '#client/bridge/port.ts';
import { PermalinkContext } from '#client/features/conversation/permalink-context.ts';
import { InvitationsPage } from '#client/features/invitations/InvitationsPage.tsx';
import { useTold } from '#client/features/later/use-told.ts';
import { useNotifications, useWatched } from '#client/features/notifications/use-notifications.ts';
import { useKeptWaking } from '#client/features/notifications/use-waking.ts';
import { PeoplePage } from '#client/features/people/PeoplePage.tsx';
import { NewDirect } from '#client/features/rooms/NewDirect.tsx';
import { NewRoom } from '#client/features/rooms/NewRoom.tsx';
import { SavedPage } from '#client/features/saved/SavedPage.tsx';
import { ShortcutSheet } from '#client/features/shortcuts/ShortcutSheet.tsx';
import { useShortcuts } from '#client/features/shortcuts/use-shortcuts.ts';
import { Sidebar } from '#client/features/sidebar/Sidebar.tsx';
import { asksForAttention, sidebarSections } from '#client/features/sidebar/sections.ts';
import { Button } from '#client/ui/Button.tsx';
import { EmptyState } from '#client/ui/EmptyState.tsx';
import { plainName } from '#client/ui/plain-name.ts';
import { say } from '#client/ui/toast.tsx';
import { useNarrow } from '#client/ui/use-narrow.ts';
import { words } from '#client/words/index.ts';
import type { GroupId } from '#shared/ids/index.ts';
import { Administration, Settings } from './Administration.tsx';
import { Alarms } from './Alarms.tsx';
import { ConversationPage } from './ConversationPage.tsx';
import { NotFound } from './NotFound.tsx';
import { adminPath, adminPlaceIn, groupIdOf, paths } from './paths.ts';
import { Scheduled } from './Scheduled.tsx';
import styles from './Shell.module.css';
import { Status } from './Status.tsx';
import { type Finding, keyWords, useFinding } from './use-finding.tsx';
import { usePermalinks } from './use-permalinks.tsx';
import { useWayUp } from './use-way-up.ts';

export interface ShellProps {
  readonly organisation: OrganisationView;
  readonly me: MeView;
  readonly policy: PolicyView;
  /** The message that a link leads to, if one was opened; a new object each time. */
  readonly permalink: AppLink | undefined;
}

const places = {
  conversation: paths.conversation,
  saved: paths.saved,
  scheduled: paths.scheduled,
  people: paths.people,
  invitations: paths.invitations,
  settings: paths.settings,
  admin: paths.admin,
} as const;

/** Keeps what others have said from being copied. What a person is writing is their own. */
function keepHere(event: SyntheticEvent): void {
  if (event.target instanceof HTMLElement && event.target.closest('input, textarea') !== null) return;
  event.preventDefault();
  say(words.app.noCopying, words.app.noCopyingWhy);
}
const uncopied = { onCopy: keepHere, onCut: keepHere, onDragStart: keepHere };

/** Sidebar and page. On a phone one of them is shown: the sidebar at the home path, the page elsewhere. */
export function Shell({ organisation, me, policy, permalink }: ShellProps) {
  const [path, navigate] = useLocation();
  const goUp = useWayUp();
  const conversations = useConversations();
  const [dialog, setDialog] = useState<'direct' | 'room' | 'keys' | 'status'>();
  const { id: shown, details, thread } = conversationIn(path);
  const ordered = sidebarSections(conversations).flatMap(({ id, conversations: some }) =>
    id === 'archived' ? [] : some,
  );
  useShortcuts({
    ordered,
    shown,
    asks: asksForAttention,
    go: (id) => navigate(paths.conversation(id)),
    back: () => {
      const beside = details || thread !== undefined;
      if (shown !== undefined && beside) goUp(paths.conversation(shown));
      return beside;
    },
    help: () => setDialog('keys'),
  });
  useWatched(shown);
  useKeptWaking(policy.mayBeWoken);
  const open = (id: GroupId) => {
    setDialog(undefined);
    navigate(paths.conversation(id));
  };
  const newDirect = useCallback(() => setDialog('direct'), []);
  const newRoom = useCallback(() => setDialog('room'), []);
  const finding = useFinding({ me, shown, navigate, onNewDirect: newDirect, onNewRoom: newRoom });
  useNotifications(
    useCallback((id: GroupId) => navigate(paths.conversation(id)), [navigate]),
    finding.jumpTo,
  );
  useTold(useCallback(() => navigate(paths.scheduled), [navigate]));
  const permalinks = usePermalinks(
    permalink,
    finding.jumpTo,
    useCallback((id: GroupId) => navigate(paths.conversation(id)), [navigate]),
  );
  const home = useCallback(() => goUp(paths.home), [goUp]);
  // Asks where one is when it is called: a new function for each way would draw every line of the sidebar anew.
  const leave = useCallback(
    (id: GroupId) => {
      if (conversationIn(location.pathname).id === id) home();
    },
    [home],
  );
  const narrow = useNarrow();
  const atHome = path === paths.home;
  // What fills the screen is the main part of the page: on a phone that can be the sidebar.
  const Side = narrow && atHome ? 'main' : 'div';
  return (
    <div className={styles.shell} data-copying={policy.mayCopy} {...(policy.mayCopy ? {} : uncopied)}>
      {!narrow && (
        <button type="button" className={styles.skip} onClick={() => document.getElementById('main')?.focus()}>
          {words.app.skip}
        </button>
      )}
      {(!narrow || atHome) && (
        <Side className={styles.side}>
          {narrow && <Alarms />}
          <Sidebar
            organisation={organisation}
            me={me}
            conversations={conversations}
            places={places}
            onNewDirect={newDirect}
            onNewRoom={newRoom}
            onSearch={finding.search}
            onJump={finding.openPalette}
            keys={keyWords}
            onStatus={() => setDialog('status')}
            onLeave={leave}
          />
        </Side>
      )}
      {(!narrow || !atHome) && (
        <main id="main" tabIndex={-1} className={styles.main}>
          <Alarms />
          <div className={styles.page}>
            <PermalinkContext.Provider value={permalinks.ways}>
              <CurrentPage
                path={path}
                organisation={organisation}
                me={me}
                policy={policy}
                onHome={home}
                onOpened={open}
                onNewDirect={newDirect}
                finding={finding}
                onInvite={() => navigate(paths.invitations)}
                navigate={navigate}
              />
            </PermalinkContext.Provider>
          </div>
        </main>
      )}
      {dialog === 'keys' && <ShortcutSheet onClose={() => setDialog(undefined)} />}
      {finding.views}
      {permalinks.views}
      {dialog === 'status' && <Status policy={policy} onClose={() => setDialog(undefined)} />}
      {dialog === 'direct' && <NewDirect onClose={() => setDialog(undefined)} onOpened={open} />}
      {dialog === 'room' && (
        <NewRoom peopleMax={policy.peoplePerRoomMax} onClose={() => setDialog(undefined)} onOpened={open} />
      )}
    </div>
  );
}

interface CurrentPageProps extends Omit<ShellProps, 'permalink'> {
  readonly path: string;
  readonly onHome: () => void;
  readonly onOpened: (id: GroupId) => void;
  readonly onNewDirect: () => void;
  readonly finding: Finding;
  readonly onInvite: () => void;
  readonly navigate: (path: string) => void;
}

function CurrentPage({
  path,
  organisation,
  me,
  policy,
  onHome,
  onOpened,
  onNewDirect,
  finding,
  onInvite,
  navigate,
}: CurrentPageProps) {
  const alone = usePeople().filter((person) => person.active).length < 2;
  const mayInvite = me.role === 'owner' || me.role === 'admin';
  const { id, details, thread } = conversationIn(path);
  if (id !== undefined) {
    return (
      <ConversationPage
        key={id}
        id={id}
        me={me.id}
        policy={policy}
        details={details}
        thread={thread}
        finding={finding}
        onHome={onHome}
      />
    );
  }
  const place = adminPlaceIn(path);
  if (place !== undefined && mayInvite) {
    return (
      <Administration me={me} place={place} hrefOf={adminPath} onGo={(to) => navigate(adminPath(to))} onBack={onHome} />
    );
  }
  switch (path) {
    case paths.home:
      return alone && mayInvite ? (
        <EmptyState
          icon={<MessagesSquare size={32} aria-hidden />}
          title={words.app.welcome(plainName(organisation.name))}
          action={
            <Button variant="primary" onPress={onInvite}>
              {words.app.invite}
            </Button>
          }
        >
          {words.app.firstHere}
        </EmptyState>
      ) : (
        <EmptyState
          icon={<MessagesSquare size={32} aria-hidden />}
          title={words.app.noneOpen}
          action={<Button onPress={onNewDirect}>{words.sidebar.newDirect}</Button>}
        >
          {words.app.chooseOne}
        </EmptyState>
      );
    case paths.saved:
      return <SavedPage onBack={onHome} onOpen={finding.jumpTo} />;
    case paths.scheduled:
      return <Scheduled policy={policy} onBack={onHome} onOpen={finding.jumpTo} onConversation={onOpened} />;
    case paths.people:
      return <PeoplePage onBack={onHome} onOpened={onOpened} />;
    case paths.invitations:
      return mayInvite ? <InvitationsPage me={me} onBack={onHome} /> : <NotFound onHome={onHome} />;
    case paths.settings:
      return <Settings organisation={organisation} me={me} policy={policy} onBack={onHome} />;
    default:
      return <NotFound onHome={onHome} />;
  }
}

interface Shown {
  readonly id: GroupId | undefined;
  readonly details: boolean;
  readonly thread: ThreadId | undefined;
}

/** The conversation that a path shows, if it shows one, and what of it beside it. */
function conversationIn(path: string): Shown {
  const [, kind, id, sub, thread, ...more] = path.split('/');
  const isWhole =
    sub === undefined || (sub === 'details' && thread === undefined) || (sub === 't' && thread !== undefined);
  const isConversation = kind === 'c' && more.length === 0 && isWhole;
  return {
    id: isConversation ? groupIdOf(id) : undefined,
    details: sub === 'details',
    thread: sub === 't' ? thread : undefined,
  };
}

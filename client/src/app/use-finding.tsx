import {
  Bookmark,
  CalendarClock,
  Lock,
  MailPlus,
  MessageSquarePlus,
  Search,
  Settings,
  ShieldCheck,
  SquarePlus,
  TextQuote,
  Users,
} from 'lucide-react';
import { type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useCore, useLater } from '#client/bridge/hooks.ts';
import type { MeView, ThreadId, TimelineKey } from '#client/bridge/port.ts';
import { allSnippets } from '#client/features/composer/use-snippet-list.ts';
import { type Command, Palette } from '#client/features/palette/Palette.tsx';
import { SearchPanel } from '#client/features/search/SearchPanel.tsx';
import { isOverPage } from '#client/ui/use-back-closes.ts';
import { useNarrow } from '#client/ui/use-narrow.ts';
import { words } from '#client/words/index.ts';
import type { GroupId } from '#shared/ids/index.ts';
import { adminPath, paths } from './paths.ts';

/** Where somebody wants to look; a new object each time. */
export interface JumpTo {
  readonly conversation: GroupId;
  readonly key: TimelineKey;
  /** The thread in which it stands, where it stands there only. */
  readonly thread?: ThreadId | undefined;
}

export interface FindingParts {
  readonly me: MeView;
  /** The conversation in which one writes. */
  readonly shown: GroupId | undefined;
  readonly navigate: (path: string, options?: { readonly replace?: boolean }) => void;
  readonly onNewDirect: () => void;
  readonly onNewRoom: () => void;
}

export interface Finding {
  readonly jump: JumpTo | undefined;
  readonly jumpTo: (to: JumpTo) => void;
  /** Opens the search, with these words in it. */
  readonly search: (query?: string) => void;
  readonly openPalette: () => void;
  /** Words that were chosen to be put where one writes in a conversation; a new object each time. */
  readonly insert: { readonly conversation: GroupId; readonly text: string } | undefined;
  /** The search beside the page, and the palette over it. */
  readonly views: ReactNode;
}

const apple = /Mac|iPhone|iPad/.test(navigator.userAgent);
/** How this computer's people write the keys. */
export const keyWords = apple ? { search: '⇧⌘F', palette: '⌘K' } : { search: 'Ctrl+Shift+F', palette: 'Ctrl+K' };

/** Pages of the administration to which the palette leads. */
const adminPlaces = [{ kind: 'policy' }, { kind: 'groups' }, { kind: 'invite' }, { kind: 'log' }] as const;

/** Search, the jump palette, their keys, and the way to a message. */
export function useFinding({ me, shown, navigate, onNewDirect, onNewRoom }: FindingParts): Finding {
  const core = useCore();
  const narrow = useNarrow();
  const [query, setQuery] = useState<string>();
  /** How often somebody has asked for the search. */
  const [asked, setAsked] = useState(0);
  const [palette, setPalette] = useState(false);
  const [jump, setJump] = useState<JumpTo>();
  const [insert, setInsert] = useState<Finding['insert']>();
  const { snippets, responses } = useLater();
  const before = useRef<HTMLElement>(undefined);

  const search = useCallback((typed = '') => {
    const { activeElement } = document;
    if (activeElement instanceof HTMLElement) before.current = activeElement;
    setQuery((open) => (typed === '' && open !== undefined ? open : typed));
    setAsked((times) => times + 1);
  }, []);
  // It may be open already, behind what has the focus; and what stands there already is written on.
  useEffect(() => {
    if (asked === 0) return;
    const input = document.querySelector<HTMLInputElement>('[data-search] input');
    input?.focus();
    input?.setSelectionRange(input.value.length, input.value.length);
  }, [asked]);
  const close = useCallback(() => {
    setQuery(undefined);
    before.current?.focus();
  }, []);
  const openPalette = useCallback(() => setPalette(true), []);
  const closePalette = useCallback(() => setPalette(false), []);
  const open = useCallback(
    (id: GroupId) => {
      const path = paths.conversation(id);
      // The way back leads to where one looked from, not to what stood over it.
      navigate(path, { replace: isOverPage() || location.pathname === path });
    },
    [navigate],
  );
  const jumpTo = useCallback(
    (to: JumpTo) => {
      setJump(to);
      navigate(
        to.thread === undefined ? paths.conversation(to.conversation) : paths.thread(to.conversation, to.thread),
      );
    },
    [navigate],
  );

  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (!(apple ? event.metaKey : event.ctrlKey) || event.altKey || event.isComposing) return;
      const key = event.key.toLowerCase();
      if (key === 'f' && event.shiftKey) search();
      else if (key === 'k' && !event.shiftKey) setPalette((shown) => !shown);
      else return;
      event.preventDefault();
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [search]);

  const invites = me.role === 'owner' || me.role === 'admin';
  const commands = useMemo<Command[]>(() => {
    const page = (
      id: 'saved' | 'scheduled' | 'people' | 'settings' | 'invitations' | 'admin',
      name: string,
      icon: ReactNode,
    ): Command => ({
      id,
      name,
      icon,
      run: () => navigate(paths[id]),
    });
    return [
      {
        id: 'search',
        name: words.app.commands.search,
        icon: <Search size={18} aria-hidden />,
        keys: keyWords.search,
        run: search,
      },
      {
        id: 'direct',
        name: words.sidebar.newDirect,
        icon: <MessageSquarePlus size={18} aria-hidden />,
        run: onNewDirect,
      },
      { id: 'room', name: words.sidebar.newRoom, icon: <SquarePlus size={18} aria-hidden />, run: onNewRoom },
      page('saved', words.app.commands.saved, <Bookmark size={18} aria-hidden />),
      page('scheduled', words.app.commands.scheduled, <CalendarClock size={18} aria-hidden />),
      page('people', words.sidebar.people, <Users size={18} aria-hidden />),
      ...(invites ? [page('invitations', words.sidebar.invitations, <MailPlus size={18} aria-hidden />)] : []),
      ...(invites
        ? [
            page('admin', words.sidebar.admin, <ShieldCheck size={18} aria-hidden />),
            ...adminPlaces.map(
              (place): Command => ({
                id: `admin-${place.kind}`,
                name: words.app.commands[place.kind],
                icon: <ShieldCheck size={18} aria-hidden />,
                run: () => navigate(adminPath(place)),
              }),
            ),
          ]
        : []),
      page('settings', words.sidebar.settings, <Settings size={18} aria-hidden />),
      ...(shown === undefined
        ? []
        : allSnippets(snippets, responses).map(
            ({ id, title, text }): Command => ({
              id: `snippet-${id}`,
              name: words.app.commands.snippet(title),
              icon: <TextQuote size={18} aria-hidden />,
              run: () => setInsert({ conversation: shown, text }),
            }),
          )),
      { id: 'lock', name: words.sidebar.lock, icon: <Lock size={18} aria-hidden />, run: () => void core.lock() },
    ];
  }, [core, navigate, invites, search, onNewDirect, onNewRoom, shown, snippets, responses]);

  const views = (
    <>
      {query !== undefined && (
        <SearchPanel
          query={query}
          onQuery={setQuery}
          me={me.id}
          onOpen={({ conversation, key, thread }) => {
            // On a phone the panel is over the conversation.
            if (narrow) setQuery(undefined);
            jumpTo({ conversation, key, thread });
          }}
          onClose={close}
        />
      )}
      {palette && <Palette commands={commands} onOpen={open} onClose={closePalette} />}
    </>
  );
  return { jump, jumpTo, search, openPalette, insert, views };
}

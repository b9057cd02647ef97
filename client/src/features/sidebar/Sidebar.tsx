import clsx from 'clsx';
import {
  Bookmark,
  CalendarClock,
  ChevronDown,
  CornerDownRight,
  Lock,
  MailPlus,
  Plus,
  Search,
  Settings,
  ShieldCheck,
  Users,
} from 'lucide-react';
import { useState } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import { useLocation } from 'wouter';
import { useCore, useLater, usePeople, useSettings } from '#client/bridge/hooks.ts';
import type { ConversationSummary, MeView, OrganisationView } from '#client/bridge/port.ts';
import { IconButton } from '#client/ui/Button.tsx';
import hidden from '#client/ui/hidden.module.css';
import { Mark } from '#client/ui/Mark.tsx';
import { plainName } from '#client/ui/plain-name.ts';
import { words } from '#client/words/index.ts';
import { ConnectionState } from './ConnectionState.tsx';
import { ConversationLine } from './ConversationLine.tsx';
import { NavLink } from './NavLink.tsx';
import styles from './Sidebar.module.css';
import { StatusButton } from './StatusButton.tsx';
import { asksForAttention, type SectionOf, sidebarSections } from './sections.ts';

/** Where the sidebar's links lead. */
export interface SidebarPlaces {
  readonly conversation: (id: ConversationSummary['id']) => string;
  readonly saved: string;
  readonly scheduled: string;
  readonly people: string;
  readonly invitations: string;
  readonly settings: string;
  readonly admin: string;
}

export interface SidebarProps {
  readonly organisation: OrganisationView;
  readonly me: MeView;
  readonly conversations: readonly ConversationSummary[];
  readonly places: SidebarPlaces;
  readonly onNewDirect: () => void;
  readonly onNewRoom: () => void;
  readonly onSearch: () => void;
  /** Opens the jump palette. */
  readonly onJump: () => void;
  /** The keys that do the same. */
  readonly keys: { readonly search: string; readonly palette: string };
  /** Opens what one sets of how one can be reached. */
  readonly onStatus: () => void;
  /** The conversation was marked as unread: whoever is in it leaves it. */
  readonly onLeave: (id: ConversationSummary['id']) => void;
}

/** The way to everything: conversations by their newest message, people, settings, and the state of the connection. */
export function Sidebar({
  organisation,
  me,
  conversations,
  places,
  onNewDirect,
  onNewRoom,
  onSearch,
  onJump,
  keys,
  onStatus,
  onLeave,
}: SidebarProps) {
  const core = useCore();
  const people = usePeople();
  const speakerOf = ({ kind, lastMessage }: ConversationSummary): string | undefined => {
    if (lastMessage?.author === me.id) return words.shared.you;
    if (kind === 'direct') return undefined;
    const person = people.find(({ id }) => id === lastMessage?.author);
    return person === undefined ? undefined : plainName(person.name).split(' ', 1)[0];
  };
  const { collapsed } = useSettings();
  const { scheduled, reminders } = useLater();
  const asking =
    scheduled.filter((one) => one.kind === 'late' || one.held !== undefined).length +
    reminders.filter(({ toldAt }) => toldAt !== undefined).length;
  // Closed when the app opens: it was put away.
  const [archive, setArchive] = useState(false);
  const toggle = (id: SectionOf['id']) => {
    if (id === 'archived') {
      setArchive(!archive);
      return;
    }
    const others = collapsed.filter((one) => one !== id);
    void core.changeSettings({ collapsed: collapsed.length === others.length ? [...others, id] : others });
  };
  const invites = me.role === 'owner' || me.role === 'admin';
  return (
    <div className={styles.sidebar}>
      <header className={styles.header}>
        <Mark size={24} />
        <h1 className={styles.organisation}>
          <bdi>{plainName(organisation.name)}</bdi>
        </h1>
        <IconButton label={words.sidebar.lock} onPress={() => void core.lock()}>
          <Lock size={18} aria-hidden />
        </IconButton>
      </header>
      <div className={styles.find}>
        <AriaButton className={styles.search ?? ''} onPress={() => onSearch()}>
          <Search size={16} aria-hidden />
          <span className={styles.searchText}>{words.sidebar.search}</span>
          <kbd className={styles.keys}>{keys.search}</kbd>
        </AriaButton>
        <IconButton label={words.sidebar.jump(keys.palette)} onPress={onJump} placement="end">
          <CornerDownRight size={18} aria-hidden />
        </IconButton>
      </div>
      <nav aria-label={words.sidebar.conversations} className={styles.scroll}>
        {sidebarSections(conversations).map((section) => (
          <Section
            key={section.id}
            section={section}
            closed={section.id === 'archived' ? !archive : collapsed.includes(section.id)}
            onToggle={() => toggle(section.id)}
            {...(section.id === 'favourites' || section.id === 'archived'
              ? {}
              : { onAdd: section.id === 'direct' ? onNewDirect : onNewRoom })}
            hrefOf={places.conversation}
            speakerOf={speakerOf}
            onLeave={onLeave}
          />
        ))}
      </nav>
      <nav aria-label="Tacit" className={styles.places}>
        <NavLink href={places.saved} icon={<Bookmark size={18} aria-hidden />}>
          {words.sidebar.saved}
        </NavLink>
        <NavLink href={places.scheduled} icon={<CalendarClock size={18} aria-hidden />}>
          {words.sidebar.scheduled}
          {asking > 0 && (
            <span className={styles.asking}>
              {asking}
              <span className={hidden.hidden}> {words.sidebar.toLookAt}</span>
            </span>
          )}
        </NavLink>
        <NavLink href={places.people} icon={<Users size={18} aria-hidden />}>
          {words.sidebar.people}
        </NavLink>
        {invites && (
          <NavLink href={places.invitations} icon={<MailPlus size={18} aria-hidden />}>
            {words.sidebar.invitations}
          </NavLink>
        )}
        {invites && (
          <NavLink href={places.admin} icon={<ShieldCheck size={18} aria-hidden />}>
            {words.sidebar.admin}
          </NavLink>
        )}
        <NavLink href={places.settings} icon={<Settings size={18} aria-hidden />}>
          {words.sidebar.settings}
        </NavLink>
      </nav>
      <footer className={styles.footer}>
        <StatusButton me={me} onPress={onStatus} />
        <div className={styles.me}>
          <bdi className={styles.name}>{plainName(me.name)}</bdi>
          <ConnectionState />
        </div>
      </footer>
    </div>
  );
}

/** What is said in the section of that which one can add to. */
function emptyWords(id: SectionOf['id']): { readonly add: string; readonly nothing: string } {
  if (id === 'direct') return { add: words.sidebar.newDirect, nothing: words.sidebar.noDirect };
  if (id === 'rooms') return { add: words.sidebar.newRoom, nothing: words.sidebar.noRooms };
  return { add: '', nothing: '' };
}

interface SectionProps {
  readonly section: SectionOf;
  readonly closed: boolean;
  readonly onToggle: () => void;
  readonly onAdd?: () => void;
  readonly hrefOf: SidebarPlaces['conversation'];
  /** Who said the newest words, in one word; undefined where that is clear. */
  readonly speakerOf: (conversation: ConversationSummary) => string | undefined;
  readonly onLeave: SidebarProps['onLeave'];
}

/** A closed section still shows what asks to be looked at, and where one is. */
function Section({ section, closed, onToggle, onAdd, hrefOf, speakerOf, onLeave }: SectionProps) {
  const { id, conversations } = section;
  const [path] = useLocation();
  const isShown = (one: ConversationSummary) => path === hrefOf(one.id) || path.startsWith(`${hrefOf(one.id)}/`);
  const title = words.sidebar[id];
  const { add, nothing } = emptyWords(id);
  // Nobody misses favourites who has none, or an archive.
  if ((id === 'favourites' || id === 'archived') && conversations.length === 0) return null;
  const shown = closed ? conversations.filter((one) => asksForAttention(one) || isShown(one)) : conversations;
  return (
    <section className={styles.section} aria-label={title}>
      <div className={styles.sectionHead}>
        <h2>
          <AriaButton className={clsx(styles.toggle)} aria-expanded={!closed} onPress={onToggle}>
            {title}
            {id === 'archived' && <span className={styles.much}>{conversations.length}</span>}
            <ChevronDown size={14} aria-hidden className={clsx(styles.chevron, closed && styles.closed)} />
          </AriaButton>
        </h2>
        {onAdd !== undefined && (
          <IconButton label={add} onPress={onAdd} placement="end">
            <Plus size={18} aria-hidden />
          </IconButton>
        )}
      </div>
      {conversations.length === 0 && !closed && <p className={styles.nothing}>{nothing}</p>}
      {shown.length > 0 && (
        <ul>
          {shown.map((conversation) => (
            <li key={conversation.id}>
              <ConversationLine
                conversation={conversation}
                speaker={speakerOf(conversation)}
                href={hrefOf(conversation.id)}
                current={isShown(conversation)}
                onLeave={onLeave}
              />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

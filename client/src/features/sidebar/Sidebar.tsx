import { Lock, MailPlus, Plus, Settings, Users } from 'lucide-react';
import { useCore, usePeople } from '#client/bridge/hooks.ts';
import type { ConversationSummary, MeView, OrganisationView } from '#client/bridge/port.ts';
import { Avatar } from '#client/ui/Avatar.tsx';
import { IconButton } from '#client/ui/Button.tsx';
import { Mark } from '#client/ui/Mark.tsx';
import { plainName } from '#client/ui/plain-name.ts';
import { ConnectionState } from './ConnectionState.tsx';
import { ConversationLink } from './ConversationLink.tsx';
import { NavLink } from './NavLink.tsx';
import styles from './Sidebar.module.css';

/** Where the sidebar's links lead. */
export interface SidebarPlaces {
  readonly conversation: (id: ConversationSummary['id']) => string;
  readonly people: string;
  readonly invitations: string;
  readonly settings: string;
}

export interface SidebarProps {
  readonly organisation: OrganisationView;
  readonly me: MeView;
  readonly conversations: readonly ConversationSummary[];
  readonly places: SidebarPlaces;
  readonly onNewDirect: () => void;
  readonly onNewRoom: () => void;
}

/** The way to everything: conversations by their newest message, people, settings, and the state of the connection. */
export function Sidebar({ organisation, me, conversations, places, onNewDirect, onNewRoom }: SidebarProps) {
  const core = useCore();
  const people = usePeople();
  const speakerOf = ({ kind, lastMessage }: ConversationSummary): string | undefined => {
    if (lastMessage?.author === me.id) return 'You';
    if (kind === 'direct') return undefined;
    const person = people.find(({ id }) => id === lastMessage?.author);
    return person === undefined ? undefined : plainName(person.name).split(' ', 1)[0];
  };
  const sorted = [...conversations].sort((left, right) => right.lastAt - left.lastAt);
  const invites = me.role === 'owner' || me.role === 'admin';
  return (
    <div className={styles.sidebar}>
      <header className={styles.header}>
        <Mark size={24} />
        <h1 className={styles.organisation}>
          <bdi>{plainName(organisation.name)}</bdi>
        </h1>
        <IconButton label="Lock Tacit" onPress={() => void core.lock()}>
          <Lock size={18} aria-hidden />
        </IconButton>
      </header>
      <nav aria-label="Conversations" className={styles.scroll}>
        <Section
          title="Direct messages"
          add="New direct message"
          onAdd={onNewDirect}
          nothing="Nobody yet. Start with a colleague."
          conversations={sorted.filter((conversation) => conversation.kind === 'direct')}
          hrefOf={places.conversation}
          speakerOf={speakerOf}
        />
        <Section
          title="Rooms"
          add="New room"
          onAdd={onNewRoom}
          nothing="No rooms yet."
          conversations={sorted.filter((conversation) => conversation.kind === 'room')}
          hrefOf={places.conversation}
          speakerOf={speakerOf}
        />
      </nav>
      <nav aria-label="Tacit" className={styles.places}>
        <NavLink href={places.people} icon={<Users size={18} aria-hidden />}>
          People
        </NavLink>
        {invites && (
          <NavLink href={places.invitations} icon={<MailPlus size={18} aria-hidden />}>
            Invitations
          </NavLink>
        )}
        <NavLink href={places.settings} icon={<Settings size={18} aria-hidden />}>
          Settings
        </NavLink>
      </nav>
      <footer className={styles.footer}>
        <Avatar name={me.name} seed={me.id} />
        <div className={styles.me}>
          <bdi className={styles.name}>{plainName(me.name)}</bdi>
          <ConnectionState />
        </div>
      </footer>
    </div>
  );
}

interface SectionProps {
  readonly title: string;
  readonly add: string;
  readonly onAdd: () => void;
  readonly nothing: string;
  readonly conversations: readonly ConversationSummary[];
  readonly hrefOf: SidebarPlaces['conversation'];
  /** Who said the newest words, in one word; undefined where that is clear. */
  readonly speakerOf: (conversation: ConversationSummary) => string | undefined;
}

function Section({ title, add, onAdd, nothing, conversations, hrefOf, speakerOf }: SectionProps) {
  return (
    <section className={styles.section} aria-label={title}>
      <div className={styles.sectionHead}>
        <h2>{title}</h2>
        <IconButton label={add} onPress={onAdd} placement="end">
          <Plus size={18} aria-hidden />
        </IconButton>
      </div>
      {conversations.length === 0 ? (
        <p className={styles.nothing}>{nothing}</p>
      ) : (
        <ul>
          {conversations.map((conversation) => (
            <li key={conversation.id}>
              <ConversationLink
                conversation={conversation}
                speaker={speakerOf(conversation)}
                href={hrefOf(conversation.id)}
              />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

import { Link } from 'wouter';
import type { MeView } from '#client/bridge/port.ts';
import { Page } from '#client/ui/Page.tsx';
import styles from './Admin.module.css';
import { GroupsPart } from './GroupsPart.tsx';
import { InviteMany } from './InviteMany.tsx';
import { LogPart } from './LogPart.tsx';
import { PeoplePart } from './PeoplePart.tsx';
import { PersonPart } from './PersonPart.tsx';
import { PolicyPart } from './PolicyPart.tsx';
import type { AdminPlace } from './places.ts';

const tabs = [
  ['people', 'People'],
  ['groups', 'Security groups'],
  ['policy', 'Policy'],
  ['invite', 'Invite many'],
  ['log', 'Log'],
] as const;

export interface AdminPageProps {
  readonly me: MeView;
  readonly place: AdminPlace;
  readonly hrefOf: (place: AdminPlace) => string;
  readonly onGo: (place: AdminPlace) => void;
  readonly onBack: () => void;
}

/** What owners and admins decide. Each decision is an entry of the log that everybody's app checks. */
export function AdminPage({ me, place, hrefOf, onGo, onBack }: AdminPageProps) {
  const open = place.kind === 'person' ? 'people' : place.kind;
  return (
    <Page title="Administration" onBack={onBack}>
      <nav aria-label="Administration" className={styles.tabs}>
        {tabs.map(([kind, name]) => (
          <Link
            key={kind}
            href={hrefOf({ kind })}
            className={styles.tab ?? ''}
            {...(kind === open ? { 'aria-current': 'page' as const } : {})}
          >
            {name}
          </Link>
        ))}
      </nav>
      <Place place={place} me={me} onGo={onGo} />
    </Page>
  );
}

function Place({ place, me, onGo }: Pick<AdminPageProps, 'place' | 'me' | 'onGo'>) {
  switch (place.kind) {
    case 'people':
      return <PeoplePart onOpen={(user) => onGo({ kind: 'person', user })} />;
    case 'person':
      return <PersonPart key={place.user} user={place.user} onAll={() => onGo({ kind: 'people' })} />;
    case 'groups':
      return <GroupsPart onPolicy={(group) => onGo({ kind: 'policy', group })} />;
    case 'policy':
      return <PolicyPart chosen={place.group} onChoose={(group) => onGo({ kind: 'policy', group })} />;
    case 'invite':
      return <InviteMany me={me} />;
    case 'log':
      return <LogPart />;
  }
}

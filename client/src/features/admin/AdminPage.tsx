import { Link } from 'wouter';
import { useCore } from '#client/bridge/hooks.ts';
import type { MeView } from '#client/bridge/port.ts';
import { Page } from '#client/ui/Page.tsx';
import { Problem } from '#client/ui/Problem.tsx';
import { adminWords } from '#client/words/admin.ts';
import styles from './Admin.module.css';
import { GroupsPart } from './GroupsPart.tsx';
import { InviteMany } from './InviteMany.tsx';
import { KeysPart } from './KeysPart.tsx';
import { LogPart } from './LogPart.tsx';
import { OwnersPart } from './OwnersPart.tsx';
import { PendingDecisions } from './PendingDecisions.tsx';
import { PeoplePart } from './PeoplePart.tsx';
import { PersonPart } from './PersonPart.tsx';
import { PolicyPart } from './PolicyPart.tsx';
import type { AdminPlace } from './places.ts';
import { useAsked } from './use-asked.ts';

const tabs = ['people', 'owners', 'groups', 'policy', 'keys', 'invite', 'log'] as const;

export interface AdminPageProps {
  readonly me: MeView;
  readonly place: AdminPlace;
  readonly hrefOf: (place: AdminPlace) => string;
  readonly onGo: (place: AdminPlace) => void;
  readonly onBack: () => void;
}

/** What owners and admins decide. Each decision is an entry of the log that everybody's app checks. */
export function AdminPage({ me, place, hrefOf, onGo, onBack }: AdminPageProps) {
  const core = useCore();
  const { value: governance, problem } = useAsked('governance', () => core.governance());
  const open = place.kind === 'person' ? 'people' : place.kind;
  return (
    <Page title={adminWords.console.title} onBack={onBack}>
      <nav aria-label={adminWords.console.title} className={styles.tabs}>
        {tabs.map((kind) => (
          <Link
            key={kind}
            href={hrefOf({ kind })}
            className={styles.tab ?? ''}
            {...(kind === open ? { 'aria-current': 'page' as const } : {})}
          >
            {adminWords.console.places[kind]}
          </Link>
        ))}
      </nav>
      {governance !== undefined && <PendingDecisions governance={governance} />}
      <Problem problem={problem} />
      {place.kind !== 'owners' && <Place place={place} me={me} onGo={onGo} />}
      {place.kind === 'owners' && governance !== undefined && <OwnersPart governance={governance} />}
    </Page>
  );
}

function Place({
  place,
  me,
  onGo,
}: Pick<AdminPageProps, 'me' | 'onGo'> & { readonly place: Exclude<AdminPlace, { kind: 'owners' }> }) {
  switch (place.kind) {
    case 'people':
      return <PeoplePart onOpen={(user) => onGo({ kind: 'person', user })} />;
    case 'person':
      return <PersonPart key={place.user} user={place.user} onAll={() => onGo({ kind: 'people' })} />;
    case 'groups':
      return <GroupsPart onPolicy={(group) => onGo({ kind: 'policy', group })} />;
    case 'policy':
      return <PolicyPart chosen={place.group} onChoose={(group) => onGo({ kind: 'policy', group })} />;
    case 'keys':
      return <KeysPart />;
    case 'invite':
      return <InviteMany me={me} />;
    case 'log':
      return <LogPart />;
  }
}

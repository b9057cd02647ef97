import { Users } from 'lucide-react';
import { useMemo, useState } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import { Virtualizer } from 'virtua';
import { useCore } from '#client/bridge/hooks.ts';
import type { StaffMember, StaffView } from '#client/bridge/port.ts';
import { Avatar } from '#client/ui/Avatar.tsx';
import { Choice } from '#client/ui/Choice.tsx';
import { EmptyState } from '#client/ui/EmptyState.tsx';
import { Problem } from '#client/ui/Problem.tsx';
import { plainName } from '#client/ui/plain-name.ts';
import { SearchBox } from '#client/ui/SearchBox.tsx';
import type { UserId } from '#shared/ids/index.ts';
import styles from './Admin.module.css';
import { type PeopleFilter, peopleFinder } from './find-people.ts';
import { useAsked } from './use-asked.ts';
import { roleWords, standingWords } from './words.ts';

const anyone = { value: 'all', label: 'All' } as const;
const roles = [
  anyone,
  { value: 'owner', label: 'Owners' },
  { value: 'admin', label: 'Admins' },
  { value: 'member', label: 'Members' },
  { value: 'guest', label: 'Guests' },
] as const;
const standings = [
  anyone,
  { value: 'active', label: 'Active' },
  { value: 'suspended', label: 'Suspended' },
  { value: 'removed', label: 'Removed' },
] as const;
const orders = [
  { value: 'name', label: 'Name' },
  { value: 'newest', label: 'Newest first' },
  { value: 'oldest', label: 'Oldest first' },
  { value: 'devices', label: 'Most devices' },
] as const;

/** Everybody there ever was, as many as there may be. */
export function PeoplePart({ onOpen }: { readonly onOpen: (user: UserId) => void }) {
  const core = useCore();
  const { value: staff, problem } = useAsked('staff', () => core.staff());
  if (staff === undefined) return <Problem problem={problem} />;
  return <People staff={staff} onOpen={onOpen} />;
}

function People({ staff, onOpen }: { readonly staff: StaffView; readonly onOpen: (user: UserId) => void }) {
  const [filter, setFilter] = useState<PeopleFilter>({
    words: '',
    role: 'all',
    standing: 'all',
    group: 'all',
    order: 'name',
  });
  const change = (part: Partial<PeopleFilter>) => setFilter((before) => ({ ...before, ...part }));
  const find = useMemo(() => peopleFinder(staff.people), [staff.people]);
  const found = useMemo(() => find(filter), [find, filter]);
  const groups = useMemo(
    () => new Map(staff.groups.map(({ id, name }) => [id as string, plainName(name)])),
    [staff.groups],
  );
  return (
    <>
      <search className={styles.filters} aria-label="Which people">
        <SearchBox
          label="Search people"
          placeholder="Search by name"
          className={styles.search}
          value={filter.words}
          onChange={(words) => change({ words })}
        />
        <Choice label="Role" options={roles} value={filter.role} onChange={(role) => change({ role })} />
        <Choice
          label="State"
          options={standings}
          value={filter.standing}
          onChange={(standing) => change({ standing })}
        />
        {staff.groups.length > 1 && (
          <Choice
            label="Security group"
            options={[anyone, ...staff.groups.map(({ id, name }) => ({ value: id as string, label: plainName(name) }))]}
            value={filter.group}
            onChange={(group) => change({ group })}
          />
        )}
        <Choice label="Order" options={orders} value={filter.order} onChange={(order) => change({ order })} />
      </search>
      <p className={styles.hint} role="status">
        {found.length === 1 ? '1 person' : `${found.length.toLocaleString()} people`}
        {found.length < staff.people.length && ` of ${staff.people.length.toLocaleString()}`}
      </p>
      {found.length === 0 ? (
        <EmptyState icon={<Users size={32} aria-hidden />} title="Nobody is like this">
          Change the words or the filters.
        </EmptyState>
      ) : (
        <div className={styles.scroller}>
          <Virtualizer as="ul" item="li">
            {found.map((person) => (
              <Row key={person.id} person={person} group={groups.get(person.group)} onOpen={onOpen} />
            ))}
          </Virtualizer>
        </div>
      )}
    </>
  );
}

function Row({
  person: { id, name, isMe, role, standing, devices },
  group,
  onOpen,
}: {
  readonly person: StaffMember;
  readonly group: string | undefined;
  readonly onOpen: (user: UserId) => void;
}) {
  return (
    <AriaButton className={styles.person ?? ''} onPress={() => onOpen(id)}>
      <Avatar name={name} seed={id} />
      <span className={styles.personWords}>
        <bdi className={styles.name}>
          {plainName(name)}
          {isMe && ' (you)'}
        </bdi>
        <span className={styles.hint}>
          {roleWords[role]} · <bdi>{group}</bdi> · {devices === 1 ? '1 device' : `${devices} devices`}
        </span>
      </span>
      {standing !== 'active' && (
        <span className={styles.chip} data-tone={standing === 'suspended' ? 'warning' : 'danger'}>
          {standingWords[standing]}
        </span>
      )}
    </AriaButton>
  );
}

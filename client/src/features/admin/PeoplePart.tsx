import { Check, Users } from 'lucide-react';
import { Fragment, memo, useCallback, useDeferredValue, useMemo, useState } from 'react';
import {
  Checkbox,
  Collection,
  GridList,
  GridListItem,
  GridListLoadMoreItem,
  type Key,
  ListLayout,
  Virtualizer,
} from 'react-aria-components';
import { briefNames, saidOf } from '#client/bridge/details.ts';
import { useCore } from '#client/bridge/hooks.ts';
import type { StaffMember, StaffView } from '#client/bridge/port.ts';
import { Avatar } from '#client/ui/Avatar.tsx';
import { Button } from '#client/ui/Button.tsx';
import { Choice } from '#client/ui/Choice.tsx';
import { EmptyState } from '#client/ui/EmptyState.tsx';
import { Problem } from '#client/ui/Problem.tsx';
import { plainName } from '#client/ui/plain-name.ts';
import { SearchBox } from '#client/ui/SearchBox.tsx';
import { adminWords } from '#client/words/admin.ts';
import { words } from '#client/words/index.ts';
import type { UserId } from '#shared/ids/index.ts';
import styles from './Admin.module.css';
import { BulkDecision } from './BulkDecision.tsx';
import { departmentsOf, everybody, type PeopleFilter, peopleFinder } from './find-people.ts';
import { StandingChip } from './StandingChip.tsx';
import { useAsked } from './use-asked.ts';

const roles = ['owner', 'admin', 'member', 'guest'] as const;
const standings = ['active', 'suspended', 'removed'] as const;
const orders = ['name', 'newest', 'oldest', 'devices'] as const;

/** How high a row is, in pixels: only those in sight are drawn. */
const ROWS = { estimatedRowHeight: 56, loaderHeight: 1 };
/** So many are in the list at first, so that each keystroke costs no more than these; scrolling to its end brings further ones. */
const AT_FIRST = 40;
const AT_ONCE = 100;

/** Everybody there ever was, as many as there may be. */
export function PeoplePart({ onOpen }: { readonly onOpen: (user: UserId) => void }) {
  const core = useCore();
  const { value: staff, problem } = useAsked('staff', () => core.staff());
  if (staff === undefined) return <Problem problem={problem} />;
  return <People staff={staff} onOpen={onOpen} />;
}

function People({ staff, onOpen }: { readonly staff: StaffView; readonly onOpen: (user: UserId) => void }) {
  const [filter, setFilter] = useState(everybody);
  const [shown, setShown] = useState(AT_FIRST);
  const change = (part: Partial<PeopleFilter>) => {
    setFilter((before) => ({ ...before, ...part }));
    setShown(AT_FIRST);
  };
  const find = useMemo(() => peopleFinder(staff.people), [staff.people]);
  const departments = useMemo(() => departmentsOf(staff.people), [staff.people]);
  // What is typed stands there at once; the rows follow as fast as they can.
  const wanted = useDeferredValue(filter);
  const found = useMemo(() => find(wanted), [find, wanted]);
  const rows = useMemo(() => found.slice(0, shown), [found, shown]);
  const [picked, setPicked] = useState<ReadonlySet<Key>>(new Set());
  const pick = useCallback(
    (keys: 'all' | Set<Key>) => setPicked(keys === 'all' ? new Set(found.map(({ id }) => id)) : keys),
    [found],
  );
  const more = useCallback(() => setShown((before) => before + AT_ONCE), []);
  const [deciding, setDeciding] = useState(false);
  const chosen = useMemo(() => staff.people.filter(({ id }) => picked.has(id)), [staff.people, picked]);
  const groups = useMemo(
    () => new Map(staff.groups.map(({ id, name }) => [id as string, plainName(name)])),
    [staff.groups],
  );
  const { console, staff: said } = adminWords;
  const anyone = { value: 'all', label: said.all } as const;
  return (
    <>
      <search className={styles.filters} aria-label={said.which}>
        <SearchBox
          label={said.search}
          placeholder={words.details.search}
          className={styles.search}
          value={filter.words}
          onChange={(wanted) => change({ words: wanted })}
        />
        <Choice
          label={console.role}
          options={[anyone, ...roles.map((value) => ({ value, label: said.roles[value] }))]}
          value={filter.role}
          onChange={(role) => change({ role })}
        />
        <Choice
          label={said.state}
          options={[anyone, ...standings.map((value) => ({ value, label: console.standings[value] }))]}
          value={filter.standing}
          onChange={(standing) => change({ standing })}
        />
        {staff.groups.length > 1 && (
          <Choice
            label={console.group}
            options={[anyone, ...staff.groups.map(({ id, name }) => ({ value: id as string, label: plainName(name) }))]}
            value={filter.group}
            onChange={(group) => change({ group })}
          />
        )}
        {departments.length > 0 && (
          <Choice
            label={adminWords.profiles.department}
            options={[anyone, ...departments.map((name) => ({ value: name, label: plainName(name) }))]}
            value={filter.department}
            onChange={(department) => change({ department })}
          />
        )}
        <Choice
          label={said.order}
          options={orders.map((value) => ({ value, label: said.orders[value] }))}
          value={filter.order}
          onChange={(order) => change({ order })}
        />
      </search>
      <p className={styles.hint} role="status">
        {found.length < staff.people.length
          ? said.foundOf(found.length, staff.people.length)
          : console.people(found.length)}
      </p>
      {found.length === 0 ? (
        <EmptyState icon={<Users size={32} aria-hidden />} title={said.nobody}>
          {said.nobodyHint}
        </EmptyState>
      ) : (
        <List
          people={rows}
          hasMore={shown < found.length}
          onMore={more}
          groups={groups}
          picked={picked}
          onPicked={pick}
          onOpen={onOpen}
        />
      )}
      {chosen.length > 0 && (
        <div className={styles.bar}>
          <p role="status">{said.chosen(chosen.length)}</p>
          <div className={styles.buttons}>
            {found.some(({ id }) => !picked.has(id)) && (
              <Button size="s" onPress={() => setPicked(new Set([...picked, ...found.map(({ id }) => id)]))}>
                {said.chooseAll(found.length)}
              </Button>
            )}
            <Button size="s" onPress={() => setPicked(new Set())}>
              {said.chooseNobody}
            </Button>
            <Button size="s" variant="primary" onPress={() => setDeciding(true)}>
              {said.decide}
            </Button>
          </div>
        </div>
      )}
      {deciding && (
        <BulkDecision
          people={chosen}
          staff={staff}
          onClose={(decided) => {
            setDeciding(false);
            if (decided) setPicked(new Set());
          }}
        />
      )}
    </>
  );
}

/** The rows by themselves: what is typed is shown before they are drawn anew. */
const List = memo(function List({
  people,
  hasMore,
  onMore,
  groups,
  picked,
  onPicked,
  onOpen,
}: {
  readonly people: readonly StaffMember[];
  readonly hasMore: boolean;
  readonly onMore: () => void;
  readonly groups: ReadonlyMap<string, string>;
  readonly picked: ReadonlySet<Key>;
  readonly onPicked: (keys: 'all' | Set<Key>) => void;
  readonly onOpen: (user: UserId) => void;
}) {
  return (
    <Virtualizer layout={ListLayout} layoutOptions={ROWS}>
      <GridList
        aria-label={adminWords.staff.list}
        className={styles.scroller ?? ''}
        selectionMode="multiple"
        selectionBehavior="toggle"
        selectedKeys={picked}
        onSelectionChange={onPicked}
        onAction={(key) => {
          const person = people.find(({ id }) => id === key);
          if (person !== undefined) onOpen(person.id);
        }}
      >
        <Collection items={people} dependencies={[groups]}>
          {(person) => (
            <GridListItem id={person.id} textValue={plainName(person.name)} className={styles.person ?? ''}>
              <Row person={person} group={groups.get(person.group)} />
            </GridListItem>
          )}
        </Collection>
        {hasMore && <GridListLoadMoreItem onLoadMore={onMore} />}
      </GridList>
    </Virtualizer>
  );
});

/** What stands in a row. A component of its own, as most rows of the collection are never in sight. */
function Row({
  person: { id, name, isMe, role, standing, devices, details },
  group,
}: {
  readonly person: StaffMember;
  readonly group: string | undefined;
}) {
  return (
    <>
      <Checkbox slot="selection" className={styles.pick ?? ''}>
        <span className={styles.pickBox} aria-hidden>
          <Check size={14} />
        </span>
      </Checkbox>
      <Avatar name={name} seed={id} />
      <span className={styles.personWords}>
        <bdi className={styles.name}>{isMe ? adminWords.console.isYou(plainName(name)) : plainName(name)}</bdi>
        <span className={styles.hint}>
          {adminWords.console.roles[role]} ·{' '}
          {saidOf(details, briefNames).map(([detail, text]) => (
            <Fragment key={detail}>
              <bdi>{plainName(text)}</bdi> ·{' '}
            </Fragment>
          ))}
          <bdi>{group}</bdi> · {adminWords.staff.devices(devices)}
        </span>
      </span>
      <StandingChip standing={standing} />
    </>
  );
}

import { ArrowLeft } from 'lucide-react';
import { useState } from 'react';
import { useCore } from '#client/bridge/hooks.ts';
import type { DeviceView, PersonFile, Role, SecurityGroupView } from '#client/bridge/port.ts';
import { Avatar } from '#client/ui/Avatar.tsx';
import { Button } from '#client/ui/Button.tsx';
import { Choice, type ChoiceOption } from '#client/ui/Choice.tsx';
import { Confirm } from '#client/ui/Dialog.tsx';
import { Part } from '#client/ui/Page.tsx';
import { Problem } from '#client/ui/Problem.tsx';
import { plainName } from '#client/ui/plain-name.ts';
import { fullTime } from '#client/ui/time.ts';
import { say } from '#client/ui/toast.tsx';
import { useAction } from '#client/ui/use-action.ts';
import type { UserId } from '#shared/ids/index.ts';
import styles from './Admin.module.css';
import { DeviceList } from './DeviceList.tsx';
import { tellDecided } from './PolicyReview.tsx';
import {
  becoming,
  moving,
  type PersonDecision,
  removing,
  restoring,
  revoking,
  suspending,
} from './person-decisions.ts';
import { ReceiptPart } from './ReceiptPart.tsx';
import { ResetPart } from './ResetPart.tsx';
import { TrailList } from './TrailList.tsx';
import { useAsked } from './use-asked.ts';
import { roleWords, standingWords } from './words.ts';

/** Somebody's file: what they are, what may be decided about them, their devices and what the log says of them. */
export function PersonPart({ user, onAll }: { readonly user: UserId; readonly onAll: () => void }) {
  const core = useCore();
  const { value: file, problem } = useAsked(`file ${user}`, () => core.personFile(user));
  const { value: staff } = useAsked('staff', () => core.staff());
  return (
    <>
      <div>
        <Button size="s" variant="quiet" icon={<ArrowLeft size={16} aria-hidden />} onPress={onAll}>
          All people
        </Button>
      </div>
      <Problem problem={problem} />
      {file !== undefined && <File file={file} groups={staff?.groups ?? []} />}
    </>
  );
}

function File({ file, groups }: { readonly file: PersonFile; readonly groups: readonly SecurityGroupView[] }) {
  const core = useCore();
  const [asked, setAsked] = useState<PersonDecision>();
  const decide = useAction(
    ({ decision }: PersonDecision) => core.decide(decision),
    (decided) => {
      if (decided.kind === 'proposed') tellDecided(decided);
      else if (asked !== undefined) tell(asked);
      setAsked(undefined);
    },
  );
  const tell = ({ done, undo }: PersonDecision) => {
    if (undo === undefined) return say(done);
    const back = () =>
      void core.decide(undo).then((outcome) => {
        if (outcome.ok) say('It was undone.');
        else say(outcome.problem.sentence, outcome.problem.nextStep);
      });
    say(done, undefined, { label: 'Undo', run: back });
  };
  const ask = (decision: PersonDecision) => {
    decide.clear();
    setAsked(decision);
  };
  const { person, devices, entries, may } = file;
  const name = plainName(person.name);
  const who = { user: person.id, name };
  const reachable = groups.filter(({ id }) => may.groups.includes(id));
  return (
    <>
      <div className={styles.head}>
        <Avatar name={person.name} seed={person.id} size="l" />
        <div>
          <h2 className={styles.headName}>
            <bdi>{name}</bdi>
          </h2>
          <p className={styles.hint}>
            {roleWords[person.role]}
            {person.isMe && ' · you'} · joined {fullTime(person.enrolledAt)}
          </p>
        </div>
        {person.standing !== 'active' && (
          <span className={styles.chip} data-tone={person.standing === 'suspended' ? 'warning' : 'danger'}>
            {standingWords[person.standing]}
          </span>
        )}
      </div>
      {person.standing !== 'removed' && (
        <Part title="What they may" hint="Offered is what the log lets you decide.">
          <div className={styles.filters}>
            <Choice
              label="Role"
              options={may.roles.map(
                (role): ChoiceOption<Role> => ({
                  value: role,
                  label: roleWords[role],
                  ...(may.needsOthers.roles.includes(role) ? { hint: 'Others must sign too' } : {}),
                }),
              )}
              value={person.role}
              onChange={(role) => role !== person.role && ask(becoming(who, person.role, role))}
            />
            {groups.length > 1 && (
              <Choice
                label="Security group"
                options={reachable.map(({ id, name: label }) => ({
                  value: id as string,
                  label: plainName(label),
                  ...(may.needsOthers.groups.includes(id) ? { hint: 'Another admin must sign too' } : {}),
                }))}
                value={person.group}
                onChange={(id) => {
                  const to = reachable.find((group) => group.id === id);
                  if (to !== undefined && to.id !== person.group) ask(moving(who, { ...to, name: plainName(to.name) }));
                }}
              />
            )}
          </div>
        </Part>
      )}
      <Devices devices={devices} mayRevoke={may.revoke} onRevoke={(one) => ask(revoking(who, one.id, one.isThis))} />
      {may.reset && <ResetPart user={person.id} name={name} needsOthers={may.needsOthers.reset} />}
      <Part title="Leaving" hint={leavingHint(file)}>
        <div className={styles.buttons}>
          {may.restore && <Button onPress={() => ask(restoring(who))}>Restore</Button>}
          {may.suspend && <Button onPress={() => ask(suspending(who))}>Suspend</Button>}
          {may.remove && (
            <Button variant="danger" onPress={() => ask(removing(who))}>
              Remove for good
            </Button>
          )}
        </div>
      </Part>
      {(person.standing !== 'active' || devices.some(({ state }) => state === 'revoked')) && (
        <ReceiptPart user={person.id} name={name} />
      )}
      <Part title="In the log" hint="Everything that was decided about this person, and by whom.">
        <TrailList entries={entries} label={`Entries about ${name}`} />
      </Part>
      <Confirm
        title={asked?.title ?? ''}
        isOpen={asked !== undefined}
        confirmLabel={asked?.confirm ?? ''}
        danger={asked?.danger ?? false}
        isPending={decide.pending}
        onConfirm={() => {
          if (asked !== undefined) decide.run(asked);
        }}
        onClose={() => setAsked(undefined)}
      >
        <ul className={styles.effects}>
          {asked?.effects.map((effect) => (
            <li key={effect}>{effect}</li>
          ))}
        </ul>
        <Problem problem={decide.problem} />
      </Confirm>
    </>
  );
}

function leavingHint({ person, may }: PersonFile): string {
  if (person.standing === 'removed') return `Removed for good on ${fullTime(person.standingSince)}.`;
  if (!may.suspend && !may.restore && !may.remove) {
    return 'The log does not let you decide this: about owners and admins owners decide, and one owner always stays.';
  }
  return person.standing === 'suspended'
    ? `Suspended since ${fullTime(person.standingSince)}.`
    : 'Suspending can be undone. Removing cannot.';
}

function Devices({
  devices,
  mayRevoke,
  onRevoke,
}: {
  readonly devices: readonly DeviceView[];
  readonly mayRevoke: boolean;
  readonly onRevoke: (device: DeviceView) => void;
}) {
  return (
    <Part
      title="Devices"
      hint="A device is a browser profile. Each was added by its owner’s own key, and by nothing else."
    >
      <DeviceList devices={devices} {...(mayRevoke ? { onRevoke } : {})} />
    </Part>
  );
}

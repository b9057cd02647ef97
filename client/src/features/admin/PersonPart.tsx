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
import { adminWords } from '#client/words/admin.ts';
import { words } from '#client/words/index.ts';
import type { UserId } from '#shared/ids/index.ts';
import styles from './Admin.module.css';
import { DeviceList } from './DeviceList.tsx';
import { tellDecided } from './PolicyReview.tsx';
import { ProfilePart } from './ProfilePart.tsx';
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
import { StandingChip } from './StandingChip.tsx';
import { TrailList } from './TrailList.tsx';
import { useAsked } from './use-asked.ts';

/** Somebody's file: what they are, what may be decided about them, their devices and what the log says of them. */
export function PersonPart({ user, onAll }: { readonly user: UserId; readonly onAll: () => void }) {
  const core = useCore();
  const { value: file, problem } = useAsked(`file ${user}`, () => core.personFile(user));
  const { value: staff } = useAsked('staff', () => core.staff());
  return (
    <>
      <div>
        <Button size="s" variant="quiet" icon={<ArrowLeft size={16} aria-hidden />} onPress={onAll}>
          {adminWords.person.all}
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
        if (outcome.ok) say(adminWords.person.undone);
        else say(outcome.problem.sentence, outcome.problem.nextStep);
      });
    say(done, undefined, { label: words.shared.undo, run: back });
  };
  const ask = (decision: PersonDecision) => {
    decide.clear();
    setAsked(decision);
  };
  const { person, devices, entries, may } = file;
  const name = plainName(person.name);
  const who = { user: person.id, name };
  const { console, person: said } = adminWords;
  const joined = fullTime(person.enrolledAt);
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
            {person.isMe
              ? said.aboutYou(console.roles[person.role], joined)
              : said.about(console.roles[person.role], joined)}
          </p>
        </div>
        <StandingChip standing={person.standing} />
      </div>
      <ProfilePart person={person} mayEdit={may.details} />
      {person.standing !== 'removed' && (
        <Part title={said.may} hint={said.mayHint}>
          <div className={styles.filters}>
            <Choice
              label={console.role}
              options={may.roles.map(
                (role): ChoiceOption<Role> => ({
                  value: role,
                  label: console.roles[role],
                  ...(may.needsOthers.roles.includes(role) ? { hint: said.othersMustSign } : {}),
                }),
              )}
              value={person.role}
              onChange={(role) => role !== person.role && ask(becoming(who, person.role, role))}
            />
            {groups.length > 1 && (
              <Choice
                label={console.group}
                options={reachable.map(({ id, name: label }) => ({
                  value: id as string,
                  label: plainName(label),
                  ...(may.needsOthers.groups.includes(id) ? { hint: said.anotherAdminMustSign } : {}),
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
      <Part title={said.leaving} hint={leavingHint(file)}>
        <div className={styles.buttons}>
          {may.restore && <Button onPress={() => ask(restoring(who))}>{said.restore}</Button>}
          {may.suspend && <Button onPress={() => ask(suspending(who))}>{said.suspend}</Button>}
          {may.remove && (
            <Button variant="danger" onPress={() => ask(removing(who))}>
              {said.remove}
            </Button>
          )}
        </div>
      </Part>
      {(person.standing !== 'active' || devices.some(({ state }) => state === 'revoked')) && (
        <ReceiptPart user={person.id} name={name} />
      )}
      <Part title={said.inTheLog} hint={said.inTheLogHint}>
        <TrailList entries={entries} label={said.entries(name)} />
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
  const said = adminWords.person;
  if (person.standing === 'removed') return said.removedOn(fullTime(person.standingSince));
  if (!may.suspend && !may.restore && !may.remove) return said.notYours;
  return person.standing === 'suspended' ? said.suspendedSince(fullTime(person.standingSince)) : said.leavingHint;
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
    <Part title={adminWords.person.devices} hint={adminWords.person.devicesHint}>
      <DeviceList devices={devices} {...(mayRevoke ? { onRevoke } : {})} />
    </Part>
  );
}

import { useRef, useState } from 'react';
import { useCore } from '#client/bridge/hooks.ts';
import type { CoreProblem, Role, StaffMember, StaffView } from '#client/bridge/port.ts';
import { Button } from '#client/ui/Button.tsx';
import { Choice } from '#client/ui/Choice.tsx';
import { Dialog } from '#client/ui/Dialog.tsx';
import { Notice } from '#client/ui/Notice.tsx';
import { Problem } from '#client/ui/Problem.tsx';
import { plainName } from '#client/ui/plain-name.ts';
import { RadioList } from '#client/ui/RadioList.tsx';
import { adminWords } from '#client/words/admin.ts';
import { words } from '#client/words/index.ts';
import type { SecurityGroupId } from '#shared/ids/index.ts';
import styles from './Admin.module.css';
import { type BulkAction, bulkPlan, inChunks } from './bulk.ts';

const kinds = ['move', 'role', 'suspend', 'restore'] as const;
const roles: readonly Role[] = ['member', 'guest', 'admin'];
/** Those who are named in a preview, and those of whom it is said why nothing was decided. */
const SHOWN = 100;

interface Course {
  readonly done: number;
  readonly total: number;
  readonly failed: readonly { readonly person: StaffMember; readonly sentence: string }[];
  readonly state: 'running' | 'stopped' | 'over';
  readonly problem?: CoreProblem;
}

/** One decision about many people: what would be signed, how far it is, and what was not taken. */
export function BulkDecision({
  people,
  staff,
  onClose,
}: {
  readonly people: readonly StaffMember[];
  readonly staff: StaffView;
  readonly onClose: (decided: boolean) => void;
}) {
  const core = useCore();
  const [kind, setKind] = useState<BulkAction['kind']>(staff.groups.length > 1 ? 'move' : 'suspend');
  const [role, setRole] = useState<Role>('member');
  const [group, setGroup] = useState<SecurityGroupId | undefined>(staff.groups[0]?.id);
  const [course, setCourse] = useState<Course>();
  const stop = useRef(false);
  // What was chosen is what it was when the dialog was opened: the list behind it changes with each entry.
  const [chosen] = useState(people);

  const action: BulkAction | undefined =
    kind === 'role' ? { kind, role } : kind === 'move' ? group && { kind, group } : { kind };
  const plan = action === undefined ? undefined : bulkPlan(chosen, action);

  const run = async (steps: NonNullable<typeof plan>['steps']): Promise<void> => {
    stop.current = false;
    let now: Course = { done: 0, total: steps.length, failed: [], state: 'running' };
    setCourse(now);
    for (const chunk of inChunks(steps)) {
      if (stop.current) {
        now = { ...now, state: 'stopped' };
        break;
      }
      const outcome = await core.decideMany(chunk.map(({ decision }) => decision));
      if (!outcome.ok) {
        now = { ...now, state: 'stopped', problem: outcome.problem };
        break;
      }
      const failed = chunk.flatMap(({ person }, nth) => {
        const result = outcome.value.results[nth];
        return result === undefined || result.ok ? [] : [{ person, sentence: result.sentence }];
      });
      now = { ...now, done: now.done + chunk.length, failed: [...now.failed, ...failed] };
      setCourse(now);
    }
    setCourse({ ...now, state: now.state === 'running' ? 'over' : now.state });
  };

  if (course !== undefined) {
    return <Progress course={course} onStop={() => (stop.current = true)} onClose={() => onClose(true)} />;
  }
  const count = plan?.steps.length ?? 0;
  const { console, staff: said } = adminWords;
  return (
    <Dialog
      title={said.decideAbout(chosen.length)}
      isOpen
      onClose={() => onClose(false)}
      actions={
        <Button
          variant={kind === 'suspend' ? 'danger' : 'primary'}
          isDisabled={count === 0}
          onPress={() => plan && void run(plan.steps)}
        >
          {count === 0 ? said.nothingToSign : said.signFor(count)}
        </Button>
      }
    >
      <RadioList
        label={said.what}
        options={kinds
          .filter((value) => value !== 'move' || staff.groups.length > 1)
          .map((value) => ({ value, ...said.actions[value] }))}
        value={kind}
        onChange={setKind}
      />
      {kind === 'role' && (
        <Choice
          label={console.role}
          options={roles.map((value) => ({ value, label: console.roles[value] }))}
          value={role}
          onChange={setRole}
        />
      )}
      {kind === 'move' && group !== undefined && (
        <Choice
          label={console.group}
          options={staff.groups.map(({ id, name }) => ({ value: id as string, label: plainName(name) }))}
          value={group as string}
          onChange={(value) => setGroup(staff.groups.find(({ id }) => id === value)?.id)}
        />
      )}
      {plan !== undefined && (
        <>
          <p className={styles.hint} role="status">
            {[
              said.signed(count),
              ...(plan.already > 0 ? [said.already(plan.already)] : []),
              ...(plan.left > 0 ? [said.leftOut(plan.left)] : []),
              said.refusedAreTold,
            ].join(' ')}
          </p>
          <ul className={styles.names} aria-label={console.preview}>
            {plan.steps.slice(0, SHOWN).map(({ person: { id, name } }) => (
              <li key={id}>
                <bdi>{plainName(name)}</bdi>
              </li>
            ))}
            {count > SHOWN && <li>{console.andMore(count - SHOWN)}</li>}
          </ul>
        </>
      )}
    </Dialog>
  );
}

function Progress({
  course: { done, total, failed, state, problem },
  onStop,
  onClose,
}: {
  readonly course: Course;
  readonly onStop: () => void;
  readonly onClose: () => void;
}) {
  const running = state === 'running';
  const { console, staff } = adminWords;
  return (
    <Dialog
      title={staff.states[state]}
      isOpen
      onClose={running ? onStop : onClose}
      actions={
        running ? (
          <Button onPress={onStop}>{staff.stop}</Button>
        ) : (
          <Button variant="primary" onPress={onClose}>
            {words.shared.close}
          </Button>
        )
      }
    >
      <progress className={styles.progress} max={total} value={done} aria-label={staff.progress} />
      <p role="status">
        {failed.length > 0 ? staff.decidedNot(done - failed.length, total, failed.length) : staff.decided(done, total)}
        {state === 'stopped' && done < total && ` ${staff.notBegun(total - done)}`}
      </p>
      <Problem problem={problem} />
      {failed.length > 0 && (
        <Notice tone="warning" title={staff.notDecided}>
          <ul className={styles.names} aria-label={staff.notDecided}>
            {failed.slice(0, SHOWN).map(({ person: { id, name }, sentence }) => (
              <li key={id}>
                <bdi>{plainName(name)}</bdi>: {sentence}
              </li>
            ))}
            {failed.length > SHOWN && <li>{console.andMore(failed.length - SHOWN)}</li>}
          </ul>
        </Notice>
      )}
    </Dialog>
  );
}

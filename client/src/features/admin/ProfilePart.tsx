import { useState } from 'react';
import { detailNames, saidOf } from '#client/bridge/details.ts';
import { useCore } from '#client/bridge/hooks.ts';
import type { Details, StaffMember } from '#client/bridge/port.ts';
import { Button } from '#client/ui/Button.tsx';
import { FormDialog } from '#client/ui/Dialog.tsx';
import { Field } from '#client/ui/Field.tsx';
import { Notice } from '#client/ui/Notice.tsx';
import { Part } from '#client/ui/Page.tsx';
import { Problem } from '#client/ui/Problem.tsx';
import { plainName } from '#client/ui/plain-name.ts';
import { say } from '#client/ui/toast.tsx';
import { useAction } from '#client/ui/use-action.ts';
import { adminWords } from '#client/words/admin.ts';
import { words } from '#client/words/index.ts';
import styles from './Admin.module.css';

/** What the organisation says of somebody, and the way to say otherwise. */
export function ProfilePart({ person, mayEdit }: { readonly person: StaffMember; readonly mayEdit: boolean }) {
  const [editing, setEditing] = useState(false);
  const { profiles } = adminWords;
  const rows = saidOf(person.details);
  return (
    <Part
      title={profiles.title}
      hint={profiles.hint}
      action={
        mayEdit && (
          <Button size="s" onPress={() => setEditing(true)}>
            {profiles.edit}
          </Button>
        )
      }
    >
      {rows.length === 0 ? (
        <p className={styles.hint}>{profiles.nothing}</p>
      ) : (
        <dl className={styles.profile}>
          {rows.map(([name, text]) => (
            <div key={name}>
              <dt>{words.details[name]}</dt>
              <dd>
                <bdi>{plainName(text)}</bdi>
              </dd>
            </div>
          ))}
        </dl>
      )}
      {editing && <EditProfile person={person} onClose={() => setEditing(false)} />}
    </Part>
  );
}

/** Only what differs is signed, so that two admins can say different things of the same person. */
function differing(before: Details, after: Details): Details {
  const changed = detailNames.filter((name) => (after[name] ?? '').trim() !== (before[name] ?? ''));
  return Object.fromEntries(changed.map((name) => [name, (after[name] ?? '').trim()]));
}

function EditProfile({ person, onClose }: { readonly person: StaffMember; readonly onClose: () => void }) {
  const core = useCore();
  const { profiles } = adminWords;
  const { id: user, details: before } = person;
  const name = plainName(person.name);
  const [draft, setDraft] = useState<Details>(before);
  const change = differing(before, draft);
  const undo = async () => {
    const back = Object.fromEntries(Object.keys(change).map((field) => [field, before[field as keyof Details] ?? '']));
    const outcome = await core.decide({ kind: 'details', user, details: back });
    if (outcome.ok) say(profiles.undone);
    else say(outcome.problem.sentence, outcome.problem.nextStep);
  };
  const save = useAction(
    () => core.decide({ kind: 'details', user, details: change }),
    () => {
      say(profiles.done(name), undefined, { label: profiles.undo, run: () => void undo() });
      onClose();
    },
  );
  const ready = Object.keys(change).length > 0;
  return (
    <FormDialog
      title={profiles.editing(name)}
      submitLabel={profiles.save}
      isReady={ready}
      action={save}
      onClose={onClose}
      after={<Problem problem={save.problem} />}
    >
      <Notice tone="info" title={profiles.seen}>
        {profiles.privacy}
      </Notice>
      {detailNames.map((field, nth) => (
        <Field
          key={field}
          label={words.details[field]}
          placeholder={profiles.places[field]}
          value={draft[field] ?? ''}
          onChange={(text) => setDraft({ ...draft, [field]: text })}
          maxLength={80}
          autoFocus={nth === 0}
        />
      ))}
    </FormDialog>
  );
}

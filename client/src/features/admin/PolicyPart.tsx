import { useState } from 'react';
import { useCore } from '#client/bridge/hooks.ts';
import type { PolicyArea, PolicyBook, PolicyFieldView, PolicyScope, StaffView } from '#client/bridge/port.ts';
import { Button } from '#client/ui/Button.tsx';
import { Choice } from '#client/ui/Choice.tsx';
import { Notice } from '#client/ui/Notice.tsx';
import { Part } from '#client/ui/Page.tsx';
import { Problem } from '#client/ui/Problem.tsx';
import { plainName } from '#client/ui/plain-name.ts';
import { adminWords } from '#client/words/admin.ts';
import styles from './Admin.module.css';
import { PolicyFieldEditor } from './PolicyFieldEditor.tsx';
import { PolicyReview } from './PolicyReview.tsx';
import { type Draft, draftError, draftValue } from './policy-draft.ts';
import { TrailList } from './TrailList.tsx';
import { useAsked } from './use-asked.ts';
import { WaitingChanges } from './WaitingChanges.tsx';

/** The policy of one security group: what holds, what waits, how it came to be so, and a way to change it. */
export function PolicyPart({
  chosen,
  onChoose,
}: {
  readonly chosen: PolicyScope | undefined;
  readonly onChoose: (group: PolicyScope) => void;
}) {
  const core = useCore();
  const { value: staff, problem } = useAsked('staff', () => core.staff());
  const group = chosen ?? staff?.groups.find(({ isDefault }) => isDefault)?.id;
  const said = adminWords.policy;
  if (staff === undefined || group === undefined) return <Problem problem={problem} />;
  return (
    <>
      <div className={styles.filters}>
        <Choice
          label={said.of}
          options={[
            ...staff.groups.map(({ id, name }) => ({ value: id as string, label: plainName(name) })),
            {
              value: staff.organisation as string,
              label: said.organisation,
              hint: said.organisationHint,
            },
          ]}
          value={group}
          onChange={(id) => {
            const found = [staff.organisation, ...staff.groups.map((one) => one.id)].find((one) => one === id);
            if (found !== undefined) onChoose(found);
          }}
        />
      </div>
      <Book key={group} group={group} staff={staff} onChoose={onChoose} />
    </>
  );
}

function Book({
  group,
  staff,
  onChoose,
}: {
  readonly group: PolicyScope;
  readonly staff: StaffView;
  readonly onChoose: (scope: PolicyScope) => void;
}) {
  const core = useCore();
  const { value: book, problem } = useAsked(`policy ${group}`, () => core.policyBook(group));
  const [draft, setDraft] = useState<Draft>({});
  const [reviewing, setReviewing] = useState<PolicyBook>();
  const said = adminWords.policy;
  if (book === undefined) return <Problem problem={problem} />;
  // What no version of the app acts on is not offered: it would be a promise that nobody keeps.
  const fields = book.fields.filter(({ heldBy }) => heldBy !== 'nobody');
  const changed = fields.filter((field) => draftValue(draft, field) !== field.value);
  const wrong = fields.some((field) => draftError(draft, field) !== undefined);
  const waiting = new Set(
    [...(book.waiting?.changes ?? []), ...(book.proposed?.changes ?? [])].map((one) => one.field),
  );
  return (
    <>
      {staff.admins < 2 && (
        <Notice tone="info" title={said.alone}>
          {said.aloneNext}
        </Notice>
      )}
      <WaitingChanges book={book} onChoose={onChoose} />
      {book.group.isOrganisation && <p>{said.locks}</p>}
      <p className={styles.hint}>
        {said.appliesTo(peopleOf(staff, group))} {said.heldMeans}
      </p>
      {byArea(fields).map(([area, some]) => (
        <Part key={area} title={said.areas[area]}>
          <div className={styles.fields}>
            {some.map((field) => (
              <PolicyFieldEditor
                key={field.name}
                field={field}
                draft={draft}
                waits={waiting.has(field.name)}
                onChange={(value) => setDraft((before) => ({ ...before, [field.name]: value }))}
              />
            ))}
          </div>
        </Part>
      ))}
      <Part title={said.history} hint={said.historyHint}>
        <TrailList entries={book.history} label={said.historyOf} />
      </Part>
      {changed.length > 0 && (
        <section className={styles.bar} aria-label={said.unsigned}>
          <p>{said.notSignedYet(changed.length)}</p>
          <div className={styles.buttons}>
            <Button size="s" onPress={() => setDraft({})}>
              {said.discard}
            </Button>
            <Button size="s" variant="primary" isDisabled={wrong} onPress={() => setReviewing(book)}>
              {said.review}
            </Button>
          </div>
        </section>
      )}
      {reviewing !== undefined && (
        <PolicyReview
          book={reviewing}
          change={Object.fromEntries(changed.map((field) => [field.name, draftValue(draft, field)]))}
          onSigned={() => {
            setDraft({});
            setReviewing(undefined);
          }}
          onClose={() => setReviewing(undefined)}
          onChoose={onChoose}
        />
      )}
    </>
  );
}

/** How many it is for: those of the group, or all who are active. */
function peopleOf({ groups }: StaffView, scope: PolicyScope): number {
  const one = groups.find(({ id }) => id === scope);
  return one?.people ?? groups.reduce((sum, { people }) => sum + people, 0);
}

function byArea(fields: readonly PolicyFieldView[]): [PolicyArea, PolicyFieldView[]][] {
  const areas = new Map<PolicyArea, PolicyFieldView[]>();
  for (const field of fields) areas.set(field.area, [...(areas.get(field.area) ?? []), field]);
  return [...areas];
}

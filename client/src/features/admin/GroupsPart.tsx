import { Plus } from 'lucide-react';
import { useState } from 'react';
import { useCore } from '#client/bridge/hooks.ts';
import type { SecurityGroupView } from '#client/bridge/port.ts';
import { Button } from '#client/ui/Button.tsx';
import { FormDialog } from '#client/ui/Dialog.tsx';
import { Field } from '#client/ui/Field.tsx';
import { Part } from '#client/ui/Page.tsx';
import { Problem } from '#client/ui/Problem.tsx';
import { plainName } from '#client/ui/plain-name.ts';
import { Row, Rows } from '#client/ui/Rows.tsx';
import { say } from '#client/ui/toast.tsx';
import { useAction } from '#client/ui/use-action.ts';
import { adminWords } from '#client/words/admin.ts';
import type { SecurityGroupId } from '#shared/ids/index.ts';
import { useAsked } from './use-asked.ts';

/** The security groups: one policy each. */
export function GroupsPart({ onPolicy }: { readonly onPolicy: (group: SecurityGroupId) => void }) {
  const core = useCore();
  const { value: staff, problem } = useAsked('staff', () => core.staff());
  const { console, groups: said } = adminWords;
  const [naming, setNaming] = useState<SecurityGroupView | 'new'>();
  return (
    <Part
      title={console.places.groups}
      hint={said.hint}
      action={
        <Button size="s" variant="primary" icon={<Plus size={16} aria-hidden />} onPress={() => setNaming('new')}>
          {said.add}
        </Button>
      }
    >
      <Problem problem={problem} />
      <Rows label={console.places.groups}>
        {staff?.groups.map((group) => (
          <Row
            key={group.id}
            name={plainName(group.name)}
            hint={[
              console.people(group.people),
              ...(group.isDefault ? [said.isDefault] : []),
              ...(group.isWaiting ? [said.isWaiting] : []),
            ].join(' · ')}
          >
            <Button size="s" aria-label={said.renameOne(plainName(group.name))} onPress={() => setNaming(group)}>
              {said.rename}
            </Button>
            <Button size="s" aria-label={said.policyOf(plainName(group.name))} onPress={() => onPolicy(group.id)}>
              {console.places.policy}
            </Button>
          </Row>
        ))}
      </Rows>
      {naming !== undefined && <NameGroup group={naming} onClose={() => setNaming(undefined)} />}
    </Part>
  );
}

function NameGroup({ group, onClose }: { readonly group: SecurityGroupView | 'new'; readonly onClose: () => void }) {
  const core = useCore();
  const said = adminWords.groups;
  const isNew = group === 'new';
  const [name, setName] = useState(isNew ? '' : group.name);
  const save = useAction(
    () => core.decide({ kind: 'name-group', name: name.trim(), ...(isNew ? {} : { group: group.id }) }),
    () => {
      say(isNew ? said.made : said.renamed);
      onClose();
    },
  );
  const ready = name.trim() !== '' && (isNew || name.trim() !== group.name);
  return (
    <FormDialog
      title={isNew ? said.newTitle : said.renameTitle}
      submitLabel={isNew ? said.make : said.rename}
      isReady={ready}
      action={save}
      onClose={onClose}
      after={<Problem problem={save.problem} />}
    >
      <Field
        label={said.name}
        {...(isNew ? { hint: said.newHint } : {})}
        value={name}
        onChange={setName}
        maxLength={80}
        autoFocus
      />
    </FormDialog>
  );
}

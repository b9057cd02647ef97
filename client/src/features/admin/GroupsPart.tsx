import { Plus } from 'lucide-react';
import { useState } from 'react';
import { Form } from 'react-aria-components';
import { useCore } from '#client/bridge/hooks.ts';
import type { SecurityGroupView } from '#client/bridge/port.ts';
import { Button } from '#client/ui/Button.tsx';
import { Dialog } from '#client/ui/Dialog.tsx';
import { Field } from '#client/ui/Field.tsx';
import { Part } from '#client/ui/Page.tsx';
import { Problem } from '#client/ui/Problem.tsx';
import { plainName } from '#client/ui/plain-name.ts';
import { say } from '#client/ui/toast.tsx';
import { useAction } from '#client/ui/use-action.ts';
import type { SecurityGroupId } from '#shared/ids/index.ts';
import styles from './Admin.module.css';
import { useAsked } from './use-asked.ts';

/** The security groups: one policy each. */
export function GroupsPart({ onPolicy }: { readonly onPolicy: (group: SecurityGroupId) => void }) {
  const core = useCore();
  const { value: staff, problem } = useAsked('staff', () => core.staff());
  const [naming, setNaming] = useState<SecurityGroupView | 'new'>();
  return (
    <Part
      title="Security groups"
      hint="Everybody is in one, and its policy applies to them. To move somebody, open their page."
      action={
        <Button size="s" variant="primary" icon={<Plus size={16} aria-hidden />} onPress={() => setNaming('new')}>
          New group
        </Button>
      }
    >
      <Problem problem={problem} />
      <ul className={styles.rows} aria-label="Security groups">
        {staff?.groups.map((group) => (
          <li key={group.id} className={styles.row}>
            <div className={styles.personWords}>
              <p className={styles.name}>
                <bdi>{plainName(group.name)}</bdi>
              </p>
              <p className={styles.hint}>
                {group.people === 1 ? '1 person' : `${group.people.toLocaleString()} people`}
                {group.isDefault && ' · new people come into this one'}
                {group.isWaiting && ' · a change of its policy waits'}
              </p>
            </div>
            <Button size="s" aria-label={`Rename ${plainName(group.name)}`} onPress={() => setNaming(group)}>
              Rename
            </Button>
            <Button size="s" aria-label={`Policy of ${plainName(group.name)}`} onPress={() => onPolicy(group.id)}>
              Policy
            </Button>
          </li>
        ))}
      </ul>
      {naming !== undefined && <NameGroup group={naming} onClose={() => setNaming(undefined)} />}
    </Part>
  );
}

function NameGroup({ group, onClose }: { readonly group: SecurityGroupView | 'new'; readonly onClose: () => void }) {
  const core = useCore();
  const isNew = group === 'new';
  const [name, setName] = useState(isNew ? '' : group.name);
  const save = useAction(
    () => core.decide({ kind: 'name-group', name: name.trim(), ...(isNew ? {} : { group: group.id }) }),
    () => {
      say(isNew ? 'The group is there.' : 'The group has its new name.');
      onClose();
    },
  );
  const ready = name.trim() !== '' && (isNew || name.trim() !== group.name);
  return (
    <Dialog
      title={isNew ? 'New security group' : 'Rename the group'}
      isOpen
      onClose={onClose}
      actions={
        <Button variant="primary" type="submit" form="name-group" isDisabled={!ready} isPending={save.pending}>
          {isNew ? 'Make the group' : 'Rename'}
        </Button>
      }
    >
      <Form
        id="name-group"
        onSubmit={(event) => {
          event.preventDefault();
          if (ready) save.run();
        }}
      >
        <Field
          label="Name"
          {...(isNew ? { hint: 'It begins with the policy of the group that new people come into.' } : {})}
          value={name}
          onChange={setName}
          maxLength={80}
          autoFocus
        />
      </Form>
      <Problem problem={save.problem} />
    </Dialog>
  );
}

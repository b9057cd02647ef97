import { useState } from 'react';
import { Form } from 'react-aria-components';
import { useCore } from '#client/bridge/hooks.ts';
import type { Decision, GovernanceView, WitnessView } from '#client/bridge/port.ts';
import { Button } from '#client/ui/Button.tsx';
import { Choice } from '#client/ui/Choice.tsx';
import { Confirm, Dialog } from '#client/ui/Dialog.tsx';
import { Field } from '#client/ui/Field.tsx';
import { Part } from '#client/ui/Page.tsx';
import { Problem } from '#client/ui/Problem.tsx';
import { plainName } from '#client/ui/plain-name.ts';
import { distance } from '#client/ui/time.ts';
import { useAction } from '#client/ui/use-action.ts';
import { useNow } from '#client/ui/use-now.ts';
import styles from './Admin.module.css';
import { tellDecided } from './PolicyReview.tsx';

const WITNESSES_MAX = 8;

/** Those who watch the log from machines of their own, and how many of them everybody's app asks for. */
export function WitnessesPart({ governance }: { readonly governance: GovernanceView }) {
  const core = useCore();
  const now = useNow(60_000);
  const { witnesses, required, isOwner, size } = governance;
  const [adding, setAdding] = useState(false);
  const [asked, setAsked] = useState<{ readonly decision: Decision; readonly title: string; readonly words: string }>();
  const decide = useAction(
    (decision: Decision) => core.decide(decision),
    (decided) => {
      tellDecided(decided);
      setAsked(undefined);
    },
  );
  const ask = (next: NonNullable<typeof asked>) => {
    decide.clear();
    setAsked(next);
  };
  const removing = (one: WitnessView) => {
    const rest = witnesses.filter(({ key }) => key !== one.key).map(({ key }) => key);
    const then = Math.min(required, rest.length);
    ask({
      decision: { kind: 'witnesses', keys: rest, required: then },
      title: `Remove ${one.name}?`,
      words:
        then < required
          ? `Only ${then} of those left can be asked for then, so a server that shows people different logs is found later.`
          : 'What it has cosigned counts no more. Its key cannot be named again.',
    });
  };
  const state = ({ cosigned }: WitnessView): string => {
    if (cosigned === undefined) return 'This device has seen nothing of it yet';
    const behind = size - cosigned.size;
    return `Cosigned ${cosigned.size.toLocaleString()} entries ${distance(cosigned.at, now)}${behind > 0 ? `, ${behind.toLocaleString()} fewer than there are` : ''}`;
  };
  return (
    <Part
      title="Witnesses"
      hint={
        required === 0
          ? 'Small programs on other people’s machines that confirm that the server shows everybody the same log. None has to confirm it now.'
          : `${required} of ${witnesses.length} must have confirmed the newest log, else nobody’s app sends: so the server cannot show people different ones.`
      }
      action={
        isOwner &&
        witnesses.length < WITNESSES_MAX && (
          <Button size="s" onPress={() => setAdding(true)}>
            Add a witness
          </Button>
        )
      }
    >
      {witnesses.length > 0 && (
        <ul className={styles.rows} aria-label="Witnesses">
          {witnesses.map((one) => (
            <li key={one.key} className={styles.row}>
              <span className={styles.personWords}>
                <bdi className={styles.name}>{plainName(one.name)}</bdi>
                <span className={styles.hint}>{state(one)}</span>
              </span>
              {isOwner && (
                <Button size="s" aria-label={`Remove ${plainName(one.name)}`} onPress={() => removing(one)}>
                  Remove
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
      {isOwner && witnesses.length > 0 && (
        <div className={styles.filters}>
          <Choice
            label="How many must have confirmed"
            options={Array.from({ length: witnesses.length + 1 }, (_, nth) => ({
              value: String(nth),
              label: nth === 0 ? 'None' : `${nth} of ${witnesses.length}`,
            }))}
            value={String(required)}
            onChange={(value) => {
              const wanted = Number(value);
              if (wanted === required) return;
              ask({
                decision: { kind: 'witnesses', keys: witnesses.map(({ key }) => key), required: wanted },
                title: `Ask for ${wanted === 0 ? 'no witness' : wanted === 1 ? 'one witness' : `${wanted} witnesses`}?`,
                words:
                  wanted > required
                    ? 'From then on nobody’s app sends while too few of them confirm the log. Make sure that they run: the list says when this device has last seen each.'
                    : 'A server that shows people different logs is found later then.',
              });
            }}
          />
        </div>
      )}
      {adding && <AddWitness governance={governance} onClose={() => setAdding(false)} />}
      <Confirm
        title={asked?.title ?? ''}
        isOpen={asked !== undefined}
        confirmLabel="Sign"
        isPending={decide.pending}
        onConfirm={() => {
          if (asked !== undefined) decide.run(asked.decision);
        }}
        onClose={() => setAsked(undefined)}
      >
        <p>{asked?.words}</p>
        <Problem problem={decide.problem} />
      </Confirm>
    </Part>
  );
}

function AddWitness({
  governance: { witnesses, required },
  onClose,
}: {
  readonly governance: GovernanceView;
  readonly onClose: () => void;
}) {
  const core = useCore();
  const [key, setKey] = useState('');
  const add = useAction(
    () => core.decide({ kind: 'witnesses', keys: [...witnesses.map((one) => one.key), key.trim()], required }),
    (decided) => {
      tellDecided(decided);
      onClose();
    },
  );
  const ready = key.trim() !== '';
  return (
    <Dialog
      title="Add a witness"
      isOpen
      onClose={onClose}
      actions={
        <Button variant="primary" type="submit" form="add-witness" isDisabled={!ready} isPending={add.pending}>
          Sign
        </Button>
      }
    >
      <Form
        id="add-witness"
        onSubmit={(event) => {
          event.preventDefault();
          if (ready) add.run();
        }}
      >
        <Field
          label="Its key"
          hint="The line that the witness prints when it starts: name, key id and key, with + between."
          value={key}
          onChange={(text) => {
            setKey(text);
            add.clear();
          }}
          maxLength={200}
          spellCheck="false"
          mono
          autoFocus
        />
      </Form>
      <p className={styles.hint}>Nothing depends on it until you ask for it. Ask once it has cosigned for a while.</p>
      <Problem problem={add.problem} />
    </Dialog>
  );
}

import { useState } from 'react';
import { useCore } from '#client/bridge/hooks.ts';
import type { Decision, GovernanceView, WitnessView } from '#client/bridge/port.ts';
import { Button } from '#client/ui/Button.tsx';
import { Choice } from '#client/ui/Choice.tsx';
import { Confirm, FormDialog } from '#client/ui/Dialog.tsx';
import { Field } from '#client/ui/Field.tsx';
import { Part } from '#client/ui/Page.tsx';
import { Problem } from '#client/ui/Problem.tsx';
import { plainName } from '#client/ui/plain-name.ts';
import { Row, Rows } from '#client/ui/Rows.tsx';
import { distance } from '#client/ui/time.ts';
import { useAction } from '#client/ui/use-action.ts';
import { useNow } from '#client/ui/use-now.ts';
import { adminWords } from '#client/words/admin.ts';
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
  const { console, witness: said } = adminWords;
  const ask = (next: NonNullable<typeof asked>) => {
    decide.clear();
    setAsked(next);
  };
  const removing = (one: WitnessView) => {
    const rest = witnesses.filter(({ key }) => key !== one.key).map(({ key }) => key);
    const then = Math.min(required, rest.length);
    ask({
      decision: { kind: 'witnesses', keys: rest, required: then },
      title: said.removeTitle(plainName(one.name)),
      words: then < required ? said.removedFewer(then) : said.removed,
    });
  };
  const state = ({ cosigned }: WitnessView): string => {
    if (cosigned === undefined) return said.unseen;
    const behind = size - cosigned.size;
    const when = distance(cosigned.at, now);
    return behind > 0 ? said.cosignedFewer(cosigned.size, when, behind) : said.cosigned(cosigned.size, when);
  };
  return (
    <Part
      title={said.title}
      hint={required === 0 ? said.hintNone : said.hint(required, witnesses.length)}
      action={
        isOwner &&
        witnesses.length < WITNESSES_MAX && (
          <Button size="s" onPress={() => setAdding(true)}>
            {said.add}
          </Button>
        )
      }
    >
      {witnesses.length > 0 && (
        <Rows label={said.title}>
          {witnesses.map((one) => (
            <Row key={one.key} name={plainName(one.name)} hint={state(one)}>
              {isOwner && (
                <Button size="s" aria-label={said.removeOne(plainName(one.name))} onPress={() => removing(one)}>
                  {said.remove}
                </Button>
              )}
            </Row>
          ))}
        </Rows>
      )}
      {isOwner && witnesses.length > 0 && (
        <div className={styles.filters}>
          <Choice
            label={said.howMany}
            options={Array.from({ length: witnesses.length + 1 }, (_, nth) => ({
              value: String(nth),
              label: nth === 0 ? said.none : said.countOf(nth, witnesses.length),
            }))}
            value={String(required)}
            onChange={(value) => {
              const wanted = Number(value);
              if (wanted === required) return;
              ask({
                decision: { kind: 'witnesses', keys: witnesses.map(({ key }) => key), required: wanted },
                title: said.askTitle(wanted),
                words: wanted > required ? said.more : said.fewer,
              });
            }}
          />
        </div>
      )}
      {adding && <AddWitness governance={governance} onClose={() => setAdding(false)} />}
      <Confirm
        title={asked?.title ?? ''}
        isOpen={asked !== undefined}
        confirmLabel={console.sign}
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
  const { console, witness: said } = adminWords;
  const ready = key.trim() !== '';
  return (
    <FormDialog
      title={said.add}
      submitLabel={console.sign}
      isReady={ready}
      action={add}
      onClose={onClose}
      after={
        <>
          <p className={styles.hint}>{said.addHint}</p>
          <Problem problem={add.problem} />
        </>
      }
    >
      <Field
        label={said.key}
        hint={said.keyHint}
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
    </FormDialog>
  );
}

import { type ReactNode, useState } from 'react';
import { useCore } from '#client/bridge/hooks.ts';
import type { AppliesView } from '#client/bridge/port.ts';
import { Button } from '#client/ui/Button.tsx';
import { Notice } from '#client/ui/Notice.tsx';
import { Part } from '#client/ui/Page.tsx';
import { Problem } from '#client/ui/Problem.tsx';
import { plainName } from '#client/ui/plain-name.ts';
import { Sentence } from '#client/ui/Sentence.tsx';
import { fullTime } from '#client/ui/time.ts';
import { say } from '#client/ui/toast.tsx';
import { useAction } from '#client/ui/use-action.ts';
import { adminWords } from '#client/words/admin.ts';
import { words as catalog } from '#client/words/index.ts';
import styles from './Admin.module.css';
import { DeviceList } from './DeviceList.tsx';
import { RecoverOwners } from './RecoverOwners.tsx';
import { Changes, TrailList } from './TrailList.tsx';
import { useAsked } from './use-asked.ts';

/** What the organisation has decided for this person, and everything that its log says of them. */
export function WhatApplies() {
  const core = useCore();
  const { value, problem } = useAsked('what applies', () => core.whatApplies());
  if (value === undefined) return <Problem problem={problem} />;
  const { applies: said, console, policy } = adminWords;
  const { group, fields, signedBy, since, waiting, record, devices, entries, replacedBy } = value;
  return (
    <>
      {replacedBy !== undefined && <Replaced {...replacedBy} />}
      <Part
        title={said.title}
        hint={
          <Sentence
            of={said.hint}
            with={{
              group: <bdi>{plainName(group)}</bdi>,
              names: <bdi>{plainName(catalog.counting.list(signedBy))}</bdi>,
              time: fullTime(since),
            }}
          />
        }
      >
        {waiting !== undefined && (
          <div className={styles.waiting}>
            <p>{said.otherwise(fullTime(waiting.effectiveAt))}</p>
            <Changes changes={waiting.changes} />
          </div>
        )}
        <Details summary={said.everyRule}>
          <dl className={styles.rules}>
            {fields
              .filter(({ heldBy }) => heldBy !== 'nobody')
              .map(({ name, area, title, sentence, words, heldBy, lock }) => (
                <div key={name}>
                  <dt>{title}</dt>
                  <dd>{words}</dd>
                  <dd className={styles.hint}>
                    {[
                      policy.areas[area],
                      ...(heldBy === 'nobody' ? [] : [policy.held[heldBy]]),
                      ...(lock === undefined ? [] : [said.locked]),
                      sentence,
                    ].join(' · ')}
                  </dd>
                </div>
              ))}
          </dl>
        </Details>
      </Part>
      <Part
        title={said.log}
        hint={said.logHint(console.roles[record.role], console.standings[record.standing], fullTime(record.enrolledAt))}
      >
        <DeviceList devices={devices} />
        <Details summary={said.allEntries}>
          <TrailList entries={entries} label={said.entries} />
        </Details>
      </Part>
      <RecoverOwners />
    </>
  );
}

/** Somebody can take this person's place with a link: who has lost nothing ends it here. */
function Replaced({ by, until }: NonNullable<AppliesView['replacedBy']>) {
  const core = useCore();
  const said = adminWords.applies;
  const stop = useAction(
    () => core.stopReset(),
    () => say(said.stopped, said.stoppedNext),
  );
  return (
    <Notice
      tone="danger"
      title={said.replaced}
      action={
        <Button size="s" variant="danger" isPending={stop.pending} onPress={() => stop.run()}>
          {said.stop}
        </Button>
      }
    >
      <Sentence of={said.replacedBy(fullTime(until))} with={{ by: <bdi>{plainName(by)}</bdi> }} />
      <Problem problem={stop.problem} />
    </Notice>
  );
}

/** What is long and seldom read: made when it is opened. */
function Details({ summary, children }: { readonly summary: string; readonly children: ReactNode }) {
  const [open, setOpen] = useState(false);
  return (
    <details className={styles.details} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{summary}</summary>
      {open && children}
    </details>
  );
}

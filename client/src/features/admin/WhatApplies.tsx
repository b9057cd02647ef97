import { type ReactNode, useState } from 'react';
import { useCore } from '#client/bridge/hooks.ts';
import type { AppliesView } from '#client/bridge/port.ts';
import { Button } from '#client/ui/Button.tsx';
import { Notice } from '#client/ui/Notice.tsx';
import { Part } from '#client/ui/Page.tsx';
import { Problem } from '#client/ui/Problem.tsx';
import { plainName } from '#client/ui/plain-name.ts';
import { fullTime } from '#client/ui/time.ts';
import { say } from '#client/ui/toast.tsx';
import { useAction } from '#client/ui/use-action.ts';
import { adminWords } from '#client/words/admin.ts';
import styles from './Admin.module.css';
import { DeviceList } from './DeviceList.tsx';
import { RecoverOwners } from './RecoverOwners.tsx';
import { Changes, TrailList } from './TrailList.tsx';
import { useAsked } from './use-asked.ts';
import { areaWords } from './words.ts';

const held = { others: 'Enforced', 'own-app': 'Cooperative', nobody: '' } as const;

/** What the organisation has decided for this person, and everything that its log says of them. */
export function WhatApplies() {
  const core = useCore();
  const { value, problem } = useAsked('what applies', () => core.whatApplies());
  if (value === undefined) return <Problem problem={problem} />;
  const { group, fields, signedBy, since, waiting, record, devices, entries, replacedBy } = value;
  return (
    <>
      {replacedBy !== undefined && <Replaced {...replacedBy} />}
      <Part
        title="What applies to you"
        hint={
          <>
            The policy of <bdi>{plainName(group)}</bdi>, signed by <bdi>{plainName(signedBy.join(' and '))}</bdi> on{' '}
            {fullTime(since)}. This device has checked the signatures itself.
          </>
        }
      >
        {waiting !== undefined && (
          <div className={styles.waiting}>
            <p>From {fullTime(waiting.effectiveAt)} on, this is otherwise:</p>
            <Changes changes={waiting.changes} />
          </div>
        )}
        <Details summary="Every rule">
          <dl className={styles.rules}>
            {fields
              .filter(({ heldBy }) => heldBy !== 'nobody')
              .map(({ name, area, title, sentence, words, heldBy, lock }) => (
                <div key={name}>
                  <dt>{title}</dt>
                  <dd>{words}</dd>
                  <dd className={styles.hint}>
                    {areaWords[area]} · {held[heldBy]}
                    {lock !== undefined && ' · Locked by the organisation'} · {sentence}
                  </dd>
                </div>
              ))}
          </dl>
        </Details>
      </Part>
      <Part
        title="What the log says of you"
        hint={`${adminWords.console.roles[record.role]}, ${adminWords.console.standings[record.standing].toLowerCase()}, since ${fullTime(record.enrolledAt)}. Everybody in the organisation can see this.`}
      >
        <DeviceList devices={devices} />
        <Details summary="All entries about you">
          <TrailList entries={entries} label="Entries about you" />
        </Details>
      </Part>
      <RecoverOwners />
    </>
  );
}

/** Somebody can take this person's place with a link: who has lost nothing ends it here. */
function Replaced({ by, until }: NonNullable<AppliesView['replacedBy']>) {
  const core = useCore();
  const stop = useAction(
    () => core.stopReset(),
    () => say('The link is dead.', 'Speak with an owner about who asked for it.'),
  );
  return (
    <Notice
      tone="danger"
      title="Somebody can take your place with a link"
      action={
        <Button size="s" variant="danger" isPending={stop.pending} onPress={() => stop.run()}>
          Stop it
        </Button>
      }
    >
      <bdi>{plainName(by)}</bdi> has made it; it works until {fullTime(until)}. Whoever opens it gets new keys in your
      name, and this device is revoked. If you have not lost your devices, stop it now.
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

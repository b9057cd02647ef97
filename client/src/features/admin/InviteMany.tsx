import { Download, Upload } from 'lucide-react';
import { useState } from 'react';
import { FileTrigger, Label, TextArea, TextField } from 'react-aria-components';
import { useCore } from '#client/bridge/hooks.ts';
import type { InvitedMany, InviteLine, MeView, Role } from '#client/bridge/port.ts';
import { told } from '#client/bridge/told.ts';
import { Button } from '#client/ui/Button.tsx';
import { Notice } from '#client/ui/Notice.tsx';
import { Part } from '#client/ui/Page.tsx';
import { type Period, PeriodChoice } from '#client/ui/Period.tsx';
import { Problem } from '#client/ui/Problem.tsx';
import { plainName } from '#client/ui/plain-name.ts';
import { Row, Rows } from '#client/ui/Rows.tsx';
import { saveFile } from '#client/ui/save-file.ts';
import { useAction } from '#client/ui/use-action.ts';
import { adminWords } from '#client/words/admin.ts';
import styles from './Admin.module.css';
import { type CsvLine, LINES_MAX, linksFile, readPeople } from './csv.ts';
import { useAsked } from './use-asked.ts';

/** Those lines of a preview that are drawn: whoever looks for more looks in the file. */
const SHOWN = 200;

/** Invites the people of a file, after showing what would become of each line. */
export function InviteMany({ me }: { readonly me: MeView }) {
  const core = useCore();
  const { value: staff } = useAsked('staff', () => core.staff());
  const [text, setText] = useState('');
  const [period, setPeriod] = useState<Period>('168');
  const [made, setMade] = useState<{ readonly lines: readonly InviteLine[]; readonly answer: InvitedMany }>();
  const roles: readonly Role[] = me.role === 'owner' ? ['member', 'guest', 'admin'] : ['member', 'guest'];
  const people = readPeople(text, { roles, groups: staff?.groups ?? [] });
  const good = people.lines.flatMap(({ invite }) => invite ?? []);
  const bad = people.lines.length - good.length;
  const invite = useAction(
    async (lines: readonly InviteLine[]) => {
      const outcome = await core.inviteMany(lines, Number(period));
      return outcome.ok ? { ok: true, value: { lines, answer: outcome.value } } : outcome;
    },
    (done) => {
      setMade(done);
      setText('');
    },
  );
  const { console, invite: said } = adminWords;
  if (made !== undefined) return <Links {...made} onClose={() => setMade(undefined)} />;
  return (
    <Part
      title={console.places.invite}
      hint={said.hint(LINES_MAX)}
      action={
        <FileTrigger
          acceptedFileTypes={['.csv', 'text/csv', 'text/plain']}
          onSelect={(files) => void files?.[0]?.text().then(setText)}
        >
          <Button icon={<Upload size={16} aria-hidden />}>{said.chooseFile}</Button>
        </FileTrigger>
      }
    >
      <TextField className={styles.area ?? ''} value={text} onChange={setText} autoComplete="off">
        <Label className={styles.areaLabel ?? ''}>{said.people}</Label>
        <TextArea className={styles.areaText ?? ''} rows={6} spellCheck="false" dir="auto" placeholder={said.example} />
      </TextField>
      {text.trim() !== '' && people.error !== undefined && (
        <Notice tone="danger" title={people.error} announce>
          {said.changeList}
        </Notice>
      )}
      {people.lines.length > 0 && (
        <>
          <p className={styles.hint} role="status">
            {bad > 0 ? said.canAndCannot(good.length, bad) : said.can(good.length)}
          </p>
          <Preview lines={people.lines} />
          <div className={styles.filters}>
            <PeriodChoice label={said.linksWorkFor} value={period} onChange={setPeriod} />
          </div>
          <Problem problem={invite.problem} />
          <Button
            variant="primary"
            isDisabled={good.length === 0}
            isPending={invite.pending}
            onPress={() => invite.run(good)}
          >
            {said.send(good.length)}
          </Button>
        </>
      )}
    </Part>
  );
}

function Preview({ lines }: { readonly lines: readonly CsvLine[] }) {
  // What has to be mended stands first.
  const sorted = [...lines].sort((left, right) => Number(left.error === undefined) - Number(right.error === undefined));
  return (
    <Rows label={adminWords.console.preview}>
      {sorted.slice(0, SHOWN).map(({ number, name, group, error, invite }) => (
        <Row
          key={number}
          before={<span className={styles.hint}>{number}</span>}
          name={plainName(name)}
          hint={
            invite === undefined ? (
              <span className={styles.error}>{error}</span>
            ) : (
              [adminWords.console.roles[invite.role].toLocaleLowerCase(), ...(group === '' ? [] : [group])].join(' · ')
            )
          }
        />
      ))}
      {lines.length > SHOWN && <li className={styles.hint}>{adminWords.invite.andMore(lines.length - SHOWN)}</li>}
    </Rows>
  );
}

function Links({
  lines,
  answer: { made, problem },
  onClose,
}: {
  readonly lines: readonly InviteLine[];
  readonly answer: InvitedMany;
  readonly onClose: () => void;
}) {
  const [saved, setSaved] = useState(false);
  const said = adminWords.invite;
  const rest = problem && told(problem);
  const rows = made.map(({ line, link }) => ({ name: lines[line]?.name ?? '', link }));
  return (
    <Part title={said.made(made.length)}>
      {rest !== undefined && <Problem problem={{ ...rest, sentence: said.restFailed(rest.sentence) }} />}
      <Notice tone="warning" title={said.onlyNow}>
        {said.onlyNowNext}
      </Notice>
      <div className={styles.buttons}>
        <Button
          variant="primary"
          icon={<Download size={16} aria-hidden />}
          onPress={() => {
            saveFile('tacit-invitations.csv', new TextEncoder().encode(linksFile(rows)), 'text/csv');
            setSaved(true);
          }}
        >
          {said.save}
        </Button>
        <Button isDisabled={!saved} onPress={onClose}>
          {adminWords.console.done}
        </Button>
      </div>
    </Part>
  );
}

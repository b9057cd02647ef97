import { Download } from 'lucide-react';
import { useState } from 'react';
import { useCore } from '#client/bridge/hooks.ts';
import type { TrailArea, TrailQuery } from '#client/bridge/port.ts';
import { Button } from '#client/ui/Button.tsx';
import { Choice } from '#client/ui/Choice.tsx';
import { Field } from '#client/ui/Field.tsx';
import { Part } from '#client/ui/Page.tsx';
import { Problem } from '#client/ui/Problem.tsx';
import { SearchBox } from '#client/ui/SearchBox.tsx';
import { saveFile } from '#client/ui/save-file.ts';
import { say } from '#client/ui/toast.tsx';
import { useAction } from '#client/ui/use-action.ts';
import { adminWords } from '#client/words/admin.ts';
import { words } from '#client/words/index.ts';
import styles from './Admin.module.css';
import { TrailList } from './TrailList.tsx';
import { useAsked } from './use-asked.ts';

const PAGE = 50;
const MOST = 500;
const DAY = 24 * 3_600_000;

const areas: readonly TrailArea[] = ['people', 'devices', 'invitations', 'policy', 'organisation'];

/** The beginning of a local day that was typed as YYYY-MM-DD; undefined where it is none. */
function dayStart(text: string): number | undefined {
  const at = /^\d{4}-\d{2}-\d{2}$/.test(text) ? new Date(`${text}T00:00`).getTime() : Number.NaN;
  return Number.isNaN(at) ? undefined : at;
}

/** Who did what and when: the log is the audit log, and there is no other. */
export function LogPart() {
  const core = useCore();
  const said = adminWords.trail;
  const [typed, setTyped] = useState('');
  const [area, setArea] = useState<TrailArea | 'all'>('all');
  const [days, setDays] = useState({ from: '', to: '' });
  const [limit, setLimit] = useState(PAGE);
  const [from, to] = [dayStart(days.from), dayStart(days.to)];
  const query: TrailQuery = {
    ...(typed.trim() === '' ? {} : { words: typed }),
    ...(area === 'all' ? {} : { area }),
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to: to + DAY }),
  };
  const { value: page, problem } = useAsked(`trail ${limit} ${JSON.stringify(query)}`, () => core.trail(query, limit));
  const save = useAction(
    async (format: 'csv' | 'jsonl' | 'log') => {
      const outcome = await (format === 'log' ? core.exportLog() : core.exportTrail(query, format));
      return outcome.ok ? { ok: true, value: { format, bytes: outcome.value } } : outcome;
    },
    ({ format, bytes }) => {
      if (format === 'log') saveFile('tacit-log.json', bytes, 'application/json');
      else saveFile(`tacit-log.${format}`, bytes, format === 'csv' ? 'text/csv' : 'application/jsonl');
      say(said.saved);
    },
  );
  return (
    <>
      <Part title={said.title} hint={said.hint}>
        <search className={styles.filters} aria-label={said.which}>
          <SearchBox
            label={said.search}
            placeholder={said.searchHint}
            className={styles.search}
            value={typed}
            onChange={setTyped}
          />
          <Choice
            label={said.about}
            options={[
              { value: 'all', label: said.everything } as const,
              ...areas.map((value) => ({ value, label: said.areas[value] })),
            ]}
            value={area}
            onChange={setArea}
          />
          <Field
            label={said.from}
            type="date"
            value={days.from}
            onChange={(value) => setDays({ ...days, from: value })}
          />
          <Field label={said.until} type="date" value={days.to} onChange={(value) => setDays({ ...days, to: value })} />
        </search>
        <Problem problem={problem} />
        <p className={styles.hint} role="status">
          {page !== undefined && said.found(page.found)}
        </p>
        {page !== undefined && <TrailList entries={page.entries} label={said.list} />}
        {page !== undefined && page.entries.length < page.found && limit < MOST && (
          <Button onPress={() => setLimit(Math.min(MOST, limit + 2 * PAGE))}>{words.shared.showMore}</Button>
        )}
        {page !== undefined && page.found > MOST && limit >= MOST && <p className={styles.hint}>{said.newest(MOST)}</p>}
      </Part>
      <Part title={said.take} hint={said.takeHint}>
        <div className={styles.buttons}>
          <Button icon={<Download size={16} aria-hidden />} onPress={() => save.run('csv')}>
            {said.saveCsv}
          </Button>
          <Button icon={<Download size={16} aria-hidden />} onPress={() => save.run('jsonl')}>
            {said.saveLines}
          </Button>
          <Button icon={<Download size={16} aria-hidden />} onPress={() => save.run('log')}>
            {said.saveLog}
          </Button>
        </div>
        <Problem problem={save.problem} />
      </Part>
    </>
  );
}

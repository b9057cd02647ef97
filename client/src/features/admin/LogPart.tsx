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
import styles from './Admin.module.css';
import { TrailList } from './TrailList.tsx';
import { useAsked } from './use-asked.ts';
import { trailAreas } from './words.ts';

const PAGE = 50;
const MOST = 500;
const DAY = 24 * 3_600_000;

const areas = [
  { value: 'all', label: 'Everything' },
  ...(Object.keys(trailAreas) as TrailArea[]).map((value) => ({ value, label: trailAreas[value] })),
] as const;

/** The beginning of a local day that was typed as YYYY-MM-DD; undefined where it is none. */
function dayStart(text: string): number | undefined {
  const at = /^\d{4}-\d{2}-\d{2}$/.test(text) ? new Date(`${text}T00:00`).getTime() : Number.NaN;
  return Number.isNaN(at) ? undefined : at;
}

/** Who did what and when: the log is the audit log, and there is no other. */
export function LogPart() {
  const core = useCore();
  const [words, setWords] = useState('');
  const [area, setArea] = useState<TrailArea | 'all'>('all');
  const [days, setDays] = useState({ from: '', to: '' });
  const [limit, setLimit] = useState(PAGE);
  const [from, to] = [dayStart(days.from), dayStart(days.to)];
  const query: TrailQuery = {
    ...(words.trim() === '' ? {} : { words }),
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
      say('The file was saved.');
    },
  );
  return (
    <>
      <Part title="The log" hint="Everything that was decided, by whom and when. Signed, and the same for everybody.">
        <search className={styles.filters} aria-label="Which entries">
          <SearchBox
            label="Search the log"
            placeholder="Words, names, kinds"
            className={styles.search}
            value={words}
            onChange={setWords}
          />
          <Choice label="About" options={areas} value={area} onChange={setArea} />
          <Field label="From" type="date" value={days.from} onChange={(value) => setDays({ ...days, from: value })} />
          <Field label="Until" type="date" value={days.to} onChange={(value) => setDays({ ...days, to: value })} />
        </search>
        <Problem problem={problem} />
        <p className={styles.hint} role="status">
          {page !== undefined && (page.found === 1 ? '1 entry' : `${page.found.toLocaleString()} entries`)}
        </p>
        {page !== undefined && <TrailList entries={page.entries} label="Entries of the log" />}
        {page !== undefined && page.entries.length < page.found && limit < MOST && (
          <Button onPress={() => setLimit(Math.min(MOST, limit + 2 * PAGE))}>Show more</Button>
        )}
        {page !== undefined && page.found > MOST && limit >= MOST && (
          <p className={styles.hint}>These are the newest {MOST}. Narrow the search, or save all of them as a file.</p>
        )}
      </Part>
      <Part
        title="Take it away"
        hint="The first two hold what is found above, for other programs. The verifiable file holds the whole log with the server’s signature, and can be judged on another machine without the server."
      >
        <div className={styles.buttons}>
          <Button icon={<Download size={16} aria-hidden />} onPress={() => save.run('csv')}>
            Save as CSV
          </Button>
          <Button icon={<Download size={16} aria-hidden />} onPress={() => save.run('jsonl')}>
            Save as JSON Lines
          </Button>
          <Button icon={<Download size={16} aria-hidden />} onPress={() => save.run('log')}>
            Save the verifiable log
          </Button>
        </div>
        <Problem problem={save.problem} />
      </Part>
    </>
  );
}

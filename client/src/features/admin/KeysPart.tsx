import { useCore } from '#client/bridge/hooks.ts';
import type { KeyHealthView } from '#client/bridge/port.ts';
import { Part } from '#client/ui/Page.tsx';
import { Problem } from '#client/ui/Problem.tsx';
import { plainName } from '#client/ui/plain-name.ts';
import { adminWords } from '#client/words/admin.ts';
import styles from './Admin.module.css';
import { certificatesByMonth, freshness, suiteShares } from './key-pictures.ts';
import { useAsked } from './use-asked.ts';

/** How fresh the keys are, as pictures: of the conversations of this device, and of everybody's certificates. */
export function KeysPart() {
  const core = useCore();
  const { value, problem } = useAsked('key health', () => core.keyHealth());
  if (value === undefined) return <Problem problem={problem} />;
  return (
    <>
      <p className={styles.hint}>{adminWords.keys.hint}</p>
      <Rooms health={value} />
      <Suites health={value} />
      <Certificates health={value} />
    </>
  );
}

function Rooms({ health }: { readonly health: KeyHealthView }) {
  const { rooms, inactiveDays } = health;
  const said = adminWords.keys;
  return (
    <Part title={said.oldest} hint={said.oldestHint(inactiveDays)}>
      {rooms.length === 0 && <p className={styles.hint}>{said.noConversation}</p>}
      <ul className={styles.healthRows} aria-label={said.oldest}>
        {rooms.map((room, place) => {
          const { share, days, tone } = freshness(room.oldestAt, health);
          const words = days === undefined ? said.nobodySays : said.age(days);
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: titles may repeat, and nothing here has a state
            <li key={place}>
              <span className={styles.healthTitle}>
                <bdi>{plainName(room.title)}</bdi>
              </span>
              <svg
                className={styles.healthBar}
                viewBox="0 0 100 6"
                preserveAspectRatio="none"
                aria-hidden
                focusable="false"
              >
                <rect width="100" height="6" rx="1" className={styles.healthTrack} />
                <rect
                  width={Math.max(1, share * 100)}
                  height="6"
                  rx="1"
                  data-tone={tone}
                  className={styles.healthFill}
                />
              </svg>
              <span className={styles.hint}>{words}</span>
            </li>
          );
        })}
      </ul>
    </Part>
  );
}

function Suites({ health }: { readonly health: KeyHealthView }) {
  const shares = suiteShares(health);
  const { suites, suiteNames, suiteCount } = adminWords.keys;
  const words = adminWords.console.names(
    shares.map(({ suite, count }) => suiteCount(suiteNames[suite] ?? suite, count)),
  );
  if (shares.length === 0) return null;
  return (
    <Part title={suites} hint={words}>
      <svg className={styles.healthWide} viewBox="0 0 100 6" preserveAspectRatio="none" role="img" aria-label={words}>
        {shares.map(({ suite, from, share }) => (
          <rect
            key={suite}
            x={from * 100}
            width={share * 100}
            height="6"
            data-tone={suite === 'x-wing' ? 'good' : 'late'}
            className={styles.healthFill}
          />
        ))}
      </svg>
    </Part>
  );
}

function Certificates({ health }: { readonly health: KeyHealthView }) {
  const months = certificatesByMonth(health);
  const most = Math.max(1, ...months);
  const soon = months[0] ?? 0;
  const all = health.certificates.length;
  const said = adminWords.keys;
  const words = said.ending(all, soon);
  return (
    <Part title={said.certificates} hint={said.certificatesHint}>
      <svg className={styles.healthMonths} viewBox="0 0 120 40" role="img" aria-label={words}>
        <line x1="0" x2="120" y1="39.5" y2="39.5" className={styles.healthLine} />
        {months.map((count, month) => {
          const height = (count / most) * 36;
          return (
            <rect
              // biome-ignore lint/suspicious/noArrayIndexKey: a month is its place
              key={month}
              x={month * (120 / months.length) + 1}
              y={39 - height}
              width={120 / months.length - 2}
              height={height}
              data-tone={month === 0 ? 'late' : 'good'}
              className={styles.healthFill}
            />
          );
        })}
      </svg>
      <p className={styles.hint}>{words}.</p>
    </Part>
  );
}

import clsx from 'clsx';
import { ChartBarBig, Check } from 'lucide-react';
import { type CSSProperties, useState } from 'react';
import {
  Button as AriaButton,
  Checkbox,
  CheckboxGroup,
  Dialog,
  DialogTrigger,
  Popover,
  Radio,
  RadioGroup,
} from 'react-aria-components';
import type { PollView } from '#client/bridge/port.ts';
import { Button } from '#client/ui/Button.tsx';
import hidden from '#client/ui/hidden.module.css';
import popover from '#client/ui/popover.module.css';
import { Sentence } from '#client/ui/Sentence.tsx';
import { distance, fullTime } from '#client/ui/time.ts';
import { useNow } from '#client/ui/use-now.ts';
import { words } from '#client/words/index.ts';
import type { UserId } from '#shared/ids/index.ts';
import people from '../PeopleList.module.css';
import { PeopleList } from '../PeopleList.tsx';
import { answerWords, isOver, ownVote, votersOf } from './poll-words.ts';
import styles from './polls.module.css';

/** How often it is looked whether a poll has ended by itself, in ms. The core looks again when somebody votes. */
const LOOK_MS = 20_000;

export interface PollCardProps {
  readonly poll: PollView;
  /** In words, for who hears it. */
  readonly question: string;
  readonly nameOf: (id: UserId) => string;
  /** Whether this person can still say something here. */
  readonly mayVote: boolean;
  readonly onVote: (chosen: readonly number[]) => void;
}

/** A poll under its question: the answers with what was voted for each, and the own vote. */
export function PollCard({ poll, question, nameOf, mayVote, onVote }: PollCardProps) {
  const now = useNow(LOOK_MS);
  const over = isOver(poll, now);
  const mine = ownVote(poll);
  const [picked, setPicked] = useState<readonly number[]>();
  const chosen = picked ?? mine;
  const isOther = chosen.join() !== mine.join();
  const voters = votersOf(poll);
  const vote = (places: readonly number[]) => {
    onVote(places);
    setPicked(undefined);
  };
  const pick = (values: readonly string[]) => setPicked(values.map(Number).sort((left, right) => left - right));
  const lines = poll.answers.map((answer, place) => ({
    value: String(place),
    said: answerWords(answer),
    line: <Line key={answer.text} answer={answer} of={voters.length} />,
  }));
  const label = words.votes.pollOf(question);
  return (
    <div className={styles.poll}>
      <p className={styles.kind}>
        <ChartBarBig size={13} aria-hidden />
        <span>{poll.multiple ? words.votes.several : words.votes.one}</span>
        {over ? (
          <strong className={styles.over}>{words.votes.closed}</strong>
        ) : (
          poll.endsAt !== undefined && (
            <span title={fullTime(poll.endsAt)}>
              ·{' '}
              <Sentence
                of={words.votes.closes}
                with={{
                  when: <time dateTime={new Date(poll.endsAt).toISOString()}>{distance(poll.endsAt, now)}</time>,
                }}
              />
            </span>
          )
        )}
      </p>
      {over || !mayVote ? (
        <ul className={styles.answers} aria-label={label}>
          {lines.map(({ value, said, line }) => (
            <li key={value} className={clsx(styles.answer, poll.answers[Number(value)]?.mine === true && styles.mine)}>
              <span className={hidden.hidden}>{said}</span>
              {line}
            </li>
          ))}
        </ul>
      ) : poll.multiple ? (
        <CheckboxGroup
          className={clsx(styles.answers)}
          aria-label={label}
          value={chosen.map(String)}
          onChange={(values) => pick(values)}
        >
          {lines.map(({ value, said, line }) => (
            <Checkbox key={value} value={value} aria-label={said} className={clsx(styles.answer, styles.choice)}>
              <span className={styles.box} aria-hidden>
                <Check size={12} strokeWidth={3} />
              </span>
              {line}
            </Checkbox>
          ))}
        </CheckboxGroup>
      ) : (
        <RadioGroup
          className={clsx(styles.answers)}
          aria-label={label}
          value={chosen[0] === undefined ? null : String(chosen[0])}
          onChange={(value) => pick([value])}
        >
          {lines.map(({ value, said, line }) => (
            <Radio key={value} value={value} aria-label={said} className={clsx(styles.answer, styles.choice)}>
              <span className={clsx(styles.box, styles.round)} aria-hidden />
              {line}
            </Radio>
          ))}
        </RadioGroup>
      )}
      <div className={styles.foot}>
        {!over && mayVote && (mine.length === 0 || isOther) && (
          <Button size="s" variant="primary" isDisabled={!isOther} onPress={() => vote(chosen)}>
            {mine.length === 0 ? words.votes.vote : chosen.length === 0 ? words.votes.takeBack : words.votes.change}
          </Button>
        )}
        {voters.length === 0 ? (
          <span className={styles.none}>{over ? words.votes.nobody : words.votes.nobodyYet}</span>
        ) : (
          <DialogTrigger>
            <AriaButton className={clsx(styles.voters)}>{words.votes.voted(voters.length)}</AriaButton>
            <Popover className={clsx(popover.popover, people.popover)} placement="top start">
              <Dialog className={clsx(people.dialog)} aria-label={words.votes.who}>
                {poll.answers.map(({ text, by }) => (
                  <PeopleList key={text} title={text} people={by.map(nameOf)} />
                ))}
              </Dialog>
            </Popover>
          </DialogTrigger>
        )}
        {!over && mayVote && mine.length > 0 && !isOther && (
          <span className={styles.last}>
            <Button size="s" variant="quiet" onPress={() => vote([])}>
              {words.votes.takeBack}
            </Button>
          </span>
        )}
      </div>
    </div>
  );
}

/** One answer, and what was voted for it, as it is drawn. */
function Line({
  answer: { text, by, mine },
  of,
}: {
  readonly answer: PollView['answers'][number];
  readonly of: number;
}) {
  const share = of === 0 ? 0 : Math.round((by.length / of) * 100);
  return (
    <span className={styles.line} aria-hidden>
      <span className={styles.words}>
        <bdi className={styles.text}>{text}</bdi>
        {mine && <Check size={14} className={styles.own} />}
        <span className={styles.count}>{by.length}</span>
      </span>
      <span className={styles.track}>
        <span className={styles.bar} style={{ '--share': `${share}%` } as CSSProperties} />
      </span>
    </span>
  );
}

import { useEffect, useRef } from 'react';
import { useLater, useRightTime } from '#client/bridge/hooks.ts';
import { momentWords } from '#client/ui/moments.ts';
import { say } from '#client/ui/toast.tsx';
import { words } from '#client/words/index.ts';

/** Says at once, wherever one is in the app, what was sent late and of what one wanted to be reminded. */
export function useTold(onShow: () => void): void {
  const { scheduled, reminders } = useLater();
  const rightTime = useRightTime();
  const known = useRef(new Set<string>());
  useEffect(() => {
    const now = rightTime();
    const isNew = (id: string) => {
      const fresh = !known.current.has(id);
      known.current.add(id);
      return fresh;
    };
    const action = { label: words.scheduled.show, run: onShow };
    for (const one of scheduled) {
      if (one.kind === 'late' && isNew(one.id)) {
        const [due, sent] = [momentWords(one.dueAt, now), momentWords(one.sentAt, now)];
        say(words.scheduled.late(due, sent), words.scheduled.wasAway, action);
      } else if (one.kind === 'waiting' && one.held !== undefined && isNew(`${one.id} ${one.held}`)) {
        say(words.scheduled.oneHeld, one.held, action);
      }
    }
    const rung = reminders.filter(({ id, dueAt, toldAt }) => toldAt !== undefined && isNew(`${id} ${dueAt}`));
    const [first] = rung;
    if (first === undefined) return;
    const due = words.scheduled.wasDue(momentWords(first.dueAt, now));
    say(
      rung.length === 1 ? words.scheduled.reminder : words.scheduled.reminders(rung.length),
      rung.length === 1 ? due : undefined,
      action,
    );
  }, [scheduled, reminders, rightTime, onShow]);
}

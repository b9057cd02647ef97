/** What the oracle wants of decisions whose weakening others do not hear of a day before. */
import type { Deed } from './deed.ts';
import { at, bothOf, groups, type Past, timelineOf, weakerIn } from './past.ts';

/**
 * Whether what applies to some group would be weaker before `until`, in something, than it would have been then and than it is
 * when the deed is done.
 */
export function isTooSoon(past: Past, deed: Deed, until: number): boolean {
  const org = deed.entry.org;
  const chain = [...past, deed];
  const locks = timelineOf(past, org);
  return groups(past).some((group) => {
    const own = timelineOf(past, group);
    // Where nothing waits, nothing can come sooner than what is decided now.
    if (![...locks, ...own].some(({ from }) => from > deed.entry.at)) return false;
    const [locksThen, ownThen] = [timelineOf(chain, org), timelineOf(chain, group)];
    const before = (time: number) => bothOf(at(own, time), at(locks, time));
    const now = before(deed.entry.at);
    const changes = [locks, locksThen, own, ownThen].flat().map(({ from }) => from);
    return changes.some((time) => {
      if (time <= deed.entry.at || time >= until) return false;
      const then = bothOf(at(ownThen, time), at(locksThen, time));
      const lost = weakerIn(now, then);
      return weakerIn(before(time), then).some((name) => lost.includes(name));
    });
  });
}

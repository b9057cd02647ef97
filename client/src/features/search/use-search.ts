import { useCallback, useEffect, useRef, useState } from 'react';
import { useCore } from '#client/bridge/hooks.ts';
import type { CoreProblem, SearchHit, SearchPage } from '#client/bridge/port.ts';

/** Between two keys of somebody who types fast nothing is asked, in ms. */
const TYPING_MS = 70;
/** How often it is asked again while older messages are being indexed, in ms. */
const AGAIN_MS = 1_500;
/** A page may be short and not the last: so many hits fill the panel. */
const ENOUGH = 30;

interface Found {
  readonly query: string;
  readonly hits: readonly SearchHit[];
  readonly page: SearchPage | undefined;
  readonly problem?: CoreProblem;
}

const nothing: Found = { query: '', hits: [], page: undefined };

/** What the query finds, as it is typed. What a query before it found stays until there is an answer. */
export function useSearch(query: string) {
  const core = useCore();
  const [found, setFound] = useState<Found>(nothing);
  const [isPending, setPending] = useState(false);
  const asked = useRef(0);

  /** Fetches until the panel is full. A later asking ends this one. */
  const ask = useCallback(
    async (before: readonly SearchHit[], from: string | undefined) => {
      asked.current += 1;
      const mine = asked.current;
      setPending(true);
      const hits = [...before];
      let cursor = from;
      do {
        const answer = await core.search(query, cursor);
        if (mine !== asked.current) return;
        if (!answer.ok) {
          setFound({ query, hits, page: undefined, problem: answer.problem });
          break;
        }
        hits.push(...answer.value.hits);
        setFound({ query, hits, page: answer.value });
        cursor = answer.value.cursor;
      } while (cursor !== undefined && hits.length < before.length + ENOUGH);
      setPending(false);
    },
    [core, query],
  );

  useEffect(() => {
    if (query.trim() === '') {
      asked.current += 1;
      setPending(false);
      setFound(nothing);
      return;
    }
    const timer = setTimeout(() => void ask([], undefined), TYPING_MS);
    return () => clearTimeout(timer);
  }, [query, ask]);

  // While the index grows, more may be found; what was added by "Show more" stays as it is.
  const { page, hits } = found;
  const growing = found.query === query && page?.complete === false && !isPending && hits.length <= ENOUGH;
  useEffect(() => {
    if (!growing) return;
    const timer = setTimeout(() => void ask([], undefined), AGAIN_MS);
    return () => clearTimeout(timer);
  }, [growing, ask]);

  const more = useCallback(() => void ask(hits, page?.cursor), [ask, hits, page]);
  return { hits, page, problem: found.problem, isPending, more };
}

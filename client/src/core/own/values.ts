/** Things that stand under a key of their own, and of which the last word counts: preferences, settings, what is saved, and snippets. */
import { canonicalJson } from '#shared/encoding/index.ts';
import { nameOfEntry, type OwnEntry, type OwnKind, type OwnValue } from '../content/own-state.ts';
import type { JournalWriter } from '../groups/journal.ts';
import type { OwnChange, OwnPart } from './part.ts';

export type ValueKind = Exclude<OwnKind, 'draft'>;
type EntryOf<Kind extends ValueKind> = Extract<OwnEntry, { kind: Kind }>;

export interface Values<Kind extends ValueKind> {
  readonly kind: Kind;
  /** What stands here, by key. */
  here(): ReadonlyMap<string, OwnValue<Kind>>;
  /** Whether it is as it would be without anybody's decision: nothing is told of that. */
  isUsual?(key: string, value: unknown): boolean;
  /** Whether it can stand here: what is away with its conversation was not taken away by the person. */
  isHere?(key: string): boolean;
  /** @returns those that can stand here now, and what writes them. */
  bring(entries: readonly EntryOf<Kind>[]): Promise<{
    readonly taken: readonly EntryOf<Kind>[];
    readonly write: (write: JournalWriter) => (() => void) | undefined;
  }>;
}

const bare = (value: unknown): string => canonicalJson(JSON.parse(JSON.stringify(value ?? null)));

export function valuesPart<Kind extends ValueKind>(values: Values<Kind>): OwnPart {
  const { kind } = values;
  // The compiler does not see that kind and value belong together here.
  const change = (key: string, value: unknown) => ({ kind, key, value }) as OwnChange;
  return {
    kinds: new Set([kind]),
    due(known, isApplied) {
      const here = values.here();
      const changes: OwnChange[] = [];
      for (const [key, value] of here) {
        const name = nameOfEntry({ kind, key });
        const entry = known.get(name);
        if (entry === undefined ? values.isUsual?.(key, value) === true : !isApplied(name)) continue;
        if (entry === undefined || bare(entry.value) !== bare(value)) changes.push(change(key, value));
      }
      for (const [name, entry] of known) {
        if (entry.kind !== kind || entry.value === null || here.has(entry.key) || !isApplied(name)) continue;
        if (values.isHere?.(entry.key) !== false) changes.push(change(entry.key, null));
      }
      return changes;
    },
    async bring(_known, fresh) {
      const { taken, write } = await values.bring(fresh as EntryOf<Kind>[]);
      return { names: taken.map(nameOfEntry), write };
    },
  };
}

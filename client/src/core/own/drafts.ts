/**
 * Drafts. Each device writes a version of its own, and says which of the others' it was made from; so of two that were
 * written at the same time none is lost: the newest is shown, and the other one offered beside it.
 */
import type { DeviceId, GroupId } from '#shared/ids/index.ts';
import { areSameWords, bareWords } from '../content/mentions.ts';
import {
  counts,
  livingDrafts,
  nameOfEntry,
  OVER_MAX,
  type OwnEntry,
  type OwnValue,
  parseVersion,
  placeOfDraft,
  type Registers,
  versionOf,
} from '../content/own-state.ts';
import { TEXT_MAX } from '../content/payload.ts';
import { bareDraft, type DraftPlace, isNoDraft, noDraft, putDraftAt } from '../groups/drafts.ts';
import type { Memory } from '../groups/journal.ts';
import type { ConversationRow, Draft } from '../storage/records.ts';
import type { OwnChange, OwnPart } from './part.ts';

type Version = Extract<OwnEntry, { kind: 'draft' }>;
type Over = OwnValue<'draft'>['over'];

interface Place extends DraftPlace {
  readonly name: string;
  readonly versions: readonly Version[];
  readonly local: Draft;
  /** It was deleted: nothing that was to be said there is kept. */
  readonly over: boolean;
}

/** The newest of each device's that a version takes account of. */
function joined(before: Over, seen: readonly string[], self: DeviceId): Over {
  const all = new Map(before.map(({ device, stamp }) => [device, stamp]));
  for (const one of seen.map(parseVersion)) {
    if (one === undefined || one.device === self) continue;
    all.set(one.device, Math.max(all.get(one.device) ?? 0, one.stamp));
  }
  return [...all].map(([device, stamp]) => ({ device, stamp })).slice(-OVER_MAX);
}

export function draftsPart(memory: Memory, self: DeviceId, now: () => number): OwnPart {
  const localAt = (row: ConversationRow, thread: string | undefined): Draft =>
    (thread === undefined ? memory.drafts.get(row.id) : row.threadDrafts?.[thread]) ?? noDraft;

  /** Wherever something is to be said in a conversation that is here, by this device or another. */
  const places = (known: Registers): Map<string, Place> => {
    const versions = new Map<string, Version[]>();
    for (const entry of known.values()) {
      if (entry.kind !== 'draft') continue;
      const name = entry.key.slice(0, entry.key.lastIndexOf(' '));
      versions.set(name, [...(versions.get(name) ?? []), entry]);
    }
    const names = new Set(versions.keys());
    for (const id of memory.drafts.keys()) names.add(id);
    for (const { id, threadDrafts = {} } of memory.conversations.values()) {
      for (const thread of Object.keys(threadDrafts)) names.add(`${id} ${thread}`);
    }
    return new Map(
      [...names].flatMap((name): [string, Place][] => {
        const { conversation, thread } = placeOfDraft(`${name} ${self}`);
        const row = memory.conversations.get(conversation as GroupId);
        if (row === undefined || row.kind === 'own') return [];
        const place = { conversation, ...(thread === undefined ? {} : { thread }) };
        const over = row.status === 'deleted';
        return [[name, { ...place, name, over, versions: versions.get(name) ?? [], local: localAt(row, thread) }]];
      }),
    );
  };

  const dueAt = ({ name, versions, local, over }: Place, isApplied: (name: string) => boolean): OwnChange[] => {
    const own = versions.find(({ device }) => device === self);
    // It has just been noted what stands here, and not yet settled what is to: only what was written since is new.
    if (own !== undefined && !isApplied(nameOfEntry(own)) && areSameWords(local, own.value)) return [];
    const living = livingDrafts(versions);
    const [shown, ...others] = living;
    if (over && shown === undefined) return [];
    const seen = over ? living.map(versionOf) : (local.seen ?? []);
    const isLetGo = others.some((one) => seen.includes(versionOf(one)));
    if (!over && !isLetGo && areSameWords(local, shown?.value ?? noDraft)) return [];
    const mine = own?.value.over ?? [];
    const words = over ? noDraft : bareWords(local);
    // Longer than any message, it could not be sent either.
    if (words.text.length > TEXT_MAX) return [];
    return [{ kind: 'draft', key: `${name} ${self}`, value: { ...bareWords(words), over: joined(mine, seen, self) } }];
  };

  /** What is to stand there, by what all devices have written. */
  const wanted = ({ versions, local }: Place): Draft => {
    const [shown, other] = livingDrafts(versions);
    const newest = shown ?? [...versions].sort((left, right) => (counts(left, right) ? -1 : 1))[0];
    return {
      ...bareWords(shown?.value ?? noDraft),
      // What this device has written itself takes account of what it did before.
      seen: newest === undefined || newest.device === self ? [...(local.seen ?? [])] : [versionOf(newest)],
      ...(other === undefined ? {} : { other: { ...bareWords(other.value), version: versionOf(other) } }),
    };
  };

  return {
    kinds: new Set(['draft']),
    due: (known, isApplied) => [...places(known).values()].flatMap((place) => dueAt(place, isApplied)),
    async bring(known, fresh) {
      const here = places(known);
      const of = (entry: OwnEntry) => here.get(entry.key.slice(0, entry.key.lastIndexOf(' ')));
      const touched = new Set(fresh.flatMap((entry) => of(entry) ?? []));
      return {
        names: fresh.filter((entry) => of(entry) !== undefined).map(nameOfEntry),
        write(write) {
          for (const place of touched) {
            if (place.over) continue;
            const next = wanted(place);
            const isSame = JSON.stringify(bareDraft(next)) === JSON.stringify(bareDraft(place.local));
            if (!isSame || isNoDraft(next) !== isNoDraft(place.local)) putDraftAt(write, place, next, now());
          }
          return undefined;
        },
      };
    },
  };
}

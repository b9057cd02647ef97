/** Looking at the log: what happened, by questions, and as files. */
import type { TrailPage, TrailQuery } from '../port-trail.ts';
import type { OpenCore } from '../session/open-core.ts';
import { Trail } from './trail.ts';
import { csv, jsonLines } from './trail-files.ts';
import { createWording } from './trail-words.ts';

const LIMIT_MAX = 500;

const trails = new WeakMap<OpenCore, Trail>();

/** The log of this core, read as far as somebody has looked. */
export function trailOf(core: OpenCore): Trail {
  const known = trails.get(core);
  if (known !== undefined) return known;
  const trail = new Trail(core.storage.read);
  trails.set(core, trail);
  return trail;
}

async function found(core: OpenCore, query: TrailQuery) {
  const { state } = core.log.replica;
  const rows = await trailOf(core).upTo(state.tree.size);
  const wording = createWording(state);
  return { wording, rows: rows.filter((row) => wording.matches(row, query)) };
}

export async function trailPage(core: OpenCore, query: TrailQuery, limit: number): Promise<TrailPage> {
  const { wording, rows } = await found(core, query);
  const newest = rows.slice(-Math.min(LIMIT_MAX, Math.max(1, limit)));
  return { entries: newest.reverse().map(wording.view), found: rows.length };
}

export async function exportTrail(core: OpenCore, query: TrailQuery, format: 'jsonl' | 'csv'): Promise<Uint8Array> {
  const { wording, rows } = await found(core, query);
  return format === 'csv' ? csv(rows, wording) : jsonLines(rows, wording);
}

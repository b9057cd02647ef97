/**
 * Applies what came in one group, in its order: state, text and cursor of a stretch of envelopes in one transaction, and
 * only then is anything wiped, acknowledged or told.
 */
import { equalBytes } from '#shared/encoding/index.ts';
import type { GroupId } from '#shared/ids/index.ts';
import type { Envelope } from '#shared/wire/index.ts';
import type { Payload } from '../content/payload.ts';
import { isDeleted } from '../content/room-state.ts';
import type { Device, SyncLog } from '../groups/device.ts';
import { applyPendingCommit } from '../groups/pending-commit.ts';
import type { CertifiedDevice } from '../identity/authenticate.ts';
import type { OutboxRow } from '../storage/records.ts';
import { readApplication } from './read-application.ts';
import { readCommit } from './read-commit.ts';
import { Stretch } from './stretch.ts';

/** What the rest of the core has to do about what was applied. */
export interface Applied extends Pick<Stretch, 'found' | 'empty' | 'texts'> {
  /** Until where; everything before it is on the disk. */
  readonly upTo: number;
  /** Why this device cannot go on in this group, if it cannot. */
  readonly lost: string | undefined;
  readonly gossip: readonly { readonly log: NonNullable<Payload['log']>; readonly sender: CertifiedDevice }[];
  readonly reAddRequests: readonly { readonly request: Uint8Array; readonly sequence: number; readonly at: number }[];
}

/**
 * Applies `envelopes`, which follow the cursor without a gap; or, `late`, stand before it, where nothing came when it
 * passed. Only within `exclusive` of the group.
 */
export async function applyEnvelopes(
  device: Device,
  syncLog: SyncLog,
  group: GroupId,
  envelopes: readonly Envelope[],
  late = false,
): Promise<Applied> {
  const stretch = new Stretch(device, group, late);
  const applied = { gossip: [] as Applied['gossip'][number][], reAdd: [] as Applied['reAddRequests'][number][] };
  const result = (lost?: string): Applied => ({
    upTo: stretch.upTo,
    lost,
    gossip: applied.gossip,
    reAddRequests: applied.reAdd,
    texts: stretch.texts,
    found: stretch.found,
    empty: stretch.empty,
  });
  let state = await device.groups.load(group);
  for (const envelope of envelopes) {
    if (state === undefined) return result('there is no state');
    if (envelope.kind === 're-add-request') {
      applied.reAdd.push({ request: envelope.message, sequence: envelope.seq, at: envelope.at });
      stretch.pass(envelope);
    } else if (envelope.kind === 'application') {
      const own = ownJob(device, group, envelope);
      if (own !== undefined) {
        await stretch.sent(own, envelope);
        continue;
      }
      const read = await readApplication(device, state, envelope);
      if (read.kind === 'ahead') {
        if (late) {
          stretch.void(envelope);
          continue;
        }
        await stretch.flush(state);
        return result('a message of an epoch that was not reached');
      }
      await stretch.take(read, envelope);
      if (read.kind === 'read' || read.kind === 'refused') state = read.group;
      if (read.kind === 'read' && read.payload.log !== undefined) {
        applied.gossip.push({ log: read.payload.log, sender: read.sender });
      }
    } else {
      await stretch.flush(state);
      const pending = device.journal.memory.pending.has(group)
        ? await device.journal.read.get('pendingCommits', group)
        : undefined;
      if (pending !== undefined && equalBytes(pending.commit, envelope.message)) {
        await applyPendingCommit(device, pending, { sequence: envelope.seq, at: envelope.at });
        stretch.pass(envelope);
        state = await device.groups.load(group);
        continue;
      }
      const row = device.journal.memory.conversations.get(group);
      if (row === undefined) return result('there is no conversation');
      let read = await readCommit(device, state, row, envelope);
      // It may rest on an entry of the log that this device has not seen: a new colleague, a revoked device.
      if ((read.kind === 'lost' || read.kind === 'forbidden') && (await syncLog())) {
        read = await readCommit(device, state, row, envelope);
      }
      if (read.kind === 'over' || (late && read.kind !== 'commit')) {
        stretch.void(envelope);
        continue;
      }
      if (read.kind === 'lost') return result(read.detail);
      if (read.kind === 'forbidden') {
        await stretch.forbidden(read);
        return result();
      }
      await stretch.commit(read, envelope, row, pending !== undefined);
      if (read.removedSelf || isDeleted(read.room)) return result();
      state = read.group;
    }
  }
  if (state !== undefined) await stretch.flush(state);
  return result();
}

/** The job whose message this is. */
function ownJob(device: Device, group: GroupId, envelope: Envelope): OutboxRow | undefined {
  for (const job of device.journal.memory.outbox.values()) {
    if (job.group === group && job.ready !== undefined && equalBytes(job.ready.message, envelope.message)) return job;
  }
  return undefined;
}

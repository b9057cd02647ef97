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
import type { MlsGroup } from '../mls/group.ts';
import type { OutboxRow } from '../storage/records.ts';
import { type Read, readApplication } from './read-application.ts';
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
  const read = new Map<Envelope, ReadAhead>();
  for (const [index, envelope] of envelopes.entries()) {
    if (state === undefined) return result('there is no state');
    if (envelope.kind === 're-add-request') {
      applied.reAdd.push({ request: envelope.message, sequence: envelope.seq, at: envelope.at });
      stretch.pass(envelope);
    } else if (envelope.kind === 'application') {
      if (!read.has(envelope)) {
        const ahead = await readAhead(device, group, state, envelopes.slice(index));
        for (const each of ahead) read.set(...each);
        await stretch.expect(ahead.map(([, each]) => each));
      }
      const one = read.get(envelope);
      if (one === undefined) throw new Error('a message was not read');
      if (one.kind === 'own') {
        await stretch.sent(one.job, envelope);
        continue;
      }
      if (one.kind === 'ahead') {
        if (late) {
          stretch.void(envelope);
          continue;
        }
        await stretch.flush(state);
        return result('a message of an epoch that was not reached');
      }
      await stretch.take(one, envelope);
      if (one.kind === 'read' || one.kind === 'refused') state = one.group;
      if (one.kind === 'read' && one.payload.log !== undefined) {
        applied.gossip.push({ log: one.payload.log, sender: one.sender });
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

type ReadAhead = Read | { readonly kind: 'own'; readonly job: OutboxRow };

/**
 * Decrypts the messages that come first, up to what is none, so that what has to be looked up for them is looked up for all at
 * once: each for itself, that takes longer than decrypting.
 */
async function readAhead(
  device: Device,
  group: GroupId,
  state: MlsGroup,
  envelopes: readonly Envelope[],
): Promise<(readonly [Envelope, ReadAhead])[]> {
  const all: (readonly [Envelope, ReadAhead])[] = [];
  let current = state;
  for (const envelope of envelopes) {
    if (envelope.kind !== 'application') break;
    // Asked once: its answer may come meanwhile, after which nothing tells any more that it is ours.
    const job = ownJob(device, group, envelope);
    const one: ReadAhead = job === undefined ? await readApplication(device, current, envelope) : { kind: 'own', job };
    all.push([envelope, one]);
    if (one.kind === 'ahead') break;
    if (one.kind === 'read' || one.kind === 'refused') current = one.group;
  }
  return all;
}

/** The job whose message this is. */
function ownJob(device: Device, group: GroupId, envelope: Envelope): OutboxRow | undefined {
  for (const job of device.journal.memory.outbox.values()) {
    if (job.group === group && job.ready !== undefined && equalBytes(job.ready.message, envelope.message)) return job;
  }
  return undefined;
}

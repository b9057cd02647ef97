/**
 * Changes a group by one commit: planned from what the group is, judged by the gate, stored with what it leads to, and
 * then offered to the relay, which accepts one per epoch.
 */
import type { GroupId } from '#shared/ids/index.ts';
import { encodeRoomState, type RoomState, roomStateText } from '../content/room-state.ts';
import { wipe } from '../crypto/primitives.ts';
import {
  type Device,
  living,
  type MemberDevice,
  orgOf,
  recognise,
  recognisedMembers,
  roomStateHash,
  roomStateOf,
} from '../groups/device.ts';
import { applyPendingCommit, dropPendingCommit } from '../groups/pending-commit.ts';
import { Refused, refusedBy } from '../groups/refused.ts';
import { encryptStored, newPayload, sendReady } from '../groups/speak.ts';
import type { CertifiedDevice } from '../identity/authenticate.ts';
import type { CommitCandidate } from '../mls/engine.ts';
import type { MlsGroup } from '../mls/group.ts';
import { judgeCommit } from '../policy/gate.ts';
import type { ConversationRow, PendingCommitRow } from '../storage/records.ts';
import { TransportError } from '../transport/errors.ts';
import type { ClaimedDevice } from './claim.ts';

export interface Change {
  readonly add?: readonly ClaimedDevice[];
  /** Leaves. */
  readonly remove?: readonly number[];
  readonly room?: RoomState;
}

/** What a plan is made from. */
export interface Standing {
  readonly row: ConversationRow;
  readonly room: RoomState;
  readonly group: MlsGroup;
  readonly members: readonly MemberDevice[];
}

/** Decides what to change; undefined: nothing is left to do. */
export type Plan = (standing: Standing) => Promise<Change | undefined> | Change | undefined;

export type CommitOutcome =
  | { readonly kind: 'done' }
  /** Somebody else was faster: apply that, then plan again. */
  | { readonly kind: 'stale' }
  /** Nobody knows yet. It is settled when the relay is heard again. */
  | { readonly kind: 'unknown' }
  /** There is no state to change: what lay on the disk is gone or damaged, or is one that the others are not in. */
  | { readonly kind: 'lost' }
  | { readonly kind: 'refused'; readonly why: Refused };

/** Commits what `plan` wants. Takes the group for itself meanwhile. */
export function commitChange(device: Device, id: GroupId, plan: Plan): Promise<CommitOutcome> {
  return device.groups.exclusive(id, async () => {
    try {
      if (device.journal.memory.pending.has(id)) {
        const settled = await settlePending(device, id);
        // One that the relay has refused is over, and says nothing of what is wanted now.
        if (settled.kind !== 'done' && settled.kind !== 'refused') return settled;
      }
      const row = device.journal.memory.conversations.get(id);
      const group = await device.groups.load(id);
      if (row === undefined) throw new Refused('not-found');
      if (group === undefined) return { kind: 'lost' };
      const room = roomStateOf(row);
      const standing = { row, room, group, members: recognisedMembers(device, group) };
      const change = await plan(standing);
      if (change === undefined) return { kind: 'done' };
      const { pending, spent } = await storeCommit(device, id, standing, change);
      const outcome = await offerToRelay(device, pending);
      // Not before: while the commit can still lose, the state that it was made from needs these secrets.
      if (outcome.kind === 'done') wipe(...spent);
      return outcome;
    } catch (error) {
      // What announces a commit can come too late as well.
      if (error instanceof TransportError && error.code === 'stale-epoch') return { kind: 'stale' };
      return { kind: 'refused', why: refusedBy(error) };
    }
  });
}

/** Offers a stored commit once more. Takes the group for itself meanwhile. */
export function retryPending(device: Device, id: GroupId): Promise<CommitOutcome> {
  return device.groups.exclusive(id, () => settlePending(device, id));
}

async function settlePending(device: Device, id: GroupId): Promise<CommitOutcome> {
  const pending = await device.journal.read.get('pendingCommits', id);
  return pending === undefined ? { kind: 'done' } : offerToRelay(device, pending);
}

/** Makes the commit and puts it on the disk with what it leads to. */
async function storeCommit(
  device: Device,
  id: GroupId,
  standing: Standing,
  change: Change,
): Promise<{ readonly pending: PendingCommitRow; readonly spent: readonly Uint8Array[] }> {
  const { row, room, members } = standing;
  const { add = [], remove = [] } = change;
  const after = change.room ?? room;
  // Nobody is told of what would not be allowed.
  if (change.room !== undefined) judgeRoom(device, standing, after);
  const group =
    change.room === undefined ? standing.group : await announce(device, id, standing.group, roomStateText(after));
  const candidate = await device.engine.commit(group, {
    add: add.map(({ keyPackage }) => keyPackage),
    remove,
    ...(change.room === undefined ? {} : { roomStateHash: roomStateHash(after) }),
    ...(add.length === 0 ? {} : { roomState: encodeRoomState(after) }),
  });
  const removed = members.filter(({ leaf }) => remove.includes(leaf)).map(withoutLeaf);
  judgeOwn(device, row, candidate, room, after);
  const added = add.map(({ device: one, user }) => ({ device: one, user }));
  const pending = await device.groups.save(id, candidate.base, (write) => {
    const stored: PendingCommitRow = {
      group: id,
      epoch: String(group.epoch),
      clientSequence: write.takeClientSequence(),
      commit: candidate.commit,
      ...(candidate.welcome === undefined ? {} : { welcome: candidate.welcome }),
      welcomeTo: added.map((one) => one.device),
      rosterAdd: added.map((one) => one.device),
      rosterRemove: removed.map((one) => one.device),
      roomState: roomStateText(after),
      members: recognisedMembers(device, candidate.group).map(withoutLeaf),
      added,
      removed,
      state: device.engine.encodeState(candidate.group, candidate.base).map(({ key, bytes }) => ({ key, bytes })),
    };
    write.put('pendingCommits', stored);
    return stored;
  });
  return { pending, spent: candidate.spent };
}

const withoutLeaf = ({ device, user }: CertifiedDevice): CertifiedDevice => ({ device, user });

/** Our own commit goes through the gate that all others will put it through. @throws Refused. */
function judgeOwn(
  device: Device,
  row: ConversationRow,
  { group, diff }: CommitCandidate,
  before: RoomState,
  after: RoomState,
): void {
  const verdict = judgeCommit(
    {
      committer: { device: device.self.device, user: device.self.user },
      added: diff.added.map((one) => recognise(device, one)),
      removed: diff.removed.map((one) => living(device, one)),
      size: device.engine.members(group).length,
      suite: group.suite,
      before,
      after,
    },
    { state: orgOf(device), leaving: new Set(row.leaving ?? []), now: device.now() },
  );
  if (!verdict.allowed) throw new Refused('not-allowed', verdict.sentence);
}

function judgeRoom(device: Device, { row, members, group, room }: Standing, after: RoomState): void {
  const { self } = device;
  const committer = { device: self.device, user: self.user };
  const change = { committer, added: [], removed: [], size: members.length, suite: group.suite, before: room, after };
  const verdict = judgeCommit(change, {
    state: orgOf(device),
    leaving: new Set(row.leaving ?? []),
    now: device.now(),
  });
  if (!verdict.allowed) throw new Refused('not-allowed', verdict.sentence);
}

/** Tells the members which room state the commit will stand for. @returns the group after it. @throws TransportError. */
async function announce(device: Device, id: GroupId, group: MlsGroup, state: string): Promise<MlsGroup> {
  const [ready] = await encryptStored(device, id, group, [
    newPayload(device, { kind: 'room-state', state }, undefined),
  ]);
  if (ready !== undefined) await sendReady(device, id, ready);
  const after = await device.groups.load(id);
  if (after === undefined) throw new Refused('not-found');
  return after;
}

async function offerToRelay(device: Device, pending: PendingCommitRow): Promise<CommitOutcome> {
  const { group, welcome } = pending;
  const forget = () => device.journal.record((write) => dropPendingCommit(write, { group }));
  try {
    const { seq } = await device.call('group.commit', {
      group,
      epoch: BigInt(pending.epoch),
      message: pending.commit,
      clientSeq: pending.clientSequence,
      ...(welcome === undefined ? {} : { welcome }),
      welcomeTo: pending.welcomeTo,
      rosterAdd: pending.rosterAdd,
      rosterRemove: pending.rosterRemove,
    });
    const cursor = device.journal.memory.cursors.get(group) ?? 0;
    await applyPendingCommit(device, pending, { sequence: seq ?? cursor, at: device.now() });
    return { kind: 'done' };
  } catch (error) {
    if (!(error instanceof TransportError)) throw error;
    if (error.isUncertain || error.code === 'offline') return { kind: 'unknown' };
    await forget();
    if (error.code === 'stale-epoch') return { kind: 'stale' };
    // The relay has said before that it took a commit of ours, and has not.
    if (error.code === 'epoch-ahead') return { kind: 'lost' };
    return { kind: 'refused', why: refusedBy(error) };
  }
}

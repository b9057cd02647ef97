/**
 * Our own commit between leaving and being known to be accepted. What it leads to is on the disk before it leaves, so that
 * no crash and no lost answer throws this device out of its group.
 */
import { isDeleted, parseRoomStateText } from '../content/room-state.ts';
import type { PendingCommitRow } from '../storage/records.ts';
import { type CommitFacts, commitEffects } from './commit-effects.ts';
import type { Device } from './device.ts';
import { beginErasing, deletedRow } from './erase.ts';
import type { JournalWriter } from './journal.ts';
import { noteRemoval } from './removals.ts';

/** The relay has accepted it: the group goes on from what it leads to. Only within `exclusive`. */
export async function applyPendingCommit(
  device: Device,
  pending: PendingCommitRow,
  placed: { readonly sequence: number; readonly at: number },
): Promise<void> {
  const { group } = pending;
  const { self, groups } = device;
  const room = parseRoomStateText(pending.roomState);
  if (isDeleted(room)) {
    const before = device.journal.memory.conversations.get(group);
    const facts = { by: self.user, at: placed.at, epoch: BigInt(pending.epoch) + 1n };
    if (before !== undefined) await beginErasing(device, deletedRow(before, self.user, facts));
    return;
  }
  const removesSelf = !pending.members.some((one) => one.device === self.device);
  await groups.replace(group, await nextRecords(device, pending), (write) => {
    write.delete('pendingCommits', group);
    const before = write.conversation(group);
    if (before === undefined) return;
    const facts: CommitFacts = {
      group,
      sequence: placed.sequence,
      at: placed.at,
      by: self.user,
      members: pending.members,
      added: pending.added,
      removed: pending.removed,
      room,
      epoch: BigInt(pending.epoch) + 1n,
    };
    const { row, events } = commitEffects(before, facts);
    // A commit that only adds puts no fresh keys in (RFC 9420 §12.4).
    const addsOnly = pending.added.length > 0 && pending.removed.length === 0 && pending.roomState === before.roomState;
    const renewed = addsOnly ? {} : { updatedAt: placed.at };
    write.putConversation({ ...row, ...renewed, ...(removesSelf ? { status: 'left' as const } : {}) });
    for (const event of events) write.putMessage(event);
    if (!removesSelf) noteRemoval(write, device, facts, self.device, pending.commit);
  });
}

/** The relay has not accepted it and never will: the group goes on from where it was. */
export function dropPendingCommit(write: JournalWriter, { group }: Pick<PendingCommitRow, 'group'>): void {
  write.delete('pendingCommits', group);
}

/** All records of the next epoch: those of the commit over those on the disk, of which it says which change. */
async function nextRecords(device: Device, pending: PendingCommitRow) {
  const rows = await device.journal.read.groupState(pending.group);
  const records = new Map<string, Uint8Array | null>(rows.map(({ record, bytes }) => [record, bytes]));
  for (const { key, bytes } of pending.state) records.set(key, bytes);
  return [...records].flatMap(([key, bytes]) => (bytes === null ? [] : [{ key, bytes }]));
}

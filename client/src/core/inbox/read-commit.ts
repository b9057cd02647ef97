/** One commit of somebody else: what it leads to, if the gate allows it. */
import { equalBytes } from '#shared/encoding/index.ts';
import type { Envelope } from '#shared/wire/index.ts';
import { parseRoomStateText, type RoomState } from '../content/room-state.ts';
import {
  type Device,
  living,
  orgOf,
  recognise,
  recognisedMembers,
  roomStateHash,
  roomStateOf,
} from '../groups/device.ts';
import type { CertifiedDevice } from '../identity/authenticate.ts';
import { MlsError } from '../mls/errors.ts';
import type { MlsGroup } from '../mls/group.ts';
import { judgeCommit } from '../policy/gate.ts';
import type { ConversationRow } from '../storage/records.ts';
import { type Saying, say } from '../words/saying.ts';

export type CommitRead =
  | {
      readonly kind: 'commit';
      readonly group: MlsGroup;
      readonly by: CertifiedDevice;
      readonly added: readonly CertifiedDevice[];
      readonly removed: readonly CertifiedDevice[];
      readonly members: readonly CertifiedDevice[];
      readonly room: RoomState;
      readonly removedSelf: boolean;
      readonly spent: readonly Uint8Array[];
    }
  /** For an epoch that is over: our own one coming back, or one shown twice. */
  | { readonly kind: 'over' }
  /** This device cannot follow it, whatever the reason: it has fallen out of step. */
  | { readonly kind: 'lost'; readonly detail: string }
  /** It is what it says, and not allowed: no honest device follows it. */
  | { readonly kind: 'forbidden'; readonly by: CertifiedDevice | undefined; readonly sentence: Saying };

export async function readCommit(
  device: Device,
  group: MlsGroup,
  row: ConversationRow,
  envelope: Envelope,
): Promise<CommitRead> {
  let received: Awaited<ReturnType<typeof device.engine.receive>>;
  try {
    const facts = device.engine.inspectMessage(envelope.message);
    if (facts.kind !== 'private-message') return { kind: 'lost', detail: 'not a private message' };
    if (facts.epoch < group.epoch) return { kind: 'over' };
    received = await device.engine.receive(group, envelope.message);
  } catch (error) {
    if (!(error instanceof MlsError)) throw error;
    return { kind: 'lost', detail: error.code };
  }
  if (received.kind !== 'commit') return { kind: 'lost', detail: 'not a commit' };
  const before = roomStateOf(row);
  const after = stateAfter(before, row, received.roomStateHash);
  if (after === undefined) return { kind: 'lost', detail: 'the room state was not announced' };
  const by = recognise(device, received.sender);
  const added = received.diff.added.map((one) => recognise(device, one));
  const removed = received.diff.removed.map((one) => recognise(device, one));
  const members = recognisedMembers(device, received.group);
  const size = device.engine.members(received.group).length;
  const verdict = judgeCommit(
    {
      committer: by,
      added,
      removed: received.diff.removed.map((one) => living(device, one)),
      size,
      suite: received.group.suite,
      before,
      after,
    },
    { state: orgOf(device), leaving: new Set(row.leaving ?? []), now: device.now(), at: envelope.at },
  );
  if (!verdict.allowed || by === undefined) {
    return { kind: 'forbidden', by, sentence: verdict.allowed ? say('rooms', 'nobodyKnows') : verdict.sentence };
  }
  return {
    kind: 'commit',
    group: received.group,
    by,
    added: added.filter((one) => one !== undefined),
    removed: removed.filter((one) => one !== undefined),
    members,
    room: after,
    removedSelf: received.removedSelf,
    spent: received.spent,
  };
}

/** The room state that the new context stands for: as it was, or one that a member has announced before. */
function stateAfter(before: RoomState, row: ConversationRow, hash: Uint8Array | undefined): RoomState | undefined {
  if (hash === undefined) return undefined;
  if (equalBytes(hash, roomStateHash(before))) return before;
  for (const text of row.announced ?? []) {
    const announced = parseRoomStateText(text);
    if (equalBytes(hash, roomStateHash(announced))) return announced;
  }
  return undefined;
}

/** Makes the receipt of a person's removal from what this device has followed, and what others have confirmed to it. */
import { decodeBase64url, decodeUtf8, encodeBase64url } from '#shared/encoding/index.ts';
import type { UserId } from '#shared/ids/index.ts';
import { type Removal, removalStatement } from '../content/removal.ts';
import { type Receipt, writeReceipt } from '../content/removal-receipt.ts';
import { sign, verify } from '../crypto/primitives.ts';
import { roomStateOf } from '../groups/device.ts';
import { Refused } from '../groups/refused.ts';
import type { RemovalReceipt } from '../port-admin.ts';
import type { OpenCore } from '../session/open-core.ts';
import { exportLog } from '../session/rarely.ts';
import type { ConversationRow, RemovalRow } from '../storage/records.ts';
import { conversationViews } from '../views/conversations.ts';

/** @throws Refused `not-found` for somebody who is not there. */
export async function removalReceipt(core: OpenCore, user: UserId): Promise<RemovalReceipt> {
  const { journal, log, identity, device } = core;
  const { state } = log.replica;
  const person = state.users.get(user);
  if (person === undefined) throw new Refused('not-found');
  const titles = new Map(
    conversationViews(journal.memory, state, identity.user).map(({ id, title }) => [id, title.slice(0, 1_000)]),
  );
  const named = (group: ConversationRow['id']) => ({ group, title: titles.get(group) ?? '' });
  // What does not open says nothing.
  const { rows } = await journal.read.readable('removals');
  const theirs = new Set(state.devicesByUser.get(user));
  const removals = rows.flatMap(({ group, at, done }) => {
    const devices = done?.devices.filter((one) => theirs.has(one)) ?? [];
    if (done === undefined || devices.length === 0) return [];
    const removal: Removal = { group, ...done };
    const said = [...confirmations(core, removal, rows), own(core, removal, at)];
    return [{ ...named(group), epoch: done.epoch, commit: done.commit, by: done.by, devices: done.devices, said }];
  });
  const out = new Set(removals.map(({ group }) => group));
  const without = [...journal.memory.conversations.values()].flatMap((row): Receipt['without'] => {
    if (row.members.includes(user)) return [{ ...named(row.id), why: 'still-in' }];
    return out.has(row.id) || !wasHere(row, user) ? [] : [{ ...named(row.id), why: 'no-record' }];
  });
  const receipt: Receipt = {
    format: 'tacit-removal-receipt',
    v: 1,
    org: identity.org,
    person: { user, name: person.name },
    madeAt: device.now(),
    madeBy: { user: identity.user, device: identity.device },
    removals,
    without,
  };
  const file = writeReceipt(receipt, decodeUtf8(await exportLog(core)), (message) =>
    sign(identity.deviceKey.privateKey, message),
  );
  const alone = removals.filter(({ said }) => said.length < 2).length;
  return {
    file,
    confirmed: removals.length - alone,
    alone,
    stillIn: without.filter(({ why }) => why === 'still-in').length,
    noRecord: without.filter(({ why }) => why === 'no-record').length,
  };
}

/** Those that are what they say: a member may send anything. */
function confirmations({ log, identity }: OpenCore, removal: Removal, rows: readonly RemovalRow[]) {
  const { state } = log.replica;
  const about = `${removal.epoch}:`;
  return rows.flatMap(({ group, id, at, confirmed }) => {
    if (group !== removal.group || confirmed === undefined || !id.startsWith(about)) return [];
    const record = [...state.devices.values()].find((one) => one.id === id.slice(about.length));
    if (record === undefined || record.id === identity.device || removal.devices.includes(record.id)) return [];
    const statement = removalStatement(identity.org, removal, record.id, at);
    const holds = verify(decodeBase64url(record.key), statement, decodeBase64url(confirmed));
    return holds ? [{ device: record.id, at, sig: confirmed }] : [];
  });
}

function own({ identity }: OpenCore, removal: Removal, at: number) {
  const statement = removalStatement(identity.org, removal, identity.device, at);
  return { device: identity.device, at, sig: encodeBase64url(sign(identity.deviceKey.privateKey, statement)) };
}

/** Whether the person must have been in it: a conversation for two says so itself. */
function wasHere(row: ConversationRow, user: UserId): boolean {
  if (row.roomState === undefined) return false;
  const room = roomStateOf(row);
  return room.kind === 'direct' && room.people.includes(user);
}

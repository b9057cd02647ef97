import { describe, expect, it } from 'vitest';
import { encodeBase64url } from '#shared/encoding/index.ts';
import { type DeviceId, type GroupId, parseId, type UserId } from '#shared/ids/index.ts';
import { newRoom, type RoomState, roomStateText } from '../content/room-state.ts';
import type { CertifiedDevice } from '../identity/authenticate.ts';
import type { ConversationRow } from '../storage/records.ts';
import { type CommitFacts, commitEffects } from './commit-effects.ts';

const idOf = <Id extends DeviceId | GroupId | UserId>(value: number) =>
  parseId<Id>(encodeBase64url(new Uint8Array(16).fill(value)));
const device = (user: number, number = user): CertifiedDevice => ({
  user: idOf<UserId>(user),
  device: idOf<DeviceId>(100 + number),
});
const [ana, ben, chloe] = [device(1), device(2), device(3)];
const room: RoomState = newRoom('Harbour', ana.user);
const before: ConversationRow = {
  id: idOf<GroupId>(9),
  kind: 'room',
  suite: 'x-wing',
  status: 'ready',
  members: [ana.user, ben.user],
  unread: 0,
  lastAt: 0,
  roomState: roomStateText(room),
};
const facts: CommitFacts = {
  group: before.id,
  sequence: 5,
  at: 50,
  by: ana.user,
  members: [ana, ben],
  added: [],
  removed: [],
  room,
  epoch: 4n,
};
const eventsOf = (row: ConversationRow, change: Partial<CommitFacts>) =>
  commitEffects(row, { ...facts, ...change }).events.flatMap((one) => (one.kind === 'event' ? [one.event] : []));

describe('what a commit does to a conversation', () => {
  it('tells who came, who was taken out and who left', () => {
    expect(eventsOf(before, { added: [chloe], members: [ana, ben, chloe] })).toEqual([
      { kind: 'joined', who: [chloe.user], by: ana.user },
    ]);
    expect(eventsOf(before, { removed: [ben], members: [ana] })).toEqual([
      { kind: 'removed', who: ben.user, by: ana.user },
    ]);
    const leaving = { ...before, leaving: [ben.user] };
    expect(eventsOf(leaving, { removed: [ben], members: [ana] })).toEqual([{ kind: 'left', who: ben.user }]);
    expect(commitEffects(leaving, { ...facts, removed: [ben], members: [ana] }).row.leaving).toEqual([]);
  });

  it('tells of devices of those who stay, and says nothing of one that is only put in again', () => {
    const second = device(2, 7);
    expect(eventsOf(before, { added: [second], members: [ana, ben, second] })).toEqual([
      { kind: 'device-added', who: ben.user },
    ]);
    expect(eventsOf(before, { removed: [second], members: [ana, ben] })).toEqual([
      { kind: 'device-removed', who: ben.user },
    ]);
    expect(eventsOf(before, { added: [ben], removed: [ben] })).toEqual([]);
  });

  it('forgets that a device asked to be added again once it was', () => {
    const asking = { ...before, asking: { [ben.device]: 3, [chloe.device]: 4 } };
    expect(commitEffects(asking, { ...facts, added: [ben], removed: [ben] }).row.asking).toEqual({});
    expect(commitEffects(asking, facts).row.asking).toEqual({ [ben.device]: 3 });
  });

  it('tells of a new name, and drops announcements that the commit has made old', () => {
    const named: RoomState = { ...room, version: 2, name: 'Quay' };
    const announced = { ...before, announced: [roomStateText(named)] };
    expect(eventsOf(announced, { room: named })).toEqual([{ kind: 'named', name: 'Quay', by: ana.user }]);
    expect(commitEffects(announced, { ...facts, room: named }).row.announced).toEqual([]);
    expect(commitEffects(announced, facts).row.announced).toHaveLength(1);
  });
});

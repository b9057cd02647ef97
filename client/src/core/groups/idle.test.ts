import { describe, expect, it } from 'vitest';
import type { DeviceId, GroupId, UserId } from '#shared/ids/index.ts';
import { nodePrimitives } from '#shared/org-log/testing/node-primitives.ts';
import { TestOrg } from '#shared/org-log/testing/org.ts';
import { newRoom, roomStateText } from '../content/room-state.ts';
import type { ConversationRow } from '../storage/records.ts';
import { notedIdle, withIdle, withoutIdle } from './idle.ts';

const org = new TestOrg(nodePrimitives);
const [ben, chloe] = [org.enrol('Ben'), org.enrol('Chloe')];
const its = { user: ben.id, device: org.addDevice(ben).id };
const others = { user: chloe.id, device: org.addDevice(chloe).id };
const row: ConversationRow = {
  id: org.id() as unknown as GroupId,
  kind: 'room',
  suite: 'x-wing',
  status: 'ready',
  members: [org.ana.id, ben.id, chloe.id],
  unread: 0,
  lastAt: 0,
  roomState: roomStateText(newRoom('Harbour', org.ana.id)),
};
const idle = (
  by: UserId,
  before: ConversationRow = row,
  more: {
    readonly at?: number;
    readonly members?: readonly { readonly user: UserId; readonly device: DeviceId }[];
  } = {},
) => {
  const facts = { group: row.id, sequence: 7, by, epoch: 8n, removed: [its], at: org.now, members: [others], ...more };
  return notedIdle(before, facts, org.state, org.now).idle;
};

describe('a device that somebody else has taken out', () => {
  it('was not used, where only that allows it', () => {
    expect(idle(chloe.id)).toEqual({ [its.device]: org.now });
  });

  it('was meant, where a moderator, its person or the organisation wanted it so, whatever was noted before', () => {
    const noted = withIdle(row, [its.device], 1);
    expect(idle(org.ana.id, noted)).toEqual({});
    expect(idle(ben.id, noted)).toEqual({});
    expect(idle(chloe.id, { ...noted, leaving: [ben.id] })).toEqual({});
    const before = org.now;
    org.now += 60_000;
    org.must(org.sign({ kind: 'user.suspend', user: ben.id }, org.ana.signer));
    expect(idle(chloe.id, noted)).toEqual({});
    // Restored since: what was done while they were suspended was for that.
    org.must(org.sign({ kind: 'user.restore', user: ben.id }, org.ana.signer));
    expect(idle(chloe.id, noted, { at: before })).toEqual({});
    org.now += 60_000;
    expect(idle(chloe.id, noted)).toEqual({ [its.device]: org.now });
  });

  it('is not out at all, where it was put in again', () => {
    expect(idle(chloe.id, row, { members: [others, its] })).toBeUndefined();
  });

  it('is waited for no longer once a moderator has decided about its person', () => {
    expect(withoutIdle(withIdle(row, [its.device, others.device], 1), ben.id, org.state).idle).toEqual({
      [others.device]: 1,
    });
  });
});

import { afterEach, describe, expect, it } from 'vitest';
import type { GroupId, MessageId } from '#shared/ids/index.ts';
import { Office } from './office.ts';
import { must, type Person } from './person.ts';

let office: Office;
let ana: Person;
let ben: Person;
let cleo: Person;
let harbour: GroupId;
let yard: GroupId;
let plan: MessageId;
afterEach(() => office.close());

/** Ana and Ben in the harbour, where she has said something; all three of them in the yard. */
async function start(): Promise<void> {
  office = await Office.start();
  ana = await office.found();
  ben = await office.hire(ana, 'Ben');
  cleo = await office.hire(ana, 'Cleo');
  ({ room: harbour, word: plan } = await office.room(ana, 'Harbour', [ben], 'The crane is closed on Friday'));
  ({ room: yard } = await office.room(ana, 'Yard', [ben, cleo]));
}

describe('a forwarded message', () => {
  it('reaches several conversations, behind a comment, with who is said to have written it; who was there can tell', async () => {
    await start();
    await cleo.knows('Ben');
    const direct = must(await ben.port.startDirect(cleo.id));
    must(await ben.port.forwardMessage(harbour, plan, [yard, direct, yard], 'Did you know?'));
    for (const group of [yard, direct]) {
      await cleo.until(() => cleo.snapshots.conversations.some(({ id }) => id === group), 'the conversation');
      const seen = await cleo.reads(group, 'The crane is closed on Friday');
      expect(seen).toMatchObject({ author: ben.id, forwarded: { author: ana.id } });
      await cleo.reads(group, 'Did you know?');
      expect(cleo.texts(group).slice(-2)).toEqual(['Did you know?', 'The crane is closed on Friday']);
      expect(must(await cleo.port.originOf(group, seen.id))).toEqual({ kind: 'unknown' });
    }
    // Once, although it was named twice.
    expect(cleo.texts(yard).filter((text) => text === 'The crane is closed on Friday')).toHaveLength(1);
    const { id } = await ana.reads(yard, 'The crane is closed on Friday');
    await ana.look(harbour);
    const same = { kind: 'same', conversation: harbour, key: ana.message(harbour, plan)?.key };
    expect(must(await ana.port.originOf(yard, id))).toEqual(same);

    // Passed on once more, it is still what it was first; and it stays so when the first one is edited, not when it is recalled.
    const anaCleo = must(await ana.port.startDirect(cleo.id));
    must(await ana.port.forwardMessage(yard, id, [anaCleo]));
    await cleo.until(() => cleo.snapshots.conversations.some((one) => one.id === anaCleo), 'the conversation');
    const again = await cleo.reads(anaCleo, 'The crane is closed on Friday');
    expect(again).toMatchObject({ author: ana.id, forwarded: { author: ana.id } });
    must(await ana.port.editMessage(harbour, plan, 'The crane is closed on Monday'));
    await ben.reads(harbour, 'The crane is closed on Monday');
    const atBen = await ben.reads(yard, 'The crane is closed on Friday');
    expect(must(await ben.port.originOf(yard, atBen.id))).toMatchObject({ kind: 'same' });
    must(await ana.port.recallMessage(harbour, plan));
    await ben.sees(harbour, plan, ({ recalledAt }) => recalledAt !== undefined, 'the recall');
    expect(must(await ben.port.originOf(yard, atBen.id))).toEqual({ kind: 'unknown' });
    await ben.reopen();
    await ben.online();
    expect(await ben.reads(yard, 'The crane is closed on Friday')).toMatchObject({ forwarded: { author: ana.id } });
  });

  it('calls nobody, keeps its words, and can be recalled by whoever forwarded it', async () => {
    await start();
    await ana.look(harbour);
    const mentions = [{ start: 4, end: 8, who: ben.id }];
    const ask = must(await ana.port.sendMessage(harbour, 'Ask @Ben about the crane', { mentions }));
    await ana.stateOf(harbour, ask, 'sent', 'delivered', 'read');
    must(await ana.port.forwardMessage(harbour, ask, [yard]));
    const seen = await ben.reads(yard, 'Ask @Ben about the crane');
    expect([seen.mentions, seen.forMe]).toEqual([undefined, undefined]);
    expect(await ana.port.editMessage(yard, seen.id, 'Ask @Cleo')).toMatchObject({ problem: { code: 'not-allowed' } });
    must(await ana.port.recallMessage(yard, seen.id));
    const gone = await ben.sees(yard, seen.id, ({ recalledAt }) => recalledAt !== undefined, 'the recall');
    expect(gone.forwarded).toBeUndefined();
    expect(await ana.port.forwardMessage(yard, seen.id, [harbour])).toMatchObject({ problem: { code: 'not-found' } });
  });

  it('is none where it would disappear, was not sent, has nowhere to go, or cannot go everywhere', async () => {
    await start();
    const brief = must(await ana.port.sendMessage(harbour, 'for an hour', { timer: { seconds: 3_600, from: 'sent' } }));
    await ben.reads(harbour, 'for an hour');
    expect(await ben.port.forwardMessage(harbour, brief, [yard])).toMatchObject({ problem: { code: 'not-allowed' } });
    expect(await ben.port.forwardMessage(harbour, plan, [])).toMatchObject({ problem: { code: 'invalid-input' } });
    must(await ana.port.changeRoom(yard, { writing: 'moderators' }));
    await ben.until(() => ben.conversation('Yard')?.room?.mayWrite === false, 'the new rule');
    const direct = must(await ben.port.startDirect(cleo.id));
    const outcome = await ben.port.forwardMessage(harbour, plan, [direct, yard], 'look');
    expect(outcome).toMatchObject({ problem: { code: 'not-allowed' } });
    await ben.look(direct);
    expect(ben.texts(direct)).toEqual([]);
    await office.stopRelay();
    await ben.until(() => ben.snapshots.connection.link.kind === 'offline', 'to be offline');
    const waiting = await ben.say(harbour, 'not sent yet');
    expect(await ben.port.forwardMessage(harbour, waiting, [direct])).toMatchObject({
      problem: { code: 'not-allowed' },
    });
    await office.startRelay();
  });
});

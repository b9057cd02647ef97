/** People whose browsers are woken while they are away: real cores, a real relay, and a push service that judges who calls. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { PushService } from '#server/testing/push-service.ts';
import { Office } from './office.ts';
import { must, type Person } from './person.ts';

let service: PushService;
let office: Office;
beforeEach(async () => {
  service = await PushService.open();
});
afterEach(async () => {
  await office.close();
  await service.close();
});

/** How many wake-ups the service has got when the relay has handed over all that is due. */
async function wakes(): Promise<number> {
  await office.relay.maintain();
  return service.taken.length;
}

async function setPush(person: Person, push: 'off' | 'allowed'): Promise<void> {
  const [group] = must(await person.port.staff()).groups;
  if (group === undefined) throw new Error('there is no group');
  const { base } = must(await person.port.policyBook(group.id));
  const decided = await person.port.decide({ kind: 'set-policy', group: group.id, base, change: { push } });
  expect(decided).toMatchObject({ value: { kind: 'done' } });
}

it('who asked for it is woken when something is said to them, and no longer once they or the policy do not want it', async () => {
  office = await Office.start({
    config: { push: 'on', pushContact: 'mailto:ops@example.org', pushHosts: service.host, pushGapSeconds: 1 },
    internet: service.internet,
  });
  const ana = await office.found();
  const ben = await office.hire(ana, 'Ben');
  const chloe = await office.hire(ana, 'Chloe');
  const talk = must(await ana.port.startDirect(ben.id));
  await ana.look(talk);
  await ana.say(talk, 'Are you there?');
  await ben.reads(await ben.conversationOf('Ana'), 'Are you there?');

  expect(must(await ben.port.wakingView())).toMatchObject({ kind: 'on', registered: false });
  expect((await ben.port.beWoken('https://evil.example/')).ok).toBe(false);
  must(await ben.port.beWoken(service.endpoint('ben')));
  must(await chloe.port.beWoken(service.endpoint('chloe')));
  expect(must(await ben.port.wakingView())).toMatchObject({ kind: 'on', registered: true });
  expect(await wakes()).toBe(0);

  const connected = office.relay.connections;
  ben.close();
  chloe.close();
  await expect.poll(() => office.relay.connections, { timeout: 15_000 }).toBe(connected - 2);
  const sent = await ana.say(talk, 'The crane is free');
  await ana.stateOf(talk, sent, 'sent');
  expect(await wakes()).toBe(1);
  // Chloe has nothing to do with it.
  expect(service.taken[0]).toMatchObject({
    path: '/wake/ben',
    bodyBytes: 0,
    claims: { sub: 'mailto:ops@example.org' },
  });

  await ben.reopen();
  await ben.reads(await ben.conversationOf('Ana'), 'The crane is free');
  await setPush(ana, 'off');
  await ben.until(() => ben.snapshots.session.kind === 'open' && !ben.snapshots.session.policy.mayBeWoken);
  expect(must(await ben.port.wakingView())).toEqual({ kind: 'forbidden' });
  expect(await ben.port.beWoken(service.endpoint('ben'))).toMatchObject({ problem: { code: 'not-allowed' } });
  must(await ben.port.beLeftAsleep());
});

it('where the server has it turned off, that is said', async () => {
  office = await Office.start();
  const ana = await office.found();
  expect(must(await ana.port.wakingView())).toEqual({ kind: 'off' });
  expect(await ana.port.beWoken('https://push.example.org/1')).toMatchObject({ problem: { code: 'relay-refused' } });
});

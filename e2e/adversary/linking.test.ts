import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { signKeyPair } from '#core/crypto/primitives.ts';
import {
  beginAsExisting,
  beginAsNew,
  type ExistingSide,
  type LinkingChannel,
  parseLinkingCode,
} from '#core/identity/linking.ts';
import { introduction } from '#core/identity/linking-messages.ts';
import type { Outcome } from '#core/port.ts';
import { encodeUtf8 } from '#shared/encoding/index.ts';
import { must, PASSPHRASE, type Person } from '../scenarios/person.ts';
import type { HostileConnection } from './hostile-relay.ts';
import { Scene } from './scene.ts';

// Each test is a few seconds of work on a machine that has nothing else to do.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let scene: Scene;
let ben: Person;
let phone: Person;
beforeEach(async () => {
  scene = await Scene.start();
  ({ ben } = scene);
  phone = await stranger();
});
afterEach(() => scene.close());

async function stranger(): Promise<Person> {
  const person = scene.office.newPerson('Ben');
  await person.open();
  await person.session('no-account');
  return person;
}
const begin = async (browser: Person) => must(await browser.port.beginLinking('Phone')).code;
const isStranger = ({ identity }: HostileConnection) => identity.as === 'stranger';
const codeOf = <T>(outcome: Outcome<T>) => (outcome.ok ? 'done' : outcome.problem.code);
const flipped = (bytes: Uint8Array) => {
  const changed = bytes.slice();
  changed[0] = (changed[0] ?? 0) ^ 1;
  return changed;
};
/** Nothing of it has come into the account: neither the log nor the person has another device. */
async function expectNothingAdded(): Promise<void> {
  expect(must(await ben.port.ownDevices())).toHaveLength(1);
  expect(ben.snapshots.connection.alarms).toEqual([]);
}

/** The relay in the middle, with keys of its own on either side, and a device of its own to be added. */
function standBetween(code: string): void {
  const { hostile } = scene;
  const victim = beginAsNew(code);
  let middle: ExistingSide | undefined;
  let toPhone: LinkingChannel | undefined;
  let device: HostileConnection | undefined;
  let waiting: HostileConnection | undefined;
  hostile.onCall('link.join', async ({ connection, request }, forward) => {
    const answer = await forward(request);
    if (!answer || typeof answer === 'symbol' || !answer.ok) return answer;
    device = connection;
    waiting = hostile.connections.findLast((one) => one.open && isStranger(one));
    middle = beginAsExisting(code, answer.value.message);
    return { ok: true, value: { message: victim.commitment } };
  });
  hostile.onCall('link.send', async ({ connection, request: { message } }) => {
    const done = { ok: true, value: {} } as const;
    if (middle === undefined || device === undefined || waiting === undefined) return done;
    if (connection === device) {
      const { reveal, channel } = victim.answer(message);
      device.push('link', { message: reveal });
      // The victim sees the name that they expect.
      device.push('link', { message: channel.seal(introduction(signKeyPair(), 'Phone', channel.transcript)) });
      waiting.push('link', { message: middle.publicKey });
    } else if (toPhone === undefined) toPhone = middle.take(message);
    return done;
  });
}

it('T-LINK-01 puts keys of its own in, though it knows the code: the two screens show other digits', async () => {
  const code = await begin(phone);
  standBetween(parseLinkingCode(code) ?? '');
  const seen = must(await ben.port.joinLinking(code, PASSPHRASE));
  const shown = must(await phone.port.linkingDigits());
  expect(seen.device).toBe('Phone');
  expect(seen.digits).not.toBe(shown);
  await ben.port.cancelLinking();
  await expectNothingAdded();
});

it('T-LINK-02 stands between without the code: it is found out before anybody compares anything', async () => {
  const code = await begin(phone);
  standBetween('0123456789AB');
  expect(codeOf(await ben.port.joinLinking(code, PASSPHRASE))).toBe('linking-tampered');
  await expectNothingAdded();
});

it.each(['what was committed to', 'the key', 'what is shown', 'the introduction'] as const)(
  'T-LINK-03 changes %s on its way: both ends stop',
  async (what) => {
    const code = await begin(phone);
    let nth = 0;
    scene.hostile.onCall('link.join', async ({ request }, forward) => {
      const answer = await forward(request);
      if (typeof answer === 'symbol' || !answer.ok || what !== 'what was committed to') return answer;
      return { ok: true, value: { message: flipped(answer.value.message) } };
    });
    scene.hostile.onPush('link', ({ connection, body }, pass) => {
      const fromPhone = !isStranger(connection);
      if (fromPhone) nth += 1;
      const hit =
        (what === 'the key' && !fromPhone) ||
        (what === 'what is shown' && fromPhone && nth === 1) ||
        (what === 'the introduction' && fromPhone && nth === 2);
      pass(hit ? { message: flipped(body.message) } : body);
    });
    expect(codeOf(await ben.port.joinLinking(code, PASSPHRASE))).toBe('linking-tampered');
    expect(codeOf(await phone.port.linkedAccount())).toMatch(/^linking-/);
    await expectNothingAdded();
  },
);

it('T-LINK-04 changes or replays what brings the account: the new browser takes none', async () => {
  const code = await begin(phone);
  let nth = 0;
  scene.hostile.onPush('link', ({ connection, body }, pass) => {
    if (isStranger(connection)) nth += 1;
    pass(isStranger(connection) && nth === 2 ? { message: flipped(body.message) } : body);
  });
  must(await ben.port.joinLinking(code, PASSPHRASE));
  must(await ben.port.confirmLinking());
  expect(codeOf(await phone.port.linkedAccount())).toBe('linking-tampered');
  expect(codeOf(await phone.port.finishLinking(PASSPHRASE))).toBe('linking-cancelled');
});

it('T-LINK-05 plays an earlier linking again: nothing of it fits this one', async () => {
  const first = await begin(phone);
  must(await ben.port.joinLinking(first, PASSPHRASE));
  must(await phone.port.linkingDigits());
  await ben.port.cancelLinking();
  const before = scene.hostile.recorded.flatMap((one) =>
    one.kind === 'push' && one.name === 'link' ? [one.body as { message: Uint8Array }] : [],
  );
  expect(before.length).toBeGreaterThanOrEqual(3);
  const second = await begin(phone);
  scene.hostile.onPush('link', ({ connection, body }, pass) => {
    if (isStranger(connection)) return pass(body);
    for (const old of before) if (old.message.length !== 32) connection.push('link', old);
  });
  expect(codeOf(await ben.port.joinLinking(second, PASSPHRASE))).toBe('linking-tampered');
  await expectNothingAdded();
});

it('T-LINK-06 leads the person to another browser that waits: its code is another', async () => {
  const other = await stranger();
  const [code, foreign] = [await begin(phone), await begin(other)];
  const opened = scene.hostile.recorded.flatMap((one) =>
    one.kind === 'call' && one.name === 'link.open' ? [one.request as { name: Uint8Array }] : [],
  );
  scene.hostile.onCall('link.join', (_passage, forward) => {
    const [, theirs] = opened;
    if (theirs === undefined) throw new Error('nobody else waits');
    return forward({ name: theirs.name });
  });
  expect(foreign).not.toBe(code);
  expect(codeOf(await ben.port.joinLinking(code, PASSPHRASE))).toBe('linking-tampered');
  await expectNothingAdded();
});

it('T-LINK-07 keeps the log’s entry from the new browser: it believes nobody that it is in', async () => {
  const size = scene.ana.snapshots.connection.log?.size ?? 0;
  const code = await begin(phone);
  let before: string | undefined;
  scene.hostile.onCall('log.since', async ({ connection, request }, forward) => {
    const answer = await forward(request);
    if (typeof answer === 'symbol' || !answer.ok) return answer;
    const isPhone = connection.identity.as === 'device' && request.size === 0;
    if (!isPhone) {
      before ??= answer.value.checkpoint;
      return answer;
    }
    const envelopes = answer.value.envelopes.slice(0, size);
    return before === undefined ? answer : { ok: true, value: { envelopes, checkpoint: before } };
  });
  await ben.reopen();
  await ben.online();
  must(await ben.port.joinLinking(code, PASSPHRASE));
  must(await ben.port.confirmLinking());
  expect(codeOf(await phone.port.linkedAccount())).toBe('linking-tampered');
});

it('T-LINK-08 says what it likes of a code: each has its sentence, and nothing is added', async () => {
  const code = await begin(phone);
  for (const [said, told] of [
    ['no-rendezvous', 'linking-wrong-code'],
    ['already-used', 'linking-used'],
    ['expired', 'linking-expired'],
  ] as const) {
    const end = scene.hostile.onCall('link.join', async () => ({
      ok: false,
      error: { code: said, sentence: 'Call me.' },
    }));
    const refused = await ben.port.joinLinking(code, PASSPHRASE);
    expect(codeOf(refused)).toBe(told);
    expect(JSON.stringify(refused)).not.toContain('Call me.');
    end();
  }
  scene.hostile.onCall('link.join', async () => ({ ok: true, value: { message: encodeUtf8('nonsense') } }));
  expect(codeOf(await ben.port.joinLinking(code, PASSPHRASE))).toMatch(/^linking-/);
  await expectNothingAdded();
});

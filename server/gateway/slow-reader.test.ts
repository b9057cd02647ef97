import { afterEach, expect, it } from 'vitest';
import { privateMessage, welcome } from '#server/relay/testing/messages.ts';
import { type Office, openOffice } from '#server/testing/office.ts';
import { newId } from '#server/testing/org.ts';
import type { GroupId } from '#shared/ids/index.ts';

let office: Office;
afterEach(() => office.close());

it('drops a reader that does not read; it catches up from its cursor, and the others have everything', async () => {
  office = await openOffice({ queuedBytesMax: 512 * 1024, callsPerSecond: 100_000 });
  const ana = await office.signedIn(office.ana);
  const { device } = await office.hire(ana);
  const slow = await office.signedIn(device);
  const group = newId<GroupId>();
  await ana.must('group.create', { group });
  const message = privateMessage(group, 0n, 'commit');
  const to = [device.id];
  const add = {
    group,
    epoch: 0n,
    message,
    clientSeq: 1,
    welcome: welcome(),
    welcomeTo: to,
    rosterAdd: to,
    rosterRemove: [],
  };
  await ana.must('group.commit', add);

  // The socket under Socket.IO stops reading; the kernel's buffers fill, then the relay's.
  const transport: unknown = slow.socket.io.engine.transport;
  const { ws } = transport as { ws: { pause(): void; resume(): void } };
  ws.pause();
  const body = new Uint8Array(200 * 1024);
  let sent = 0;
  for (; sent < 200; sent += 1) {
    const text = privateMessage(group, 1n, 'application', body);
    await ana.must('group.send', { group, epoch: 1n, message: text, clientSeq: 2 + sent });
  }
  ws.resume();
  await slow.gone();
  const head = sent + 1;
  await ana.until(() => ana.pushed('deliver').flat().length >= head);

  const back = await office.stranger();
  expect((await back.signIn(device.id, device.key)).groups).toEqual([{ group, head, cursor: 1, epoch: 1n }]);
  const seqs: number[] = [];
  for (let more = true; more; ) {
    const requests = [{ group, after: seqs.at(-1) ?? 1 }];
    const page = await back.must('group.since', { requests, maxBytes: 1 << 22 });
    seqs.push(...page.envelopes.map(({ seq }) => seq));
    more = page.more;
  }
  expect(seqs).toEqual(Array.from({ length: sent }, (_, index) => index + 2));
});

/** Asking moderators to be brought into a room, and declining that. */
import type { GroupId, UserId } from '#shared/ids/index.ts';
import { type Device, orgOf } from '../groups/device.ts';
import { ASK_AGAIN_MS, withAsked, withDeclined } from '../groups/join-requests.ts';
import { Refused } from '../groups/refused.ts';
import type { Outbox } from '../outbox/outbox.ts';
import { judgeRequest } from '../policy/gate-messages.ts';
import { say } from '../words/saying.ts';

/** So many moderators a link names at most. */
const ASKED_MAX = 3;

interface Parts {
  readonly device: Device;
  readonly membership: { carrierTo(user: UserId): Promise<GroupId> };
  readonly outbox: Pick<Outbox, 'enqueue'>;
}

/** Asks those of the moderators who are there. @throws Refused. */
export async function askToJoin(
  { device, membership, outbox }: Parts,
  room: GroupId,
  moderators: readonly UserId[],
): Promise<void> {
  const { memory } = device.journal;
  const verdict = judgeRequest(device.self, orgOf(device), device.now());
  if (!verdict.allowed) throw new Refused('not-allowed', verdict.sentence);
  const since = device.now() - ASK_AGAIN_MS;
  if ([...memory.conversations.values()].some(({ rooms }) => (rooms?.[room] ?? 0) > since)) {
    throw new Refused('not-allowed', say('rooms', 'askedAlready'));
  }
  const there = moderators.filter(
    (user) => user !== device.self.user && orgOf(device).users.get(user)?.standing === 'active',
  );
  if (there.length === 0) throw new Refused('not-found');
  const carriers: GroupId[] = [];
  for (const user of there.slice(0, ASKED_MAX)) carriers.push(await membership.carrierTo(user));
  await outbox.enqueue(
    carriers.map((group) => ({ group, intent: { kind: 'join-request', room } as const })),
    (write) => {
      for (const group of carriers) write.changeConversation(group, (row) => withAsked(row, room, device.now()));
    },
  );
}

/** Declines, and tells the other moderators and who has asked. @throws Refused. */
export async function declineRequest(
  { device, membership, outbox }: Parts,
  room: GroupId,
  user: UserId,
): Promise<void> {
  const row = device.journal.memory.conversations.get(room);
  if (row?.requests?.[user] === undefined) throw new Refused('not-found');
  const carrier = await membership.carrierTo(user);
  const intent = { kind: 'join-answer', room, user } as const;
  await outbox.enqueue(
    [
      { group: room, intent },
      { group: carrier, intent },
    ],
    (write) => write.changeConversation(room, (now) => withDeclined(now, user, device.now())),
  );
}

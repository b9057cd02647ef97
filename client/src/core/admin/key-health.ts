/** How fresh keys are, as far as this device can know: by the trees of its own conversations, and the certificates of the log. */
import { isDeviceActive } from '#shared/org-log/index.ts';
import { livingGroups, policyOf, recognisedMembers } from '../groups/device.ts';
import type { KeyHealthView } from '../port-admin.ts';
import type { OpenCore } from '../session/open-core.ts';
import { conversationViews } from '../views/conversations.ts';

export async function keyHealth({ device, journal, log, identity }: OpenCore): Promise<KeyHealthView> {
  const { state } = log.replica;
  const now = device.now();
  const titles = new Map(conversationViews(journal.memory, state, identity.user).map(({ id, title }) => [id, title]));
  const rooms: KeyHealthView['rooms'][number][] = [];
  for (const id of livingGroups(device)) {
    const group = await device.groups.exclusive(id, () => device.groups.load(id));
    if (group === undefined) continue;
    const members = recognisedMembers(device, group);
    // A key package that has only just been made has a lifetime that reaches ahead: its keys are no older than now.
    const signs = members.flatMap(({ aliveAt }) => (aliveAt === undefined ? [] : [Math.min(aliveAt, now)]));
    rooms.push({
      title: titles.get(id) ?? '',
      suite: group.suite,
      devices: members.length,
      ...(signs.length === 0 ? {} : { oldestAt: Math.min(...signs) }),
    });
  }
  const certificates = [...state.devices.values()]
    .filter(({ id }) => isDeviceActive(state, id, now))
    .map(({ notAfter }) => notAfter);
  return {
    now,
    inactiveDays: policyOf(device).inactiveDays,
    rooms: rooms.sort((left, right) => (left.oldestAt ?? 0) - (right.oldestAt ?? 0)),
    certificates,
  };
}

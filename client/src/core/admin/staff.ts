/** People, their devices and their groups, as admins see them. */

import type { UserId } from '#shared/ids/index.ts';
import {
  activeDevicesOf,
  type DeviceRecord,
  devicesOf,
  isDeviceActive,
  type OrgState,
  type PolicyRecord,
  type UserRecord,
  weakeningsOf,
} from '#shared/org-log/index.ts';
import type { Role } from '../port.ts';
import type { DeviceView, PersonFile, SecurityGroupView, StaffMember, StaffView } from '../port-admin.ts';
import type { OpenCore } from '../session/open-core.ts';
import { ProblemError } from '../session/problems.ts';
import { adminWords } from '../words/admin.ts';
import { obstacle, reach } from './decisions.ts';
import { resetReach } from './reset-identity.ts';
import { trailOf } from './seeing.ts';
import type { TrailRow } from './trail.ts';
import { createWording } from './trail-words.ts';

/** Entries of one person that are shown. */
export const OWN_ENTRIES_MAX = 300;
const ROLES: readonly Role[] = ['owner', 'admin', 'member', 'guest'];

export function memberView(state: OrgState, user: UserRecord, me: UserId, now: number): StaffMember {
  const { id, name, role, group, standing, standingSince, enrolledAt, details } = user;
  const devices = activeDevicesOf(state, id, now).length;
  return { id, name, isMe: id === me, role, group, standing, standingSince, enrolledAt, devices, details };
}

export function groupViews(state: OrgState, now: number): SecurityGroupView[] {
  const people = new Map<string, number>();
  for (const { group, standing } of state.users.values()) {
    if (standing === 'active') people.set(group, (people.get(group) ?? 0) + 1);
  }
  return [...state.groups.values()].map((group) => ({
    id: group.id,
    name: group.name,
    isDefault: group.id === state.org?.defaultGroup,
    people: people.get(group.id) ?? 0,
    isWaiting: isWaiting(group, now),
  }));
}

/** Whether something of a policy waits for its time or for a second admin. */
export function isWaiting(record: PolicyRecord, now: number): boolean {
  return record.proposed !== undefined || weakeningsOf(record).some(({ effectiveAt }) => effectiveAt > now);
}

export function staffOf({ log, identity, device }: OpenCore): StaffView {
  const { state } = log.replica;
  const now = device.now();
  const active = [...state.users.values()].filter(({ standing }) => standing === 'active');
  const owners = active.filter(({ role }) => role === 'owner').length;
  return {
    people: [...state.users.values()].map((user) => memberView(state, user, identity.user, now)),
    groups: groupViews(state, now),
    organisation: identity.org,
    owners,
    quorum: state.org?.quorum ?? 1,
    admins: owners + active.filter(({ role }) => role === 'admin').length,
  };
}

export function deviceViews(core: OpenCore, user: UserId, rows: readonly TrailRow[]): DeviceView[] {
  const { log, identity, device } = core;
  const { state } = log.replica;
  const { signer } = createWording(state);
  const now = device.now();
  const revokedBy = ({ id }: DeviceRecord): string => {
    const row = rows.findLast(({ entry }) => entry.kind === 'device.revoke' && entry.device === id);
    return row === undefined ? adminWords.trail.identityReset : row.by.map(signer).join(', ');
  };
  return devicesOf(state, user)
    .map((record): DeviceView => {
      const { id, addedAt, notAfter, revoked, revokedAt, purpose } = record;
      return {
        id,
        kind: purpose === 'member' ? 'browser' : purpose,
        addedAt,
        until: notAfter,
        state: stateOf(state, record, now),
        ...(revoked ? { revoked: { at: revokedAt ?? addedAt, by: revokedBy(record) } } : {}),
        isThis: id === identity.device,
      };
    })
    .reverse();
}

function stateOf(state: OrgState, { id, revoked, notAfter }: DeviceRecord, now: number): DeviceView['state'] {
  if (revoked) return 'revoked';
  if (now > notAfter) return 'expired';
  return isDeviceActive(state, id, now) ? 'active' : 'shut-out';
}

/** Somebody's file. What may be decided about them is asked of the log's rules, not guessed. */
export async function personFile(core: OpenCore, user: UserId): Promise<PersonFile> {
  const { log, identity, device } = core;
  const { state } = log.replica;
  const record = state.users.get(user);
  if (record === undefined) throw new ProblemError('not-found');
  const now = device.now();
  const rows = await trailOf(core).upTo(state.tree.size);
  const { view, about } = createWording(state);
  const own = rows.filter((row) => about(row) === user);
  const may = (decision: Parameters<typeof obstacle>[1]) => obstacle(core, decision) === undefined;
  const reachable = {
    roles: ROLES.map((role) => [role, reach(core, { kind: 'role', user, role })] as const),
    groups: [...state.groups.keys()].map((group) => [group, reach(core, { kind: 'move', user, group })] as const),
  };
  const reset = record.standing === 'active' && user !== identity.user ? resetReach(core, user) : undefined;
  const some = activeDevicesOf(state, user, now)[0];
  return {
    person: memberView(state, record, identity.user, now),
    devices: deviceViews(core, user, rows),
    entries: own.slice(-OWN_ENTRIES_MAX).reverse().map(view),
    may: {
      roles: reachable.roles.flatMap(([role, way]) => (role === record.role || way !== undefined ? [role] : [])),
      groups: reachable.groups.flatMap(([group, way]) => (group === record.group || way !== undefined ? [group] : [])),
      reset: reset !== undefined,
      needsOthers: {
        roles: reachable.roles.flatMap(([role, way]) => (role !== record.role && way === 'together' ? [role] : [])),
        groups: reachable.groups.flatMap(([group, way]) =>
          group !== record.group && way === 'together' ? [group] : [],
        ),
        reset: reset === 'together',
      },
      details: may({ kind: 'details', user, details: { title: 'Title' } }),
      suspend: may({ kind: 'suspend', user }),
      restore: may({ kind: 'restore', user }),
      remove: may({ kind: 'remove', user }),
      revoke: some !== undefined && may({ kind: 'revoke-device', device: some.id }),
    },
  };
}

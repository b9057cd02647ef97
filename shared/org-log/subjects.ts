/** What an entry rests on and what it decides, as names: none of it may have been decided since its author looked. */
import type { UserId } from '#shared/ids/index.ts';
import type { LogEntry, Matter } from './entries.ts';
import type { OrgStateMutable } from './state.ts';

export interface Subjects {
  readonly reads: readonly string[];
  readonly writes: readonly string[];
}

/** @param signers the people who have signed it. */
export function subjectsOf(
  entry: Matter | LogEntry,
  state: OrgStateMutable,
  signers: readonly UserId[] = [],
): Subjects {
  const about = (writes: readonly string[], reads: readonly string[] = []): Subjects => ({ reads, writes });
  switch (entry.kind) {
    case 'org.create':
      return about([]);
    case 'owners.set':
      // Those who are owners no longer, too: what they signed as owners must not count as an admin's word.
      return about(['owners', ...new Set([...entry.owners, ...ownersOf(state)].map((id) => `role:${id}`))]);
    case 'relay-key.set':
      return about(['relay-key']);
    case 'witnesses.set':
      return about(['witnesses']);
    case 'policy.set':
    case 'policy.propose':
    case 'policy.approve':
      return about([`policy:${entry.group}`]);
    case 'security-group.set':
      return about([`group:${entry.group}`]);
    case 'invite.create':
      return about([`invitation:${entry.invitation}`], entry.resets === undefined ? [] : personOf(entry.resets));
    case 'invite.revoke':
      return about([`invitation:${entry.invitation}`]);
    case 'user.enrol':
      return about([`profile:${entry.user}`], [`invitation:${entry.invitation}`]);
    case 'user.update':
      return about([`profile:${entry.user}`, ...(entry.role ? [`role:${entry.user}`] : [])]);
    case 'user.suspend':
    case 'user.restore':
    case 'user.remove':
      return about([`standing:${entry.user}`]);
    case 'identity.reset':
      // The first device of the new identity stands in the same batch, and rests on the standing: that is another subject.
      return about(
        [`identity:${entry.user}`],
        [`standing:${entry.user}`, ...(entry.invitation === undefined ? [] : [`invitation:${entry.invitation}`])],
      );
    case 'device.add':
      return about([], [`standing:${entry.user}`]);
    case 'device.revoke':
      return about([`device:${entry.device}`]);
    case 'service.disclose':
      return about([`service:${entry.user}`]);
    case 'release.approve':
      return about([`release:${entry.version}`]);
    case 'decision.propose':
      // Else whoever has kept it could propose it again in their name, after it was withdrawn.
      return about(signers.map((user) => `proposals:${user}`));
    case 'decision.approve':
    case 'decision.withdraw':
      return about([`proposal:${entry.proposal}`]);
    case 'decision.enact':
      return about([`proposal:${entry.proposal}`, ...subjectsOf(entry.matter, state).writes]);
  }
}

/** The same of what was proposed, as one list. */
export function subjectsOfMatter(matter: Matter, state: OrgStateMutable): readonly string[] {
  const { reads, writes } = subjectsOf(matter, state);
  return [...reads, ...writes];
}

function personOf(user: UserId): string[] {
  return ['role', 'standing', 'identity'].map((about) => `${about}:${user}`);
}

function ownersOf(state: OrgStateMutable): UserId[] {
  return [...state.users.values()].filter(({ role }) => role === 'owner').map(({ id }) => id);
}

import type { Decision, Role, StaffMember } from '#client/bridge/port.ts';
import type { SecurityGroupId } from '#shared/ids/index.ts';

/** One decision about many people. */
export type BulkAction =
  | { readonly kind: 'suspend' }
  | { readonly kind: 'restore' }
  | { readonly kind: 'role'; readonly role: Role }
  | { readonly kind: 'move'; readonly group: SecurityGroupId };

export interface BulkPlan {
  readonly steps: readonly { readonly person: StaffMember; readonly decision: Decision }[];
  /** Who is so already. */
  readonly already: number;
  /** Who was removed for good, or is oneself: nothing is decided about them here. */
  readonly left: number;
}

/** What would be signed, one entry a person. */
export function bulkPlan(people: readonly StaffMember[], action: BulkAction): BulkPlan {
  const able = people.filter(({ standing, isMe }) => standing !== 'removed' && !isMe);
  const changed = able.filter((person) => !isSo(person, action));
  return {
    steps: changed.map((person) => ({ person, decision: decisionOn(person, action) })),
    already: able.length - changed.length,
    left: people.length - able.length,
  };
}

function isSo({ standing, role, group }: StaffMember, action: BulkAction): boolean {
  switch (action.kind) {
    case 'suspend':
      return standing === 'suspended';
    case 'restore':
      return standing === 'active';
    case 'role':
      return role === action.role;
    case 'move':
      return group === action.group;
  }
}

function decisionOn({ id: user }: StaffMember, action: BulkAction): Decision {
  return { ...action, user };
}

/** As many as the core takes at once. */
const CHUNK = 25;

/** `list` in pieces, in its order. */
export function inChunks<T>(list: readonly T[]): T[][] {
  return Array.from({ length: Math.ceil(list.length / CHUNK) }, (_, nth) => list.slice(nth * CHUNK, (nth + 1) * CHUNK));
}

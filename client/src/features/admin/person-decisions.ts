import type { Decision, Role } from '#client/bridge/port.ts';
import { adminWords } from '#client/words/admin.ts';
import type { DeviceId, SecurityGroupId, UserId } from '#shared/ids/index.ts';

/** A decision about somebody, with the words in which it is asked and told. */
export interface PersonDecision {
  readonly decision: Decision;
  readonly title: string;
  /** What happens, in the order in which it does. */
  readonly effects: readonly string[];
  readonly confirm: string;
  readonly danger: boolean;
  readonly done: string;
  /** What takes it back, where something can. */
  readonly undo?: Decision;
}

interface Who {
  readonly user: UserId;
  readonly name: string;
}

export function suspending({ user, name }: Who): PersonDecision {
  const { decisions, person } = adminWords;
  return {
    decision: { kind: 'suspend', user },
    title: decisions.suspend.title(name),
    effects: decisions.suspend.effects(name),
    confirm: person.suspend,
    danger: true,
    done: decisions.suspend.done(name),
    undo: { kind: 'restore', user },
  };
}

export function restoring({ user, name }: Who): PersonDecision {
  const { decisions, person } = adminWords;
  return {
    decision: { kind: 'restore', user },
    title: decisions.restore.title(name),
    effects: decisions.restore.effects(name),
    confirm: person.restore,
    danger: false,
    done: decisions.restore.done(name),
    undo: { kind: 'suspend', user },
  };
}

export function removing({ user, name }: Who): PersonDecision {
  const { decisions, person } = adminWords;
  return {
    decision: { kind: 'remove', user },
    title: decisions.remove.title(name),
    effects: decisions.remove.effects(name),
    confirm: person.remove,
    danger: true,
    done: decisions.remove.done(name),
  };
}

export function becoming({ user, name }: Who, before: Role, role: Role): PersonDecision {
  const said = adminWords.decisions.role;
  const falls = before === 'owner' || (before === 'admin' && role !== 'owner');
  return {
    decision: { kind: 'role', user, role },
    title: said.title(name, role),
    effects: [said.effects[role], ...(falls ? [said.invitationsStop] : [])],
    confirm: said.confirm(role),
    danger: falls,
    done: said.done(name, role),
    // Making somebody what they were may need others; where it does, the undo says so.
    undo: { kind: 'role', user, role: before },
  };
}

export function moving(
  { user, name }: Who,
  to: { readonly id: SecurityGroupId; readonly name: string },
): PersonDecision {
  const said = adminWords.decisions.move;
  return {
    decision: { kind: 'move', user, group: to.id },
    title: said.title(name, to.name),
    effects: said.effects(name, to.name),
    confirm: said.confirm,
    danger: false,
    done: said.done(name, to.name),
  };
}

export function revoking({ name }: Who, device: DeviceId, isThis: boolean): PersonDecision {
  const said = adminWords.decisions.revoke;
  return {
    decision: { kind: 'revoke-device', device },
    title: isThis ? said.titleThis : said.title(name),
    effects: [said.forGood, isThis ? said.stopsThis : said.stops, ...said.effects],
    confirm: adminWords.person.revoke,
    danger: true,
    done: said.done,
  };
}

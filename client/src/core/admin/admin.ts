/** What admins do and see, and what everybody may see of it about themselves: loaded when it is first asked for. */
import type { InvitationId, UserId } from '#shared/ids/index.ts';
import type { AdminPort } from '../port-admin.ts';
import type { PolicyInput, PolicyScope } from '../port-policy.ts';
import type { TrailQuery } from '../port-trail.ts';
import type { OpenCore } from '../session/open-core.ts';
import { decideMany } from './decide-many.ts';
import { decide, requireAdmin } from './decisions.ts';
import { governance } from './governance.ts';
import { inviteMany, reinvite } from './invite-many.ts';
import { keyHealth } from './key-health.ts';
import { policyBook, previewPolicy, whatApplies } from './policy-book.ts';
import { recoverOwners } from './recover-owners.ts';
import { removalReceipt } from './removal-receipt.ts';
import { resetIdentity, stopReset } from './reset-identity.ts';
import { exportTrail, trailPage } from './seeing.ts';
import { personFile, staffOf } from './staff.ts';

/** The calls of the administration, over the open core; each throws what `outcomeOf` turns into a problem. */
type AdminCalls = {
  readonly [Name in keyof AdminPort]: (
    core: OpenCore,
    origin: string,
    ...args: Parameters<AdminPort[Name]>
  ) => Promise<AnswerOf<AdminPort[Name]>> | AnswerOf<AdminPort[Name]>;
};

type AnswerOf<Call extends (...args: never) => unknown> =
  Extract<Awaited<ReturnType<Call>>, { ok: true }> extends { readonly value: infer Value } ? Value : never;

const forAdmins = (core: OpenCore): OpenCore => {
  requireAdmin(core);
  return core;
};

export const adminCalls: AdminCalls = {
  whatApplies: (core) => whatApplies(core),
  staff: (core) => staffOf(forAdmins(core)),
  personFile: (core, _, user: UserId) => personFile(forAdmins(core), user),
  removalReceipt: (core, _, user: UserId) => removalReceipt(forAdmins(core), user),
  keyHealth: (core) => keyHealth(forAdmins(core)),
  policyBook: (core, _, group: PolicyScope) => policyBook(forAdmins(core), group),
  previewPolicy: (core, _, group: PolicyScope, change: PolicyInput) => previewPolicy(forAdmins(core), group, change),
  decide: (core, _, decision) => decide(core, decision),
  trail: (core, _, query: TrailQuery, limit) => trailPage(forAdmins(core), query, limit),
  exportTrail: (core, _, query: TrailQuery, format) => exportTrail(forAdmins(core), query, format),
  inviteMany: (core, origin, lines, hours) => inviteMany(core, origin, lines, hours),
  decideMany: (core, _, decisions) => decideMany(forAdmins(core), decisions),
  governance: (core) => governance(forAdmins(core)),
  resetIdentity: (core, origin, user: UserId, hours) => resetIdentity(forAdmins(core), origin, user, hours),
  stopReset: (core) => stopReset(core),
  recoverOwners: (core, _, text) => recoverOwners(core, text),
  reinvite: (core, origin, invitation: InvitationId, hours) => reinvite(forAdmins(core), origin, invitation, hours),
};

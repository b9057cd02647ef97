/** An audited log as text, JSON Lines or CSV. */
import { encodeHex } from '#shared/encoding/index.ts';
import { activeDevicesOf, devicesOf, policyOf } from '#shared/org-log/index.ts';
import { lockedFields } from '#shared/policy/index.ts';
import { type Happening, happeningsOf } from './happenings.ts';
import type { Audit } from './judge.ts';

export type Form = 'text' | 'json' | 'csv';

type Sound = Extract<Audit, { sound: true }>;

/** The lines of a report. @param form how: for a person, or for a program. */
export function report(audit: Audit, form: Form): string[] {
  if (form === 'json') return jsonLines(audit);
  if (!audit.sound) {
    // A table has nothing to say of a log that is not sound; the sentence goes where errors go.
    return form === 'csv' ? [] : [refusal(audit)];
  }
  const happenings = happeningsOf(audit.log.envelopes);
  return form === 'csv' ? csvLines(happenings) : textLines(audit, happenings);
}

/** The sentence for a log that is not sound. */
export function refusal(audit: Extract<Audit, { sound: false }>): string {
  const where = audit.index === undefined ? 'refused' : `refused at entry ${audit.index}`;
  return `${where}: ${audit.sentence} (${audit.problem})`;
}

function signers({ who }: Happening): string {
  return who.map(({ name, role }) => (role === undefined ? name : `${name} (${role})`)).join(' and ');
}

function textLines(audit: Sound, happenings: readonly Happening[]): string[] {
  const { state, at, log } = audit;
  const lines = happenings.map(
    (one) => `${one.index}  ${new Date(one.at).toISOString()}  ${signers(one)}: ${one.what} [${one.under}]`,
  );
  lines.push('', `size: ${state.tree.size}`, `root: ${encodeHex(audit.root)}`);
  lines.push(`checkpoint: signed at ${new Date(at).toISOString()}`);
  lines.push(`root key: ${log.rootKey} (compare it with the printed one, or give it with --root-key)`);
  lines.push(`organisation: ${state.org?.name} (${state.org?.id}), owners' quorum ${state.org?.quorum}`);
  lines.push(`people: ${state.users.size}`);
  for (const user of state.users.values()) {
    const all = devicesOf(state, user.id).length;
    const active = activeDevicesOf(state, user.id, at).length;
    lines.push(`  ${user.name} (${user.id}): ${user.role}, ${user.standing}, ${active} of ${all} devices active`);
  }
  lines.push(`invitations: ${state.invitations.size}`);
  for (const invitation of state.invitations.values()) {
    lines.push(`  ${invitation.id}: ${invitation.role}, ${invitation.standing}`);
  }
  const locks = policyOf(state.locks, at);
  lines.push('locked for the whole organisation:');
  for (const name of lockedFields(locks)) lines.push(`  ${name}: ${locks[name]}`);
  for (const group of state.groups.values()) {
    lines.push(`policy of ${group.name} (${group.id})${group.pending ? ', a weakening waits or has come' : ''}:`);
    for (const [name, value] of Object.entries(group.policy)) lines.push(`  ${name}: ${value}`);
  }
  return lines;
}

function jsonLines(audit: Audit): string[] {
  if (!audit.sound) {
    const { problem, index, sentence } = audit;
    return [JSON.stringify({ verdict: 'refused', problem, index, sentence })];
  }
  const { state, root, at, log } = audit;
  const verdict = {
    verdict: 'sound',
    org: log.org,
    rootKey: log.rootKey,
    size: state.tree.size,
    root: encodeHex(root),
    at,
  };
  return [...happeningsOf(log.envelopes).map((one) => JSON.stringify(one)), JSON.stringify(verdict)];
}

function csvLines(happenings: readonly Happening[]): string[] {
  const rows = happenings.map((one) => [
    String(one.index),
    new Date(one.at).toISOString(),
    one.kind,
    signers(one),
    one.under,
    one.what,
  ]);
  return [['index', 'time', 'kind', 'signed by', 'under', 'what'], ...rows].map((row) => row.map(csvCell).join(','));
}

/** A cell of RFC 4180. A name that a spreadsheet would take for a formula is shown, and not run. */
function csvCell(text: string): string {
  const harmless = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

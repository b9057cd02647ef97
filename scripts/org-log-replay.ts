/** `npm run org-log:replay -- FILE`: replays a log that a person exported, without any server. Exit 1 when it is refused. */
import { readFileSync } from 'node:fs';
import { ready, sha256, verify } from '#core/crypto/primitives.ts';
import { encodeHex } from '#shared/encoding/index.ts';
import { isDeviceActive, judgeLogExport, type OrgState } from '#shared/org-log/index.ts';

function linesOf(state: OrgState, at: number): string[] {
  const lines = [`organisation: ${state.org?.name} (${state.org?.id}), owners' quorum ${state.org?.quorum}`];
  lines.push(`people: ${state.users.size}`);
  for (const user of state.users.values()) {
    const devices = [...state.devices.values()].filter((device) => device.user === user.id);
    const active = devices.filter((device) => isDeviceActive(state, device.id, at)).length;
    lines.push(
      `  ${user.name} (${user.id}): ${user.role}, ${user.standing}, ${active} of ${devices.length} devices active`,
    );
  }
  lines.push(`invitations: ${state.invitations.size}`);
  for (const invitation of state.invitations.values()) {
    lines.push(`  ${invitation.id}: ${invitation.role}, ${invitation.standing}`);
  }
  for (const group of state.groups.values()) {
    lines.push(`policy of ${group.name} (${group.id})${group.pending ? ', a weakening waits' : ''}:`);
    for (const [name, value] of Object.entries(group.policy)) lines.push(`  ${name}: ${value}`);
  }
  return lines;
}

const [file, ...rest] = process.argv.slice(2);
if (file === undefined || rest.length > 0) {
  console.error('usage: npm run org-log:replay -- FILE   (a log exported in the settings of Tacit)');
  process.exit(2);
}
await ready();
const verdict = judgeLogExport(readFileSync(file, 'utf8'), { sha256, verify });
if (verdict.ok) {
  console.log(`size: ${verdict.size}`);
  console.log(`root: ${encodeHex(verdict.root)}`);
  console.log(`checkpoint: signed at ${new Date(verdict.at).toISOString()}`);
  for (const line of linesOf(verdict.state, verdict.at)) console.log(line);
} else {
  const where = verdict.index === undefined ? 'refused' : `refused at entry ${verdict.index}`;
  console.log(`${where}: ${verdict.refusal.sentence} (${verdict.refusal.code})`);
  process.exitCode = 1;
}

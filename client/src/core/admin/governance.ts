/** Who decides what only owners decide, what waits for several signatures, and who watches the log. */

import { decodeBase64url } from '#shared/encoding/index.ts';
import type { UserId } from '#shared/ids/index.ts';
import {
  cosignedAt,
  type DecisionProposal,
  encodeWitnessKey,
  type Matter,
  type OrgState,
  openCheckpoint,
  standingVotes,
} from '#shared/org-log/index.ts';
import type { GovernanceView, PendingDecision, WitnessView } from '../port-admin.ts';
import { logCrypto } from '../session/log-crypto.ts';
import type { OpenCore } from '../session/open-core.ts';
import { adminWords } from '../words/admin.ts';
import { reach } from './decisions.ts';
import { createWording } from './trail-words.ts';

export function governance(core: OpenCore): GovernanceView {
  const { log, identity } = core;
  const { state } = log.replica;
  const owners = [...state.users.values()].filter(({ role }) => role === 'owner');
  return {
    owners: owners.map(({ id, name, standing }) => ({
      id,
      name,
      isMe: id === identity.user,
      active: standing === 'active',
    })),
    quorum: state.org?.quorum ?? 1,
    isOwner: owners.some(({ id, standing }) => id === identity.user && standing === 'active'),
    pending: pendingDecisions(core),
    witnesses: witnessViews(core),
    required: state.witnessRule.required,
    size: state.tree.size,
  };
}

function pendingDecisions(core: OpenCore): PendingDecision[] {
  const { log, identity, device } = core;
  const { state } = log.replica;
  const now = device.now();
  const { matterWish, signer } = createWording(state);
  const name = (id: UserId) => signer({ role: 'user', id });
  return [...state.proposals.values()]
    .filter(({ expiresAt }) => expiresAt >= now)
    .map((proposal): PendingDecision => {
      const { index, matter, by, at, expiresAt, notBefore } = proposal;
      const voters = standingVotes(state, proposal);
      const way = reach(core, { kind: 'approve', proposal: index });
      const signedOwn = voters.includes(identity.user);
      return {
        index,
        sentence: matterWish(matter),
        by: name(by),
        isMine: by === identity.user,
        at,
        until: expiresAt,
        signedBy: voters.map(name),
        needed: neededFor(state, matter),
        ...(notBefore > now ? { notBefore } : {}),
        ...(way === undefined ? {} : { can: way === 'alone' ? 'bring-about' : 'sign' }),
        ...(way === undefined ? { obstacle: obstacleOf(state, proposal, signedOwn) } : {}),
      };
    })
    .reverse();
}

function obstacleOf(state: OrgState, { notBefore }: DecisionProposal, signedOwn: boolean): string {
  if (notBefore > state.latestAt && signedOwn) return adminWords.decisions.signedWaitsForDay;
  if (signedOwn) return adminWords.decisions.signedWaits;
  return adminWords.decisions.overtaken;
}

const steers = (state: OrgState, id: UserId) => ['owner', 'admin'].includes(state.users.get(id)?.role ?? '');

/** How many must sign it. */
function neededFor(state: OrgState, matter: Matter): number {
  const quorum = state.org?.quorum ?? 1;
  const able = [...state.users.values()].filter(({ id, standing }) => standing === 'active' && steers(state, id));
  const two = (except?: UserId) => Math.min(2, able.filter(({ id }) => id !== except).length);
  switch (matter.kind) {
    case 'invite.create':
      if (matter.resets === undefined) return quorum;
      return steers(state, matter.resets) ? Math.max(quorum, two(matter.resets)) : two(matter.resets);
    case 'user.update':
      return Math.max(matter.role === 'admin' ? quorum : 1, matter.group === undefined ? 1 : two());
    default:
      return quorum;
  }
}

/** What this device has seen of each witness: on the newest checkpoint, or on the newest that enough have cosigned. */
function witnessViews({ log, identity }: OpenCore): WitnessView[] {
  const { state, head, witnessed } = log.replica;
  const { witnesses } = state.witnessRule;
  const notes = [head?.note, witnessed?.note].flatMap((note) => (note === undefined ? [] : [note]));
  return witnesses.map((witness) => {
    const seen = notes.flatMap((note) => {
      const at = cosignedAt(note, [witness], logCrypto).get(witness.key);
      if (at === undefined) return [];
      const key = decodeBase64url(state.org?.relayLogKey ?? '');
      return [{ at, size: openCheckpoint(note, identity.org, key, logCrypto).size }];
    });
    const cosigned = seen.sort((left, right) => right.at - left.at)[0];
    return {
      name: witness.name,
      key: encodeWitnessKey(witness, logCrypto),
      ...(cosigned === undefined ? {} : { cosigned }),
    };
  });
}

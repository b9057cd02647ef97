/** What the gate answers, and why it refuses. */
import type { DeviceId, UserId } from '#shared/ids/index.ts';

/** Why something is not allowed: a closed list, each with a sentence for a person. */
export const gateRefusals = {
  'unknown-device': 'A device is not certified by its owner in the organisation’s log.',
  'inactive-device': 'A device was revoked, has expired, or its owner is no longer active.',
  'silent-device': 'A device has put no fresh keys in for longer than the policy allows.',
  'not-moderator': 'Only a moderator of this room may do that.',
  'room-closed': 'This room is closed: nobody writes in it.',
  'room-deleted': 'This room was deleted.',
  'moderators-write': 'Only moderators write in this room.',
  'direct-is-for-two': 'A direct conversation is for two people and nobody else.',
  'room-too-large': 'The room would have more devices than the policy allows.',
  'own-devices': 'This group is for the devices of one person only.',
  'message-too-large': 'The message is larger than the policy allows.',
  'weak-suite': 'The conversation uses a weaker cipher suite than the policy allows.',
  'not-author': 'Only its author can edit or recall a message.',
  'too-late': 'The time within which a message may be changed is over.',
  'timer-bounds': 'The policy does not allow messages to stay that long, or that short.',
  'no-forwarding': 'The policy does not allow messages to be forwarded.',
  'no-history': 'The policy does not allow what was said before to be shared with people who come later.',
  'forged-past': 'Words were shared that their author never signed.',
  'passed-on': 'A forwarded message keeps its words.',
  'room-level': 'The policy does not allow a room to be that secret.',
  'guests-start': 'The policy does not let guests begin conversations.',
  'not-verified':
    'Your organisation asks you to compare safety numbers before a conversation with somebody begins. You find the number under People.',
  'asked-as-it-is': 'A poll, and a message that asks to be acknowledged, keep their words.',
  'no-such-answer': 'The poll has no such answer.',
  'one-answer': 'The poll takes one answer of each person.',
  'poll-over': 'The poll is closed.',
  'not-closer': 'Only its author and moderators of the room can close a poll.',
  'not-asked': 'This message does not ask that person to acknowledge it.',
  'not-member': 'Only people of this conversation vote and acknowledge in it.',
  'room-state': 'The change to the room does not follow from what its members had agreed on.',
} as const;

export type GateRefusal = keyof typeof gateRefusals;

export type Verdict =
  | { readonly allowed: true }
  | { readonly allowed: false; readonly reason: GateRefusal; readonly sentence: string };

/** A device as the authentication service recognises it; undefined where it recognises none. */
export type Recognised = { readonly device: DeviceId; readonly user: UserId } | undefined;

/** The same, and when the device last put fresh keys in, as its leaf in the tree says; absent: it does not say. */
export type Living = (NonNullable<Recognised> & { readonly aliveAt?: number | undefined }) | undefined;

export const allowed: Verdict = { allowed: true };

export function refuse(reason: GateRefusal): Verdict {
  return { allowed: false, reason, sentence: gateRefusals[reason] };
}

import { plainWords } from '#client/ui/plain-words.ts';
import { clockTime } from '#client/ui/time.ts';
import type { UserId } from '#shared/ids/index.ts';
import { pollWords } from '../polls/poll-words.ts';
import { reactedBy } from '../reactions/Reactions.tsx';
import type { TextEntry } from '../rows.ts';

/** Of a longer message the beginning is said; the rest is read line by line. */
const SAID = 600;

const states = {
  queued: 'Waiting to be sent',
  sent: 'Sent',
  delivered: 'Delivered',
  read: 'Read',
  failed: 'Not sent',
} as const;

/** A whole message in words, as a screen reader says it when it is come to. */
export function messageLabel(
  entry: TextEntry,
  nameOf: (id: UserId) => string,
  { pinned, saved }: { readonly pinned: boolean; readonly saved: boolean } = { pinned: false, saved: false },
): string {
  const { author, at, text, reply, forwarded, timer, editedAt, recalledAt, forMe, reactions = [], state } = entry;
  const { urgency, poll, acknowledged, shared } = entry;
  const by = nameOf(author);
  if (recalledAt !== undefined) return `${by}: ${recalledWords(by)}. ${clockTime(at)}`;
  const parts = [
    urgency === undefined ? '' : urgency.level === 'urgent' ? 'Urgent' : 'Important',
    `${by}: ${plainWords(text).slice(0, SAID)}`,
    poll === undefined ? '' : pollWords(poll, Date.now()),
    acknowledged === undefined ? '' : acknowledgedWords(acknowledged),
    reply === undefined ? '' : `In reply to ${nameOf(reply.author)}`,
    forwarded === undefined ? '' : `Forwarded, said to be written by ${nameOf(forwarded.author)}`,
    shared === undefined
      ? ''
      : `Shared by ${nameOf(shared.by)}, ${shared.verified ? 'signed by its author' : 'not verified'}`,
    forMe === true ? 'It mentions you' : '',
    editedAt === undefined ? '' : 'Edited',
    timer === undefined ? '' : 'Disappears',
    pinned ? 'Pinned' : '',
    saved ? 'Saved' : '',
    clockTime(at),
    state === undefined ? '' : states[state.kind],
    ...reactions.map((one) => `${one.emoji} by ${reactedBy(one.by, nameOf)}`),
  ];
  return parts.filter((part) => part !== '').join('. ');
}

function acknowledgedWords({ by, mine }: NonNullable<TextEntry['acknowledged']>): string {
  const count = by.length === 1 ? '1 person has acknowledged it' : `${by.length} people have acknowledged it`;
  return mine ? `You have acknowledged it. ${count}` : `It asks to be acknowledged. ${count}`;
}

export function recalledWords(by: string): string {
  return by === 'You' ? 'You recalled this message' : 'This message was recalled';
}

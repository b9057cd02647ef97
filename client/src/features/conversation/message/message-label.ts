import { filesWords } from '#client/ui/files-words.ts';
import { plainWords } from '#client/ui/plain-words.ts';
import { clockTime } from '#client/ui/time.ts';
import { words } from '#client/words/index.ts';
import type { UserId } from '#shared/ids/index.ts';
import { pollWords } from '../polls/poll-words.ts';
import { reactedBy } from '../reactions/Reactions.tsx';
import type { TextEntry } from '../rows.ts';

/** Of a longer message the beginning is said; the rest is read line by line. */
const SAID = 600;

/** A whole message in words, as a screen reader says it when it is come to. */
export function messageLabel(
  entry: TextEntry,
  nameOf: (id: UserId) => string,
  { pinned, saved }: { readonly pinned: boolean; readonly saved: boolean } = { pinned: false, saved: false },
): string {
  const { author, at, text, reply, forwarded, timer, editedAt, recalledAt, forMe, reactions = [], state } = entry;
  const { urgency, poll, acknowledged, shared } = entry;
  const by = nameOf(author);
  const said = words.messages;
  if (recalledAt !== undefined) return `${by}: ${recalledWords(entry.mine)}. ${clockTime(at)}`;
  const files = filesWords(entry);
  const parts = [
    urgency === undefined ? '' : said[urgency.level],
    `${by}: ${text === '' ? files : plainWords(text).slice(0, SAID)}`,
    text === '' ? '' : files,
    poll === undefined ? '' : pollWords(poll, Date.now()),
    acknowledged === undefined ? '' : acknowledgedWords(acknowledged),
    reply === undefined ? '' : said.inReplyTo(nameOf(reply.author)),
    forwarded === undefined ? '' : said.forwardedFrom(nameOf(forwarded.author)),
    shared === undefined ? '' : (shared.verified ? said.sharedSigned : said.sharedUnsigned)(nameOf(shared.by)),
    forMe === true ? said.mentionsYou : '',
    editedAt === undefined ? '' : said.edited,
    timer === undefined ? '' : said.disappears,
    pinned ? said.pinned : '',
    saved ? said.saved : '',
    clockTime(at),
    state === undefined ? '' : said.states[state.kind],
    ...reactions.map((one) => said.reactedBy(one.emoji, reactedBy(one.by, nameOf))),
  ];
  return parts.filter((part) => part !== '').join('. ');
}

function acknowledgedWords({ by, mine }: NonNullable<TextEntry['acknowledged']>): string {
  const { youHave, asksYou, peopleHave } = words.messages;
  return `${mine ? youHave : asksYou}. ${peopleHave(by.length)}`;
}

export function recalledWords(mine: boolean): string {
  return mine ? words.messages.youRecalled : words.messages.recalled;
}

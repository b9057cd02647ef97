/** Drafts as windows show them. */
import type { UserId } from '#shared/ids/index.ts';
import { withNames } from '../content/mentions.ts';
import type { DraftView } from '../port.ts';
import type { Draft } from '../storage/records.ts';

export function draftView(draft: Draft | undefined, nameOf: (user: UserId) => string | undefined): DraftView {
  if (draft === undefined) return {};
  const { text, mentions } = withNames(draft, nameOf);
  const { other } = draft;
  const [from] = draft.seen ?? [];
  return {
    ...(text === '' ? {} : { draft: text }),
    ...(mentions === undefined ? {} : { draftMentions: mentions }),
    ...(from === undefined ? {} : { draftFrom: from }),
    ...(other === undefined ? {} : { draftElsewhere: { mentions: [], ...withNames(other, nameOf) } }),
  };
}

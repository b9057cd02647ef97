/**
 * Keeps the devices of one person alike: their group is made when there is a second one, and in it each tells the others until
 * where its person has read. A place only ever moves on, so that all end equal, in whatever order they hear of each other.
 */
import type { GroupId } from '#shared/ids/index.ts';
import { activeDevicesOf } from '#shared/org-log/index.ts';
import { OWN_READ_MAX } from '../content/payload.ts';
import { orgOf } from '../groups/device.ts';
import { placesIn, type ReadPlace, toTell, withoutElsewhere, withShared } from '../groups/elsewhere.ts';
import type { Recorded } from '../groups/journal.ts';
import { withThreadRead } from '../groups/threads.ts';
import type { Later } from '../later/later.ts';
import type { Membership } from '../membership/membership.ts';
import type { OwnState } from '../own/own-state.ts';
import type { Settings } from '../preferences/settings.ts';
import type { ConversationRow } from '../storage/records.ts';
import { markRead, markThreadRead } from './mark-read.ts';
import type { OpenCore } from './open-core.ts';
import { ownStatePart } from './parts-on-demand.ts';
import { ProblemError } from './problems.ts';

/** What is read one after the other is told together, in ms. */
const TOGETHER_MS = 600;
/** The n-th of a person's devices leaves it to those before it for this long times n to make their group, in ms. */
const TURN_MS = 20_000;

export interface OwnSyncParts extends Pick<OpenCore, 'journal' | 'identity' | 'device' | 'outbox' | 'timers'> {
  readonly membership: Pick<Membership, 'foundOwn'>;
  readonly settings: Settings;
  readonly later: () => Later;
  readonly fault: (error: unknown) => void;
}

export interface OwnSync {
  /** The log has grown, or this device is back: the person may have other devices now. */
  look(): void;
  /** These conversations have changed, or what is saved. */
  recorded(recorded: Pick<Recorded, 'conversations' | 'saved'>): void;
  /** What the person has decided, or means for later, is other than before. */
  changed(): void;
}

export function createOwnSync(parts: OwnSyncParts): OwnSync {
  const { journal, device, timers, membership, outbox, fault } = parts;
  const { self } = device;
  const guard = (task: Promise<unknown>) => void task.catch(fault);
  const rows = () => [...journal.memory.conversations.values()];
  const living = ({ kind, status }: ConversationRow) =>
    kind === 'own' && (status === 'ready' || status === 'setting-up' || status === 're-synchronising');
  /** Two can exist when two devices made one at the same time: all of them speak in the same one. */
  const ownGroup = () =>
    rows()
      .filter((row) => living(row) && row.status === 'ready')
      .map(({ id }) => id)
      .sort()[0];

  const found = async (): Promise<void> => {
    if (!device.maySend() || rows().some(living) || others() === 0) return;
    await membership.foundOwn();
  };
  const own = () => activeDevicesOf(orgOf(device), self.user, device.now()).map(({ id }) => id);
  const others = () => own().filter((id) => id !== self.device).length;

  const tell = async (): Promise<void> => {
    const group = ownGroup();
    const read = toTell(rows(), OWN_READ_MAX);
    if (group !== undefined && read.length > 0 && others() > 0) await outbox.tellOwn(group, read);
  };

  let state: OwnState | undefined;
  let opening = false;
  /** Tells and takes in the rest, where there is a group for it. */
  const share = async (): Promise<void> => {
    state?.look();
    if (opening || !rows().some(({ kind }) => kind === 'own')) return;
    opening = true;
    try {
      const { openOwn } = await ownStatePart();
      state = await openOwn({ ...parts, later: parts.later(), group: ownGroup, own });
      state.look();
    } catch (error) {
      // The relay did not give that part of the app; the next look asks again.
      opening = false;
      if (!(error instanceof ProblemError)) throw error;
    }
  };

  let following = false;
  /** Reads here what was read elsewhere. */
  const follow = async (): Promise<void> => {
    if (following) return;
    following = true;
    try {
      for (const row of rows()) for (const place of placesIn(row)) await followOne(row.id, place);
    } finally {
      following = false;
    }
  };
  const followOne = async (group: GroupId, place: ReadPlace): Promise<void> => {
    const { conversation, thread, upTo } = place;
    const known = journal.memory.conversations.get(conversation);
    // This device may be about to be brought into it.
    if (known === undefined || known.kind === 'own') return;
    if (thread !== undefined) await markThreadRead(parts, conversation, thread, upTo);
    else if (known.readUpTo === undefined || known.readUpTo < upTo) await markRead(parts, conversation, upTo);
    await journal.record((write) => {
      // Also where nothing is new here yet: what comes behind it counts as seen.
      write.changeConversation(conversation, (row) =>
        withShared(thread === undefined ? row : withThreadRead(row, thread, upTo), place),
      );
      write.changeConversation(group, (row) => withoutElsewhere(row, place));
    });
  };

  const soon = () => {
    if (rows().some(({ elsewhere }) => Object.keys(elsewhere ?? {}).length > 0)) guard(follow());
    if (ownGroup() !== undefined && toTell(rows(), 1).length > 0) {
      timers.later('own-read', TOGETHER_MS, () => guard(tell()));
    }
  };

  return {
    look() {
      soon();
      guard(share());
      if (others() === 0 || rows().some(living)) return;
      timers.later('own-group', Math.max(0, own().indexOf(self.device)) * TURN_MS, () => guard(found()));
    },
    recorded({ conversations, saved }) {
      if (conversations.size > 0) soon();
      if (conversations.size > 0 || saved) guard(share());
    },
    changed: () => guard(share()),
  };
}

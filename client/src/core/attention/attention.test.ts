import { describe, expect, it } from 'vitest';
import { parseId } from '#shared/ids/index.ts';
import { defaultPolicy } from '#shared/policy/index.ts';
import { newRoom, roomStateText } from '../content/room-state.ts';
import type { Recorded } from '../groups/journal.ts';
import type { CoreUpdate, NoticeView, SettingsView } from '../port.ts';
import type { ConversationRow } from '../storage/records.ts';
import { createAttention } from './attention.ts';

const group = parseId(`${'G'.repeat(21)}A`) as ConversationRow['id'];
const me = parseId(`${'M'.repeat(21)}A`) as ConversationRow['members'][number];
const ben = parseId(`${'B'.repeat(21)}A`) as ConversationRow['members'][number];
const NOON = Date.UTC(2030, 0, 1, 12);
const asked: SettingsView = {
  notify: true,
  notifyContent: 'text',
  quietHours: null,
  urgentAlways: false,
  readReceipts: true,
  typing: true,
  presence: true,
  status: { state: 'auto', text: '', emoji: '', until: null },
  keywords: [],
  collapsed: [],
};

function scene(settings: Partial<SettingsView> = {}, preferences: ConversationRow['preferences'] = {}) {
  const told: NoticeView[] = [];
  const row: ConversationRow = {
    id: group,
    kind: 'room',
    suite: 'x-wing',
    status: 'ready',
    members: [me, ben],
    unread: 0,
    lastAt: 0,
    roomState: roomStateText(newRoom('Harbour', ben)),
    preferences,
  };
  const user = (name: string) => ({ name }) as never;
  const attention = createAttention({
    journal: { memory: { conversations: new Map([[group, row]]), cursors: new Map([[group, 10]]) } as never },
    me,
    org: () =>
      ({
        users: new Map([
          [me, user('Ana')],
          [ben, user('Ben')],
        ]),
        policy: defaultPolicy,
      }) as never,
    settings: () => ({ ...asked, ...settings }),
    now: () => NOON,
    relayNow: () => NOON,
    push: (update: CoreUpdate) => {
      if (update.topic === 'notice') told.push(update.notice);
    },
  });
  attention.back();
  const said = (sequence: number, text: string, author = ben): Recorded => ({
    conversations: new Set(),
    outbox: false,
    saved: false,
    expires: undefined,
    note: undefined,
    messages: [
      {
        conversation: group,
        was: undefined,
        row: {
          kind: 'text',
          id: parseId(`${'I'.repeat(21)}A`),
          conversation: group,
          order: '',
          at: 0,
          author,
          text,
          sequence,
        },
      },
    ],
  });
  return { attention, told, said };
}

describe('attention', () => {
  it('tells of a message once, whatever becomes of it', () => {
    const { attention, told, said } = scene();
    attention.recorded(said(11, 'Hello'));
    attention.recorded(said(11, 'Hello, all'));
    expect(told).toEqual([{ kind: 'message', conversation: group, author: 'Ben', room: 'Harbour', text: 'Hello' }]);
    attention.recorded(said(11, ''));
    expect(told.at(-1)).toEqual({ kind: 'over', conversation: group });
  });

  it('tells nothing of what stood before the app was opened, of own words, and of what is looked at', () => {
    const { attention, told, said } = scene();
    attention.recorded(said(10, 'Late'));
    attention.recorded(said(11, 'Mine', me));
    attention.watch(group);
    attention.watch(group);
    attention.unwatch(group);
    attention.recorded(said(12, 'Seen'));
    expect(told).toEqual([]);
    attention.unwatch(group);
    attention.recorded(said(13, 'Not seen'));
    expect(told).toHaveLength(1);
  });

  it('sums up what came meanwhile', () => {
    const { attention, told, said } = scene();
    attention.away();
    for (const sequence of [11, 12, 13]) attention.recorded(said(sequence, 'Hello'));
    expect(told).toEqual([]);
    attention.back();
    expect(told).toEqual([{ kind: 'missed', messages: 3, conversations: 1, conversation: group }]);
    attention.back();
    expect(told).toHaveLength(1);
  });

  it.each([
    ['name', { kind: 'message', conversation: group, author: 'Ben', room: 'Harbour' }],
    ['nothing', { kind: 'message', conversation: group }],
  ] as const)('lets no more out than the person wants to be seen: %s', (notifyContent, notice) => {
    const { attention, told, said } = scene({ notifyContent });
    attention.recorded(said(11, 'The north crane is broken'));
    expect(told).toEqual([notice]);
  });

  it('tells of what is urgent where only mentions are wanted, and says that it is', () => {
    const { attention, told, said } = scene({}, { level: 'mentions' });
    attention.recorded(said(11, 'Hello'));
    const urgent = said(12, 'The gate is open');
    attention.recorded({
      ...urgent,
      messages: urgent.messages.map((one) =>
        one.row?.kind === 'text' ? { ...one, row: { ...one.row, urgency: { level: 'urgent' } } } : one,
      ),
    });
    const notice = { kind: 'message', conversation: group, author: 'Ben', room: 'Harbour', text: 'The gate is open' };
    expect(told).toEqual([{ ...notice, urgent: true }]);
  });

  it('holds back everything from who is not to be disturbed, until that ends', () => {
    const status = { state: 'dnd', text: '', emoji: '', until: NOON + 1 } as const;
    const busy = scene({ status });
    busy.attention.recorded(busy.said(11, 'Hello'));
    const [{ row } = { row: undefined }] = busy.said(12, 'Remember').messages;
    if (row?.kind === 'text') busy.attention.remind(group, row);
    expect(busy.told).toEqual([]);
    const over = scene({ status: { ...status, until: NOON } });
    over.attention.recorded(over.said(11, 'Hello'));
    if (row?.kind === 'text') over.attention.remind(group, row);
    expect(over.told.map(({ kind }) => kind)).toEqual(['message', 'reminder']);
  });
});

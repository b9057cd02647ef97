import { act, cleanup, render, screen } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { navigate } from 'wouter/use-browser-location';
import type { Bridge } from '#client/bridge/bridge.ts';
import { BridgeProvider } from '#client/bridge/hooks.ts';
import type { ConversationSummary, MeView, OrganisationView } from '#client/bridge/port.ts';
import { nothingKnown } from '#client/bridge/snapshots.ts';
import { parseId } from '#shared/ids/index.ts';
import { Sidebar, type SidebarProps } from './Sidebar.tsx';

afterEach(cleanup);

const preferences = {
  favourite: false,
  muted: false,
  archived: false,
  level: 'everything',
  markedUnread: false,
} as const;

/** Rooms that count how often their lines are drawn: of all that is in a summary, a line alone reads the draft. */
function rooms(letters: string): { readonly all: readonly ConversationSummary[]; readonly drawn: string[] } {
  const drawn: string[] = [];
  const all = [...letters].map((letter) => ({
    id: parseId<ConversationSummary['id']>(`${letter.repeat(21)}A`),
    kind: 'room' as const,
    title: letter,
    members: [],
    moderators: [],
    unread: 0,
    mentions: 0,
    lastAt: 0,
    preferences,
    state: { kind: 'ready' as const },
    get draft() {
      drawn.push(letter);
      return '';
    },
  }));
  return { all, drawn };
}

it('draws no line anew but those that one comes from and goes to', () => {
  const { all, drawn } = rooms('BCDEF');
  const known = () => nothingKnown;
  const snapshots = {
    getState: known,
    getInitialState: known,
    setState: () => undefined,
    subscribe: () => () => undefined,
  };
  const bridge: Pick<Bridge, 'snapshots' | 'onNotice'> = { snapshots, onNotice: () => () => undefined };
  const conversation: SidebarProps['places']['conversation'] = (id) => `/c/${id}`;
  const where = {
    saved: '/saved',
    scheduled: '/scheduled',
    people: '/people',
    invitations: '/i',
    settings: '/s',
    admin: '/a',
  };
  const places = { conversation, ...where };
  const nothing = () => undefined;
  render(
    <BridgeProvider bridge={bridge as Bridge}>
      <Sidebar
        organisation={{ name: 'Harbour' } as OrganisationView}
        me={{ id: parseId<MeView['id']>('A'.repeat(22)), name: 'Ana', role: 'member' } as MeView}
        conversations={all}
        places={places}
        onNewDirect={nothing}
        onNewRoom={nothing}
        onSearch={nothing}
        onJump={nothing}
        keys={{ search: 'K', palette: 'P' }}
        onStatus={nothing}
        onLeave={nothing}
      />
    </BridgeProvider>,
  );
  const go = (letter: string) => {
    drawn.length = 0;
    act(() => navigate(`/c/${letter.repeat(21)}A`));
    return [...new Set(drawn)].sort().join('');
  };
  expect(go('C')).toBe('C');
  expect(screen.getByRole('link', { current: 'page' }).textContent).toContain('C');
  expect(go('E')).toBe('CE');
  act(() => navigate(`/c/${'E'.repeat(21)}A/details`));
  expect(screen.getByRole('link', { current: 'page' }).textContent).toContain('E');
  act(() => navigate('/'));
  expect(screen.queryByRole('link', { current: 'page' })).toBeNull();
});

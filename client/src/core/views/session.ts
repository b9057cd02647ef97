/** The session as windows see it. */
import type { DeviceId, UserId } from '#shared/ids/index.ts';
import type { OrgState } from '#shared/org-log/index.ts';
import type { MeView, OrganisationView, SessionView } from '../port.ts';
import type { VaultStatus } from '../storage/locked-storage.ts';

/** The door: what may be read without the passphrase. */
export function lockedView({
  failures,
  retryAt,
  triesLeft,
  doorplate,
}: Extract<VaultStatus, { kind: 'present' }>): SessionView {
  return {
    kind: 'locked',
    organisation: {
      id: (doorplate?.org ?? '') as OrganisationView['id'],
      name: doorplate?.organisation ?? 'Tacit',
    },
    name: doorplate?.name ?? '',
    failures,
    ...(retryAt === undefined ? {} : { retryAt }),
    ...(triesLeft === undefined ? {} : { triesLeft }),
  };
}

/** The same screen, and how many entries of the log have been verified; of none: none are being verified. */
export function checkingView(session: SessionView, done: number, total: number): SessionView {
  if (session.kind !== 'locked' && session.kind !== 'no-account') return session;
  const { checking: before, ...rest } = session;
  if (total > 0) return { ...rest, checking: { done, total } };
  return before === undefined ? session : rest;
}

/** The person of this device, by the log once it knows them. */
export function meView(
  { users }: OrgState,
  { user, device, name }: { readonly user: UserId; readonly device: DeviceId; readonly name: string },
): MeView {
  const known = users.get(user);
  return { id: user, device, name: known?.name ?? name, role: known?.role ?? 'member' };
}

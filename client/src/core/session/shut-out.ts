/**
 * A device that the organisation has shut out. That it was, the relay may say; that it is so, only entries of the log say,
 * which this device judges itself.
 */
import type { OrgState } from '#shared/org-log/index.ts';
import type { SessionView, StopReason } from '../port.ts';
import { TransportError } from '../transport/errors.ts';
import type { RelayTransport, TransportState } from '../transport/transport.ts';
import { coreWords } from '../words/index.ts';
import { type Saying, say } from '../words/saying.ts';
import type { IdentityRow } from './account.ts';
import type { LogSync } from './log-sync.ts';
import type { OpenCore } from './open-core.ts';
import { shutOutPart } from './parts-on-demand.ts';

/** How: for a time, for good with everything of the person's, or this device alone. */
export type ShutOut = 'suspended' | 'removed' | 'revoked';

/** How the log has shut a device out; undefined while it has not. */
export function shutOutBy(
  { users, devices }: Pick<OrgState, 'users' | 'devices'>,
  { user, device }: Pick<IdentityRow, 'user' | 'device'>,
): ShutOut | undefined {
  const standing = users.get(user)?.standing;
  if (standing === 'removed') return 'removed';
  if (devices.get(device)?.revoked === true) return 'revoked';
  return standing === 'suspended' ? 'suspended' : undefined;
}

export interface FarewellParts {
  readonly log: () => LogSync;
  readonly transport: RelayTransport;
  readonly identity: IdentityRow;
  /** The log has shut this device out. Asked once. */
  readonly shutOut: (how: ShutOut) => void;
  /** The relay says so, and shows nothing that proves it: nothing is deleted over its word. */
  readonly unproven: (reason: StopReason, sentence: Saying) => void;
  readonly fault: (error: unknown) => void;
}

const unproven = {
  revoked: ['device-revoked', say('account', 'unprovenRevoked')],
  suspended: ['suspended', say('account', 'unprovenSuspended')],
} as const;

const reasons = { suspended: 'suspended', removed: 'user-removed', revoked: 'device-revoked' } as const;

/** What a person sees at the end, in the language that is spoken then. Who is shut out for good leaves nothing behind here; who is suspended, what is locked. */
export async function leaveBehind(
  { log, storage, identity }: Pick<OpenCore, 'log' | 'storage' | 'identity'>,
  how: ShutOut,
): Promise<() => SessionView> {
  const { state } = log.replica;
  // Words that cannot be loaded must not keep anything from being deleted: the relay serves them.
  const words = await shutOutPart()
    .then(({ farewellWords }) => farewellWords(state, storage.read, identity, how))
    .catch(() => () => ({ sentence: coreWords.account.decided }));
  if (how !== 'suspended') await storage.erase();
  return () => ({ kind: 'stopped', reason: reasons[how], ...words() });
}

export interface Farewell {
  /** Whether the log, as this device has it, has shut it out: then this is the end. */
  isOver(): boolean;
  follow(state: TransportState): void;
}

/** Follows whether this device is shut out, whoever says so first. */
export function createFarewell(parts: FarewellParts): Farewell {
  const { transport, identity } = parts;
  const known = () => shutOutBy(parts.log().replica.state, identity);
  let over = false;
  const sayUnproven = (code: 'revoked' | 'suspended') => parts.unproven(unproven[code][0], unproven[code][1]);
  let again: 'revoked' | 'suspended' | undefined;

  const isOver = (): boolean => {
    const how = known();
    if (how !== undefined && !over) {
      over = true;
      parts.shutOut(how);
    }
    return over;
  };

  /** Asks for the entry that the relay speaks of. */
  const learn = async (code: 'revoked' | 'suspended'): Promise<void> => {
    const before = known();
    if (before === undefined || (before === 'suspended' && code === 'revoked')) {
      try {
        await (await shutOutPart()).learnWhy(parts.log(), transport.call);
      } catch (error) {
        const gone = error instanceof TransportError && (error.code === 'offline' || error.code === 'disconnected');
        // Sent away, it comes back once: to be told why, a device has to prove again which one it is.
        if (gone && again === undefined) {
          again = code;
          transport.retryNow();
          return;
        }
      }
    }
    if (!isOver()) sayUnproven(code);
  };

  return {
    isOver,
    follow(state) {
      if (over) return;
      if (state.kind === 'refused' && (state.code === 'revoked' || state.code === 'suspended')) {
        learn(state.code).catch(parts.fault);
      } else if (state.kind === 'offline' && again !== undefined) sayUnproven(again);
      else if (state.kind === 'signed-in') again = undefined;
    },
  };
}

/** Everything that a relay sends unasked. */
import { z } from 'zod/mini';
import { type CloseReason, closeReasons } from './errors.ts';
import { wireLimits } from './limits.ts';
import { bytesSchema, checkpointSchema, countSchema, envelopeSchema, groupIdSchema } from './schemas.ts';

const reasons = Object.keys(closeReasons).filter(isCloseReason);

function isCloseReason(value: string): value is CloseReason {
  return Object.hasOwn(closeReasons, value);
}

export const pushes = {
  /** New envelopes, in order within each group. Has its own layout on the wire (see `frame.ts`). */
  deliver: z.array(envelopeSchema).check(z.minLength(1), z.maxLength(wireLimits.envelopesPerPage)),
  /** A Welcome waits: ask for `welcome.pending`. */
  welcome: z.strictObject({ pending: countSchema }),
  /** The newest checkpoint: after sign-in, after each append, and every few minutes. */
  'log.head': z.strictObject({ checkpoint: checkpointSchema }),
  signal: z.strictObject({ group: groupIdSchema, bytes: bytesSchema(wireLimits.signalBytes) }),
  /** From the other side of a rendezvous. */
  link: z.strictObject({ message: bytesSchema(wireLimits.rendezvousMessageBytes) }),
  /** The rendezvous is over: the other side has ended it or is gone, or its time is. */
  'link.over': z.strictObject({ why: z.enum(['left', 'expired']) }),
  /** The last frame on this socket. */
  'session.closed': z.strictObject({ code: z.enum(reasons) }),
} as const;

export type Pushes = typeof pushes;
export type PushName = keyof Pushes;
export type PushBody<Name extends PushName> = z.infer<Pushes[Name]>;

export const pushNames: readonly PushName[] = Object.keys(pushes).filter(isPushName);

export function isPushName(value: unknown): value is PushName {
  return typeof value === 'string' && Object.hasOwn(pushes, value);
}

/** A push, parsed; null when it is not one: the relay is broken or hostile. */
export function parsePush<Name extends PushName>(name: Name, value: unknown): PushBody<Name> | null {
  const parsed = z.safeParse(pushes[name], value);
  return parsed.success ? (parsed.data as PushBody<Name>) : null;
}

/** This device's end of a rendezvous at the relay: one at a time, and each with an end. */
import type { PushBody } from '#shared/wire/index.ts';
import { TransportError } from '../transport/errors.ts';
import type { RelayTransport } from '../transport/transport.ts';
import { ProblemError } from './problems.ts';

/** Messages that wait to be taken: more than the relay lets the other side send. */
const WAITING_MAX = 16;

export interface LinkLine {
  /** Begins to listen for one linking, for `forMs` at most; one that was under way is over. */
  begin(forMs: number): void;
  /** The next message of the other side. @throws ProblemError when it is over. */
  next(): Promise<Uint8Array>;
  /** @throws TransportError; ProblemError when it is over. */
  send(message: Uint8Array): Promise<void>;
  /** Resolves when it is over. */
  ended(): Promise<void>;
  /** Why it is over, if it is. */
  readonly problem: ProblemError | undefined;
  /** Ends it, and tells the relay. */
  end(): void;
  heard(push: PushBody<'link'>): void;
  over(push: PushBody<'link.over'>): void;
  /** The connection is gone, and the rendezvous with it. */
  lost(): void;
}

export function createLinkLine(call: RelayTransport['call']): LinkLine {
  let listening = false;
  let problem: ProblemError | undefined;
  let waiting: Uint8Array[] = [];
  let wake: (() => void) | undefined;
  const ends: (() => void)[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;

  const stop = (why: ProblemError): void => {
    clearTimeout(timer);
    if (!listening) return;
    listening = false;
    problem = why;
    wake?.();
    for (const tell of ends.splice(0)) tell();
  };
  return {
    begin(forMs) {
      stop(new ProblemError('linking-cancelled'));
      listening = true;
      problem = undefined;
      waiting = [];
      // The relay ends it after its time; one that does not must not keep a code alive for longer.
      timer = setTimeout(() => stop(new ProblemError('linking-expired')), forMs);
    },
    async next() {
      while (waiting.length === 0 && listening) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
      const message = waiting.shift();
      if (message === undefined) throw problem ?? new ProblemError('linking-cancelled');
      return message;
    },
    async send(message) {
      if (!listening) throw problem ?? new ProblemError('linking-cancelled');
      await call('link.send', { message }).catch((error: unknown) => {
        // The other side went while this was on its way.
        if (error instanceof TransportError && error.code === 'no-rendezvous') {
          throw problem ?? new ProblemError('linking-cancelled');
        }
        throw error;
      });
    },
    ended: () =>
      new Promise((resolve) => {
        if (listening) ends.push(resolve);
        else resolve();
      }),
    get problem() {
      return problem;
    },
    end() {
      const was = listening;
      stop(new ProblemError('linking-cancelled'));
      if (was) call('link.close', {}).catch(() => undefined);
    },
    heard({ message }) {
      if (!listening || waiting.length >= WAITING_MAX) return;
      waiting.push(message);
      wake?.();
    },
    over: ({ why }) => stop(new ProblemError(why === 'expired' ? 'linking-expired' : 'linking-cancelled')),
    lost: () => stop(new ProblemError('offline')),
  };
}

/** The calls of a browser that is to be linked to an account: one linking at a time. */
import type { CorePort, LinkedView, Outcome } from '../port.ts';
import type { Joined } from './joining.ts';
import type { NewLinking, NewLinkingParts } from './linking-new.ts';
import { newLinkingPart } from './parts-on-demand.ts';
import { ProblemError } from './problems.ts';

export interface NewLinkingCalls {
  readonly run: <T>(work: () => Promise<T>) => Promise<Outcome<T>>;
  readonly parts: NewLinkingParts;
  readonly enter: (joined: Joined) => Promise<void>;
  /** What applies to the person is known, from their log. */
  readonly linked: (account: LinkedView) => void;
}

export function newLinkingCalls({ run, parts, enter, linked }: NewLinkingCalls) {
  let linking: NewLinking | undefined;
  const current = (): NewLinking => {
    if (linking === undefined) throw new ProblemError('linking-cancelled');
    return linking;
  };
  return {
    beginLinking: (name) =>
      run(async () => {
        linking?.cancel();
        linking = await (await newLinkingPart()).beginLinking(parts, name);
        return linking.code;
      }),
    linkingDigits: () => run(async () => current().digits()),
    linkedAccount: () =>
      run(async () => {
        const account = await current().account();
        linked(account);
        return account;
      }),
    finishLinking: (passphrase) =>
      run(async () => {
        await enter(await current().finish(passphrase));
        linking = undefined;
      }),
    cancelLinking: async () => {
      linking?.cancel();
      linking = undefined;
      parts.line.end();
    },
  } satisfies Partial<CorePort>;
}

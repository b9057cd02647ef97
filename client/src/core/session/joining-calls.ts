/** The calls of a browser that has no account yet: it founds an organisation, or is let into one. */
import type { CorePort, Outcome, PolicyView } from '../port.ts';
import type { Joined } from './joining.ts';
import { newLinkingCalls } from './linking-calls.ts';
import type { NewLinkingParts } from './linking-new.ts';
import type { OpenCore } from './open-core.ts';
import { joiningPart, rarely } from './parts-on-demand.ts';

export interface JoiningCalls {
  readonly run: <T>(work: () => Promise<T>) => Promise<Outcome<T>>;
  readonly parts: NewLinkingParts;
  /** The least length of a passphrase, as far as it is known what applies. */
  readonly minLength: () => number;
  readonly enter: (joined: Joined) => Promise<void>;
  /** What will apply to the person is known. */
  readonly invited: (policy: PolicyView) => void;
  /** What came of it, whether or not the person has been let in. @throws ProblemError `locked`. */
  readonly open: () => OpenCore;
  /** The root key is in the hands of who founded the organisation. */
  readonly rootKept: (core: OpenCore) => void;
}

export function joiningCalls({ run, parts, minLength, enter, invited, open, rootKept }: JoiningCalls) {
  return {
    beginFounding: (code) => run(async () => (await joiningPart()).beginFounding(parts.transport, code)),
    found: (request) =>
      run(async () => {
        await enter(await (await joiningPart()).foundOrganisation(parts, request, minLength()));
        return (await rarely()).rootKey(open());
      }),
    rootKey: () => run(async () => (await rarely()).rootKey(open())),
    confirmRootKept: (typed) =>
      run(async () => {
        const core = open();
        await (await rarely()).confirmRootKept(core, typed);
        rootKept(core);
      }),
    previewInvitation: (fragment) =>
      run(async () => {
        const preview = await (await joiningPart()).previewInvitation(parts, fragment);
        invited(preview.policy);
        return preview;
      }),
    enrol: (request) => run(async () => enter(await (await joiningPart()).acceptInvitation(parts, request))),
    ...newLinkingCalls({ run, parts, enter, linked: ({ policy }) => invited(policy) }),
  } satisfies Partial<CorePort>;
}

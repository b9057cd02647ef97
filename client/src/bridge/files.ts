/** What several parts of the page have to do with files. */
import { createContext } from 'react';
import type { MessageId } from '#shared/ids/index.ts';
import type { CoreProblem, FileId } from './port.ts';

/** A file of a message, named for the core and for a view. */
export interface FilePlace {
  readonly message: MessageId;
  readonly file: FileId;
}

/** What holds files that were not sent yet, by where they are to be sent. */
export type Drafts = Map<string, { readonly end: () => void }>;

export const DraftsContext = createContext<Drafts>(new Map());

/** Files that go with the next message, as the composer knows them. */
export interface FilesToSend {
  readonly count: number;
  /** Takes them away to be sent, once all of them are ready; or says why one of them cannot be. */
  readonly take: () => Promise<
    | { readonly ids: readonly FileId[]; readonly sent: () => void; readonly putBack: () => void }
    | { readonly problem: Pick<CoreProblem, 'sentence' | 'nextStep'> }
  >;
}

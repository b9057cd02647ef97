/** What several parts of the page have to do with files. */
import { createContext } from 'react';
import type { MessageId } from '#shared/ids/index.ts';
import type { FileId, FileView } from './port.ts';

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
  /** One of them is not ready. */
  readonly isBusy: boolean;
  /** Takes them away, to be sent; undefined when there are none that could be. */
  readonly take: () =>
    | { readonly ids: readonly FileId[]; readonly sent: () => void; readonly putBack: () => void }
    | undefined;
}

/** What may be shown as an image, by what its sender says: whether it is one is judged by its bytes. */
export const looksLikeImage = (type: string) => /^image\/(?:png|jpeg|gif|webp|avif)$/.test(type);

/** Whether a file is to be shown as a picture: its sender says that it is one, and how large. Its bytes are still judged. */
export function isPhoto({ type, width, height }: FileView): boolean {
  return width !== undefined && height !== undefined && looksLikeImage(type);
}

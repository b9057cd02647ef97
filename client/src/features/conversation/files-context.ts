import { type ComponentType, createContext } from 'react';
import type { FilePlace } from '#client/bridge/files.ts';
import type { MessageView, TimelineId } from '#client/bridge/port.ts';
import type { UserId } from '#shared/ids/index.ts';

/** How files are drawn: in a message, and a picture on the whole page. */
export interface FileViews {
  readonly Files: ComponentType<{
    readonly timeline: TimelineId;
    readonly entry: Extract<MessageView, { kind: 'text' }>;
    readonly onView: (place: FilePlace) => void;
    readonly onCancel: () => void;
  }>;
  readonly Viewer: ComponentType<{
    readonly timeline: TimelineId;
    readonly first: FilePlace;
    readonly nameOf: (id: UserId) => string;
    readonly onClose: () => void;
  }>;
}

export const FileViewsContext = createContext<FileViews | undefined>(undefined);

/** Of which timeline messages are, and who shows their pictures. */
export const FilesContext = createContext<
  { readonly timeline: TimelineId; readonly view: (place: FilePlace) => void } | undefined
>(undefined);

/** Files in messages: types only, a part of the contract in `port.ts`. */
import type { GroupId, UserId } from '#shared/ids/index.ts';
import type { ThreadId, TimelineId, TimelineKey } from './port-messages.ts';
import type { Outcome, ToldProblem } from './port-session.ts';

/** Names a file of a message, or one that was added and not sent. Opaque. */
export type FileId = string;

/** Where the bytes of a file are. */
export type FileState =
  /** At the relay only. */
  | { readonly kind: 'there' }
  /** On this device, whole and checked. */
  | { readonly kind: 'here' }
  /** On the way to this device; `share`: how much of it has come, from 0 to 1. */
  | { readonly kind: 'coming'; readonly share: number }
  /** On the way to the relay. */
  | { readonly kind: 'going'; readonly share: number }
  /** Nowhere any more: it was not fetched in time, or its author has taken it back. */
  | { readonly kind: 'gone' }
  /** It could not be fetched; trying again may help. */
  | { readonly kind: 'failed'; readonly problem: ToldProblem };

/** A file of a message, as who sent it says. */
export interface FileView {
  readonly id: FileId;
  /** Draw as text only. */
  readonly name: string;
  /** A media type, and a hint only: what may be drawn is judged by the bytes. */
  readonly type: string;
  readonly bytes: number;
  /** Of an image, in pixels: how much room to leave for it. */
  readonly width?: number;
  readonly height?: number;
  readonly state: FileState;
}

/** What is said of a file that is added. */
export interface FileAbout {
  readonly name: string;
  readonly type: string;
  readonly width?: number;
  readonly height?: number;
}

/** A file, and the message in which it stands. */
export interface RoomFile {
  readonly key: TimelineKey;
  /** Where it stands in a thread only. */
  readonly thread?: ThreadId;
  readonly at: number;
  readonly author: UserId;
  readonly file: FileView;
}

/** Some of the files of a conversation, the newest first. */
export interface RoomFilesPage {
  readonly files: readonly RoomFile[];
  /** Asks for what comes after these; absent: there is nothing more. A page may be empty and not be the last. */
  readonly cursor?: string;
}

export interface FilesPort {
  /**
   * Seals a file and keeps it on this device until it is sent (`files` of `MessageOptions`), dropped, or the session ends.
   * A name that cannot be sent is changed. Problems: not-found, not-allowed (the policy, its size), storage-full.
   */
  addFile(conversation: GroupId, file: Blob, about: FileAbout): Promise<Outcome<FileId>>;
  /** Takes back what was added and not sent. */
  dropFile(id: FileId): Promise<void>;
  /** Answers when it is on its way: how far it has come is in the timeline's view. Problems: not-found, not-allowed. */
  fetchFile(timeline: TimelineId, key: TimelineKey, id: FileId): Promise<Outcome>;
  /** Ends the fetching of a file. What has come of it stays, and is not fetched again. */
  stopFile(id: FileId): Promise<void>;
  /** The bytes of a file that is here, or goes from here, as `application/octet-stream`. Problems: not-found (it is not here). */
  openFile(timeline: TimelineId, key: TimelineKey, id: FileId): Promise<Outcome<Blob>>;
  /** The files of a conversation. Problems: not-found. */
  roomFiles(conversation: GroupId, cursor?: string): Promise<Outcome<RoomFilesPage>>;
}

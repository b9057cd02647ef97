/** Files of messages as windows see them, and what stands for them where there are only words. */
import { type FileEntry, isPicture } from '../content/files.ts';
import { withNames } from '../content/mentions.ts';
import { fileIdOf } from '../groups/files.ts';
import type { FileState, FileView } from '../port.ts';
import type { ConversationRow, TextRow } from '../storage/records.ts';
import { coreWords } from '../words/index.ts';

/** Where the bytes of a file are, by its name on this device. */
export type FileStateOf = (id: string) => FileState;

export function fileView(entry: FileEntry, stateOf: FileStateOf): FileView {
  const { name, type, bytes, width, height } = entry;
  const id = fileIdOf(entry);
  const size = width === undefined || height === undefined ? {} : { width, height };
  return { id, name, type, bytes, ...size, state: stateOf(id) };
}

/** What a conversation says of the files of its last message. */
export type FilesOf = NonNullable<NonNullable<ConversationRow['last']>['files']>;

/** What stands for files where a message has no words. */
export function filesWords({ count, name, picture }: FilesOf): string {
  const { photo, photos, file, files } = coreWords.files;
  if (count === 1) return picture ? photo : file(name);
  return picture ? photos(count) : files(count);
}

/** What a message says, in words: without any, what its files are. */
export function wordsOfMessage(row: TextRow, nameOf: Parameters<typeof withNames>[1]): string {
  const { text } = withNames(row, nameOf);
  const { files = [] } = row;
  const [first] = files;
  if (text !== '' || first === undefined) return text;
  return filesWords({ count: files.length, name: first.name, picture: files.every(isPicture) });
}

/** Files in words, where they stand for themselves or for a message. */
import { words } from '#client/words/index.ts';
import { plainName } from './plain-name.ts';
import { sizeWords } from './size.ts';

interface Said {
  readonly name: string;
  readonly type: string;
  readonly bytes: number;
  readonly width?: number;
  readonly height?: number;
}

/** What may be shown as an image, by what its sender says: whether it is one is judged by its bytes. */
export const looksLikeImage = (type: string) => /^image\/(?:png|jpeg|gif|webp|avif)$/.test(type);

/** Whether a file is to be shown as a picture: its sender says that it is one, and how large. Its bytes are still judged. */
export function isPhoto({ type, width, height }: Omit<Said, 'name' | 'bytes'>): boolean {
  return width !== undefined && height !== undefined && looksLikeImage(type);
}

/** "Photo", "File plan.pdf, 2.3 MB". */
export function filesWords({ files = [] }: { readonly files?: readonly Said[] }): string {
  const { photo, file } = words.messages;
  return files.map((one) => (isPhoto(one) ? photo : file(plainName(one.name), sizeWords(one.bytes)))).join('. ');
}

/** What is sent of what was chosen: of photos, the picture without what else stands in them. */

import type { FileAbout } from '#client/bridge/port.ts';
import { redraw } from '#client/bridge/redraw.ts';
import { fileName, mediaType, withEnding } from './file-name.ts';
import { headOf, type ImageHead } from './image-head.ts';

/** What a picture says besides what is seen: left out by drawing it anew, or still in it. */
export type Details = 'left-out' | 'kept';

/** A file as it will be sent. */
export interface Readied {
  readonly file: Blob;
  readonly about: FileAbout;
  readonly isImage: boolean;
  readonly details: Details;
  /** What can be drawn of it. */
  readonly preview?: Blob;
}

/** @throws DOMException when the browser cannot read it. */
export async function readied(chosen: File, asFile: boolean): Promise<Readied> {
  const name = fileName(chosen.name);
  const head = await headOf(chosen);
  const foreign = head === undefined && (await isHeic(chosen));
  const isImage = head !== undefined || foreign;
  const whole = (): Readied => ({
    file: chosen,
    about: { name, type: head?.type ?? mediaType(chosen.type) },
    isImage,
    details: 'kept',
    ...(head === undefined ? {} : { preview: typed(chosen, head) }),
  });
  if (!isImage || asFile) return whole();
  if (head?.moves === true) {
    const { width, height } = head;
    return { ...whole(), about: { ...whole().about, width, height } };
  }
  const drawn = await redraw({ file: chosen, type: kindFor(head) });
  if (!drawn.ok) return whole();
  const { file, type, width, height } = drawn;
  const about = { name: type === head?.type ? name : withEnding(name, type), type, width, height };
  return { file, about, isImage, details: 'left-out', preview: file };
}

/** The bytes with the type that they have, so that the browser draws them as that and nothing else. */
export function typed(file: Blob, { type }: ImageHead): Blob {
  return file.slice(0, file.size, type);
}

/** Browsers write three kinds; a photo of another one becomes a JPEG. */
function kindFor(head: ImageHead | undefined): 'image/png' | 'image/jpeg' | 'image/webp' {
  const type = head?.type;
  return type === 'image/png' || type === 'image/webp' ? type : 'image/jpeg';
}

/** Photos of some telephones. Few browsers can read them; where one can, what they say is left out as well. */
async function isHeic(file: Blob): Promise<boolean> {
  return /^ftyp(?:hei[cxms]|hev[cx]|mif1|msf1)$/.test(await file.slice(4, 12).text());
}

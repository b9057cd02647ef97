/**
 * What the first bytes of a file say of an image. Only what is found here is ever drawn: neither a file's name nor the type
 * that its sender claims counts. That stops a document with script in it, such as SVG or HTML, from being opened as an
 * image; and it stops images that say in a few bytes that they are as large as a city, which would take all memory.
 */

export type ImageType = 'image/png' | 'image/jpeg' | 'image/gif' | 'image/webp' | 'image/avif';

export interface ImageHead {
  readonly type: ImageType;
  /** In pixels, as they are stored: before it is turned as it asks to be. */
  readonly width: number;
  readonly height: number;
  /** It moves, or may: drawn anew it would stand still. */
  readonly moves: boolean;
}

/** So much of a file has to be looked at: a camera may put its whole account before the size of the picture. */
export const HEAD_BYTES = 512 * 1024;

/** More pixels than this are not drawn: 4 bytes each, as long as it is seen. */
export const PIXELS_MAX = 100_000_000;

/** @returns undefined for whatever is not one of the five kinds, has no size in its head, or is too large to be drawn. */
export function imageHead(bytes: Uint8Array): ImageHead | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    const head = png(view) ?? gif(view) ?? webp(view) ?? jpeg(view) ?? avif(view);
    if (head === undefined || head.width === 0 || head.height === 0) return undefined;
    return head.width * head.height > PIXELS_MAX ? undefined : head;
  } catch (error) {
    // It ends before it has said how large it is.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

const text = (view: DataView, at: number, length: number) =>
  String.fromCharCode(...Array.from({ length }, (_, index) => view.getUint8(at + index)));

function png(view: DataView): ImageHead | undefined {
  if (view.getUint32(0) !== 0x89504e47 || view.getUint32(4) !== 0x0d0a1a0a || text(view, 12, 4) !== 'IHDR')
    return undefined;
  const [width, height] = [view.getUint32(16), view.getUint32(20)];
  let moves = false;
  // What makes it move stands before the first of the image itself.
  for (let at = 33; at + 8 <= view.byteLength; at += 12 + view.getUint32(at)) {
    const kind = text(view, at + 4, 4);
    if (kind === 'IDAT') break;
    if (kind === 'acTL') moves = true;
  }
  return { type: 'image/png', width, height, moves };
}

function gif(view: DataView): ImageHead | undefined {
  if (!/^GIF8[79]a$/.test(text(view, 0, 6))) return undefined;
  return { type: 'image/gif', width: view.getUint16(6, true), height: view.getUint16(8, true), moves: true };
}

function webp(view: DataView): ImageHead | undefined {
  if (text(view, 0, 4) !== 'RIFF' || text(view, 8, 4) !== 'WEBP') return undefined;
  const type = 'image/webp';
  switch (text(view, 12, 4)) {
    case 'VP8 ':
      return {
        type,
        width: view.getUint16(26, true) & 0x3fff,
        height: view.getUint16(28, true) & 0x3fff,
        moves: false,
      };
    case 'VP8L': {
      const bits = view.getUint32(21, true);
      return { type, width: (bits & 0x3fff) + 1, height: ((bits >> 14) & 0x3fff) + 1, moves: false };
    }
    case 'VP8X': {
      const side = (at: number) => view.getUint16(at, true) + (view.getUint8(at + 2) << 16) + 1;
      return { type, width: side(24), height: side(27), moves: (view.getUint8(20) & 2) !== 0 };
    }
    default:
      return undefined;
  }
}

function jpeg(view: DataView): ImageHead | undefined {
  if (view.getUint16(0) !== 0xffd8 || view.getUint8(2) !== 0xff) return undefined;
  for (let at = 2; ; ) {
    if (view.getUint8(at) !== 0xff) return undefined;
    const marker = view.getUint8(at + 1);
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    // The frame's header: every SOF but what stands among them and is none.
    const isFrame = marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
    if (isFrame) {
      return { type: 'image/jpeg', width: view.getUint16(at + 7), height: view.getUint16(at + 5), moves: false };
    }
    // The picture begins, or ends, and no size was said.
    if (marker === 0xda || marker === 0xd9) return undefined;
    at += 2 + view.getUint16(at + 2);
  }
}

/** Of its boxes the one that says the size is looked for, and the largest is taken: a thumbnail has one, too. */
function avif(view: DataView): ImageHead | undefined {
  const brand = text(view, 4, 8);
  if (brand !== 'ftypavif' && brand !== 'ftypavis') return undefined;
  let [width, height] = [0, 0];
  const end = Math.min(view.byteLength - 16, 64 * 1024);
  for (let at = 8; at < end; at += 1) {
    // `ispe`, its version and flags, and the two sides.
    if (view.getUint32(at) !== 0x69737065) continue;
    width = Math.max(width, view.getUint32(at + 8));
    height = Math.max(height, view.getUint32(at + 12));
  }
  return { type: 'image/avif', width, height, moves: brand === 'ftypavis' };
}

/** The head of a file, of which no more is read than that. */
export async function headOf(file: Blob): Promise<ImageHead | undefined> {
  return imageHead(new Uint8Array(await file.slice(0, HEAD_BYTES).arrayBuffer()));
}

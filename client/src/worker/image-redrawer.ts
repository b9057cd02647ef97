/**
 * Draws an image anew, beside the page, which must not stand still meanwhile. What comes out holds the picture and nothing
 * else: no place, no camera, no thumbnail of what was cut away, and nothing behind its end.
 */
import type { RedrawAnswer, RedrawOrder } from './redraw.ts';

/** What browsers can make a canvas of: the longest side, and all of it. What is larger is drawn smaller. */
const SIDE_MAX = 8_192;
const PIXELS_MAX = 40_000_000;
const QUALITY = 0.9;

async function redraw({ file, type }: RedrawOrder): Promise<RedrawAnswer> {
  // A camera says which way is up beside the picture; afterwards it is in the picture.
  const image = await createImageBitmap(file, { imageOrientation: 'from-image' });
  const scale = Math.min(
    1,
    SIDE_MAX / Math.max(image.width, image.height),
    Math.sqrt(PIXELS_MAX / (image.width * image.height)),
  );
  const width = Math.max(1, Math.floor(image.width * scale));
  const height = Math.max(1, Math.floor(image.height * scale));
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d', { alpha: type !== 'image/jpeg' });
  if (context === null) return { ok: false };
  context.imageSmoothingQuality = 'high';
  context.drawImage(image, 0, 0, width, height);
  image.close();
  // A browser that cannot write this kind writes PNG, and says so.
  const drawn = await canvas.convertToBlob({ type, quality: QUALITY });
  return { ok: true, file: drawn, type: drawn.type, width, height };
}

self.addEventListener('message', ({ data }: MessageEvent<RedrawOrder>) => {
  void redraw(data)
    .catch((): RedrawAnswer => ({ ok: false }))
    .then((answer) => self.postMessage(answer));
});

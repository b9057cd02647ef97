/** MessagePack within bounds. The library builds whatever a frame claims; this looks at the claims first. */
import { Decoder, Encoder } from '@msgpack/msgpack';
import { WireError } from './errors.ts';
import { wireLimits } from './limits.ts';

const DEPTH_MAX = 8;
/** Values in one frame, of which a page of envelopes has about 13 each. */
const VALUES_MAX = 64 * 1024;

const decoder = new Decoder({ useBigInt64: true });
const encoder = new Encoder({ useBigInt64: true, ignoreUndefined: true, maxDepth: DEPTH_MAX + 2 });

/**
 * The MessagePack form of `value`; bigints become 64-bit integers. The bytes are the encoder's own, and those of the next value after the
 * next call: whoever keeps them copies them. A copy here would be the second one of each piece of a file.
 * @throws WireError `too-large`, `malformed`.
 */
export function encodeMsgpack(value: unknown): Uint8Array {
  let bytes: Uint8Array;
  try {
    bytes = encoder.encodeSharedRef(value);
  } catch {
    throw new WireError('malformed', 'a value that has no encoding');
  }
  if (bytes.length > wireLimits.frameBytes) throw new WireError('too-large', 'value to encode');
  return bytes;
}

/**
 * The value of `bytes`, which must hold exactly one. Byte strings are views of `bytes`.
 * @throws WireError for anything else, before any memory is set aside for it.
 */
export function decodeMsgpack(bytes: Uint8Array): unknown {
  measure(bytes);
  try {
    return decoder.decode(bytes);
  } catch {
    // What the walk cannot see: text that is not UTF-8, a member named __proto__.
    throw new WireError('malformed', 'not MessagePack');
  }
}

/**
 * Walks over one value without building it. Stops nested bombs, arrays that claim more than the frame can hold (each
 * claim costs the decoder memory at once), extension types, and bytes after the value.
 */
function measure(bytes: Uint8Array): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  /** For each open array or map, how many values it still lacks. */
  const open: number[] = [];
  let offset = 0;
  let values = 0;

  const need = (count: number): void => {
    if (bytes.length - offset < count) throw new WireError('malformed', 'cut short');
  };
  const skip = (count: number): void => {
    need(count);
    offset += count;
  };
  const length = (size: 1 | 2 | 4): number => {
    need(size);
    const at = offset;
    offset += size;
    return size === 1 ? view.getUint8(at) : size === 2 ? view.getUint16(at) : view.getUint32(at);
  };
  const enter = (children: number): void => {
    need(children);
    if (open.length >= DEPTH_MAX) throw new WireError('malformed', 'nested too deeply');
    open.push(children);
  };

  do {
    need(1);
    const head = view.getUint8(offset);
    offset += 1;
    values += 1;
    if (values > VALUES_MAX) throw new WireError('too-large', 'too many values');
    if (open.length > 0) open.push((open.pop() ?? 0) - 1);

    if (head <= 0x7f || head >= 0xe0) {
      // a small integer
    } else if (head <= 0x8f) enter((head & 0x0f) * 2);
    else if (head <= 0x9f) enter(head & 0x0f);
    else if (head <= 0xbf) skip(head & 0x1f);
    else {
      switch (head) {
        case 0xc0:
        case 0xc2:
        case 0xc3:
          break;
        case 0xc4:
        case 0xd9:
          skip(length(1));
          break;
        case 0xc5:
        case 0xda:
          skip(length(2));
          break;
        case 0xc6:
        case 0xdb:
          skip(length(4));
          break;
        case 0xcc:
        case 0xd0:
          skip(1);
          break;
        case 0xcd:
        case 0xd1:
          skip(2);
          break;
        case 0xca:
        case 0xce:
        case 0xd2:
          skip(4);
          break;
        case 0xcb:
        case 0xcf:
        case 0xd3:
          skip(8);
          break;
        case 0xdc:
          enter(length(2));
          break;
        case 0xdd:
          enter(length(4));
          break;
        case 0xde:
          enter(length(2) * 2);
          break;
        case 0xdf:
          enter(length(4) * 2);
          break;
        default:
          throw new WireError('malformed', 'a type that this protocol does not use');
      }
    }
    while (open.length > 0 && open[open.length - 1] === 0) open.pop();
  } while (open.length > 0);
  if (offset !== bytes.length) throw new WireError('malformed', 'bytes after the end');
}

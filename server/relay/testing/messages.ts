/** MLS messages by their outside only: all that a relay can tell of them. */
import { concatBytes, decodeBase64url } from '#shared/encoding/index.ts';
import type { GroupId } from '#shared/ids/index.ts';

function vector(bytes: Uint8Array): Uint8Array {
  const { length } = bytes;
  if (length < 64) return concatBytes(Uint8Array.of(length), bytes);
  if (length < 16_384) return concatBytes(Uint8Array.of(0x40 | (length >> 8), length & 0xff), bytes);
  const head = Uint8Array.of(0x80 | (length >> 24), (length >> 16) & 0xff, (length >> 8) & 0xff, length & 0xff);
  return concatBytes(head, bytes);
}

/** The outside of a PrivateMessage around `body`. */
export function privateMessage(
  group: GroupId,
  epoch: bigint,
  content: 'application' | 'proposal' | 'commit',
  body: Uint8Array = Uint8Array.of(1, 2, 3),
): Uint8Array {
  const epochBytes = new Uint8Array(8);
  new DataView(epochBytes.buffer).setBigUint64(0, epoch);
  const type = { application: 1, proposal: 2, commit: 3 }[content];
  return concatBytes(
    Uint8Array.of(0, 1, 0, 2),
    vector(decodeBase64url(group)),
    epochBytes,
    Uint8Array.of(type),
    vector(new Uint8Array()),
    vector(new Uint8Array(28)),
    vector(body),
  );
}

/** The outside of a Welcome. */
export function welcome(body: Uint8Array = Uint8Array.of(9)): Uint8Array {
  return concatBytes(Uint8Array.of(0, 1, 0, 3, 0xf0, 0x0e), vector(new Uint8Array(70)), vector(body));
}

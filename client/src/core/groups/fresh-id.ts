/** New identifiers: random, so that nobody can choose one that means something. */
import { encodeBase64url } from '#shared/encoding/index.ts';
import { type GroupId, ID_BYTES, type MessageId, parseId } from '#shared/ids/index.ts';
import { randomBytes } from '../crypto/primitives.ts';

/** A new id. */
export function freshId<Id extends GroupId | MessageId>(): Id {
  return parseId<Id>(encodeBase64url(randomBytes(ID_BYTES)));
}

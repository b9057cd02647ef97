/** Branded identifiers. Each is 16 random bytes as base64url (22 characters), and is parsed, never cast. */
declare const brand: unique symbol;
type Branded<Name extends string> = string & { readonly [brand]: Name };

/** One organisation: one log. */
export type OrgId = Branded<'OrgId'>;
/** One person. */
export type UserId = Branded<'UserId'>;
/** One browser profile of one person: one MLS client. */
export type DeviceId = Branded<'DeviceId'>;
/** One MLS group; also names the conversation that a person sees (1:1). */
export type GroupId = Branded<'GroupId'>;
/** One logical message, chosen by its sender and carried inside the encrypted payload. */
export type MessageId = Branded<'MessageId'>;
/** One single-use invitation. */
export type InvitationId = Branded<'InvitationId'>;
/** One security group: the people to whom one policy applies. */
export type SecurityGroupId = Branded<'SecurityGroupId'>;

type AnyId = OrgId | UserId | DeviceId | GroupId | MessageId | InvitationId | SecurityGroupId;

/** The length of an id's bytes. */
export const ID_BYTES = 16;

// The 22nd character carries only two bits, so just four letters can end a canonical id. Without this check one id
// would have several spellings, and a set of ids could be cheated with the second one.
const ID_PATTERN = /^[A-Za-z0-9_-]{21}[AQgw]$/;

/** Whether `text` has the canonical form of an id. */
export function isId(text: unknown): text is string {
  return typeof text === 'string' && ID_PATTERN.test(text);
}

/**
 * Parses untrusted text into an id of kind `Id`.
 * @throws RangeError when the text is not the canonical form of 16 bytes.
 */
export function parseId<Id extends AnyId>(text: unknown): Id {
  if (!isId(text)) throw new RangeError('not an identifier');
  return text as Id;
}

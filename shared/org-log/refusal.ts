/** Why an entry is not admitted: a closed list, each with a sentence for a person. */
export const refusals = {
  malformed: 'The entry is damaged or of an unknown kind.',
  'wrong-organisation': 'The entry belongs to another organisation.',
  'not-founded': 'The log does not begin with the founding of the organisation.',
  'already-founded': 'The organisation has already been founded.',
  'other-history': 'The entry was made on another history of this log than the one shown here.',
  'out-of-date': 'Something about this was decided after the entry had been signed. Look again and decide anew.',
  'bad-signature': 'A signature of the entry does not verify.',
  'not-authorised': 'Whoever signed the entry may not decide this.',
  'too-few-signatures': 'More people must sign this before it counts.',
  'must-wait': 'This weakens what protects everybody: it has to be proposed, and waits a day.',
  'too-soon':
    'What was decided elsewhere would then protect people less, sooner than a day from now. Call that off first, or leave here as strict what was to become so.',
  'unknown-subject': 'The entry is about somebody or something that the log does not know.',
  'already-exists': 'What the entry adds exists already.',
  'key-reused': 'A key in the entry has been used before. Keys are made fresh and never shared.',
  'invitation-used': 'The invitation has been used already. Ask for a new one.',
  'invitation-revoked': 'The invitation has been withdrawn. Ask for a new one.',
  'invitation-expired': 'The invitation has expired. Ask for a new one.',
  'invitation-too-long': 'An invitation can last 90 days at most.',
  'bad-certificate': 'The device certificate is not valid for this person and device.',
  'too-many-devices': 'The person has as many devices as the policy allows. Revoke one first.',
  'bad-policy': 'The policy has a value that is missing or out of its range.',
  'last-owner': 'The organisation would be left without an owner who can act.',
  clock: 'The time in the entry lies too far from the log. Check the clock of this device.',
} as const;

export type RefusalCode = keyof typeof refusals;

/** Thrown inside this folder only; `admit` turns it into a value. */
export class Refusal extends Error {
  readonly code: RefusalCode;

  constructor(code: RefusalCode) {
    super(refusals[code]);
    this.name = 'Refusal';
    this.code = code;
  }
}

/** Refuses with `code` unless `condition` holds. */
export function require(condition: boolean, code: RefusalCode): asserts condition {
  if (!condition) throw new Refusal(code);
}

/** The form of the sealed state of an organisation: what there is little of as JSON, and tables of columns for the rest. */
import { z } from 'zod/mini';
import type { DeviceId, InvitationId, OrgId, SecurityGroupId, UserId } from '#shared/ids/index.ts';
import { parsePolicy } from '#shared/policy/index.ts';
import { PURPOSES } from './certificate-text.ts';
import {
  base64urlColumn,
  type Column,
  choiceColumn,
  detailColumn,
  nameColumn,
  placeColumn,
  timeColumn,
} from './columns.ts';
import { matterSchema } from './entries.ts';
import { idField, keyField, nameField, timeField, witnessNameField } from './fields.ts';

/**
 * Of the form and of the rules. It goes up with each change of what is admitted or of what an entry does: else a device
 * would go on believing what the rules of an older version have let in.
 */
export const VERSION = 5;

/** The largest state that is written or read, in bytes: some twenty times that of 10,000 people. */
export const STATE_BYTES_MAX = 256 * 2 ** 20;
/** The most entries of a log whose state is written or read. */
export const SIZE_MAX = 2 ** 24;

const count = z.int().check(z.minimum(0), z.maximum(SIZE_MAX));
const values = z.pipe(z.unknown(), z.transform(parsePolicy));
const weakening = z.strictObject({ values, effectiveAt: timeField });

export const policyRecord = {
  policy: values,
  pending: z.optional(weakening),
  earlier: z.array(weakening),
  proposed: z.optional(z.strictObject({ values, by: idField<UserId>(), at: timeField, index: count })),
};

/** What there is little of. */
export const headSchema = z.strictObject({
  v: z.literal(VERSION),
  size: count.check(z.minimum(1)),
  /** Of the tree: what was damaged does not have it. */
  root: keyField,
  latestAt: timeField,
  users: count,
  devices: count,
  invitations: count,
  org: z.strictObject({
    id: idField<OrgId>(),
    name: nameField,
    rootKey: keyField,
    relayLogKey: keyField,
    quorum: z.int().check(z.minimum(1)),
    defaultGroup: idField<SecurityGroupId>(),
  }),
  groups: z.array(
    z.strictObject({
      id: idField<SecurityGroupId>(),
      name: nameField,
      ...policyRecord,
    }),
  ),
  locks: z.strictObject(policyRecord),
  disclosed: z.array(
    z.strictObject({ user: idField<UserId>(), purpose: z.enum(['bot', 'retention']), name: nameField }),
  ),
  releases: z.array(z.strictObject({ version: z.string().check(z.maxLength(40)), manifest: keyField })),
  witnessRule: z.strictObject({
    witnesses: z.array(z.strictObject({ name: witnessNameField, key: keyField })),
    required: z.int().check(z.minimum(0)),
  }),
  proposals: z.array(
    z.strictObject({
      index: count,
      by: idField<UserId>(),
      matter: matterSchema,
      at: timeField,
      expiresAt: timeField,
      notBefore: timeField,
      votes: z.array(z.strictObject({ user: idField<UserId>(), index: count })),
    }),
  ),
  /** Subjects that are no field of a person, device or invitation, by name. */
  touched: z.array(z.strictObject({ subject: z.string().check(z.maxLength(100)), index: count })),
  /** Keys that nobody has any more, in order: none of them may come again. */
  spent: z.array(keyField),
});

const ROLES = ['owner', 'admin', 'member', 'guest'] as const;

/** The tables, for a log of `size` entries with so many people and security groups. */
export function tablesOf({
  size,
  users,
  groups,
}: {
  readonly size: number;
  readonly users: number;
  readonly groups: number;
}) {
  const entry = placeColumn(() => size, true);
  const user = () => users;
  const group = placeColumn(() => groups);
  return {
    users: {
      id: base64urlColumn<UserId>(16),
      key: base64urlColumn<string>(32),
      name: nameColumn,
      role: choiceColumn(ROLES),
      group,
      standing: choiceColumn(['active', 'suspended', 'removed'] as const),
      standingSince: timeColumn(),
      enrolledAt: timeColumn(),
      title: detailColumn,
      department: detailColumn,
      location: detailColumn,
      contact: detailColumn,
      profileTouched: entry,
      roleTouched: entry,
      standingTouched: entry,
    },
    devices: {
      id: base64urlColumn<DeviceId>(16),
      key: base64urlColumn<string>(32),
      user: placeColumn(user),
      signature: base64urlColumn<string>(64),
      purpose: choiceColumn(PURPOSES),
      notBefore: timeColumn(),
      notAfter: timeColumn(),
      revokedAt: timeColumn(true),
      addedAt: timeColumn(),
      touched: entry,
    },
    invitations: {
      id: base64urlColumn<InvitationId>(16),
      key: base64urlColumn<string>(32),
      name: nameColumn,
      role: choiceColumn(ROLES),
      group,
      createdBy: placeColumn(user),
      createdAt: timeColumn(),
      expiresAt: timeColumn(),
      standing: choiceColumn(['open', 'used', 'revoked'] as const),
      usedBy: placeColumn(user, true),
      resets: placeColumn(user, true),
      touched: entry,
    },
  } satisfies Record<string, Record<string, Column<unknown>>>;
}

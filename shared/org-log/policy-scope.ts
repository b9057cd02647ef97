/** Whose policy an entry is about. */
import type { OrgId, SecurityGroupId } from '#shared/ids/index.ts';

/** A security group, or the whole organisation under its own id. */
export type PolicyScope = SecurityGroupId | OrgId;

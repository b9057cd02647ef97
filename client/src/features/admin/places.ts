import type { SecurityGroupId, UserId } from '#shared/ids/index.ts';

/** The pages of the administration. */
export type AdminPlace =
  | { readonly kind: 'people' }
  | { readonly kind: 'person'; readonly user: UserId }
  | { readonly kind: 'groups' }
  | { readonly kind: 'policy'; readonly group?: SecurityGroupId }
  | { readonly kind: 'invite' }
  | { readonly kind: 'log' };

import type { PolicyScope } from '#client/bridge/port.ts';
import type { UserId } from '#shared/ids/index.ts';

/** The pages of the administration. */
export type AdminPlace =
  | { readonly kind: 'people' }
  | { readonly kind: 'person'; readonly user: UserId }
  | { readonly kind: 'owners' }
  | { readonly kind: 'groups' }
  | { readonly kind: 'policy'; readonly group?: PolicyScope }
  | { readonly kind: 'keys' }
  | { readonly kind: 'invite' }
  | { readonly kind: 'log' };

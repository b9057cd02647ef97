import { createContext } from 'react';
import type { GroupId, UserId } from '#shared/ids/index.ts';

/** Of which conversation the messages are, for what tells how far each came. */
export const ReachContext = createContext<
  { readonly conversation: GroupId; readonly nameOf: (id: UserId) => string } | undefined
>(undefined);

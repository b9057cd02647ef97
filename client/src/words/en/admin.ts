import { console } from './console.ts';
import { keys } from './keys.ts';
import { policy } from './policy.ts';
import { receipts } from './receipts.ts';
import { trail } from './trail.ts';
import { witness } from './witness.ts';

export const admin = { console, keys, policy, receipts, trail, witness };

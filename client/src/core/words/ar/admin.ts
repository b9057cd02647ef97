import { decisions } from './decisions.ts';
import { policy } from './policy.ts';
import { trail } from './trail.ts';

export const admin = { decisions, policy, trail };

import { counting } from './counting.ts';
import { saved } from './saved.ts';
import { search } from './search.ts';
import { shared } from './shared.ts';
import { stopped } from './stopped.ts';
import { timers } from './timers.ts';
import { unlock } from './unlock.ts';

export const en = { counting, shared, saved, search, stopped, timers, unlock };

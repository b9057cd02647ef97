import { devices } from './devices.ts';
import { emoji } from './emoji.ts';
import { later } from './later.ts';
import { polls } from './polls.ts';
import { statusDialog } from './status-dialog.ts';

export const rare = { devices, emoji, later, polls, statusDialog };

import { devices } from './devices.ts';
import { emoji } from './emoji.ts';
import { files } from './files.ts';
import { later } from './later.ts';
import { polls } from './polls.ts';
import { statusDialog } from './status-dialog.ts';

export const rare = { devices, emoji, files, later, polls, statusDialog };

import type { CoreWhole } from '../index.ts';
import { account } from './account.ts';
import { admin } from './admin.ts';
import { advice } from './advice.ts';
import { alarms } from './alarms.ts';
import { evidence } from './evidence.ts';
import { files } from './files.ts';
import { gate } from './gate.ts';
import { later } from './later.ts';
import { refusals } from './refusals.ts';
import { relay } from './relay.ts';
import { rooms } from './rooms.ts';
import { talk } from './talk.ts';

export const vi: CoreWhole = {
  account,
  admin,
  advice,
  alarms,
  evidence,
  files,
  gate,
  later,
  refusals,
  relay,
  rooms,
  talk,
};

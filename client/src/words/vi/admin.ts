import { applies } from './applies.ts';
import { console } from './console.ts';
import { decisions } from './decisions.ts';
import { groups } from './groups.ts';
import { invite } from './invite.ts';
import { keys } from './keys.ts';
import { owners } from './owners.ts';
import { person } from './person.ts';
import { policy } from './policy.ts';
import { profiles } from './profiles.ts';
import { receipts } from './receipts.ts';
import { staff } from './staff.ts';
import { trail } from './trail.ts';
import { witness } from './witness.ts';

export const admin = {
  applies,
  console,
  decisions,
  groups,
  invite,
  keys,
  owners,
  person,
  policy,
  profiles,
  receipts,
  staff,
  trail,
  witness,
};

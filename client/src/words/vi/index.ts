import type { Whole } from '../languages.ts';
import { admin } from './admin.ts';
import { app } from './app.ts';
import { aria } from './aria.ts';
import { composer } from './composer.ts';
import { conversation } from './conversation.ts';
import { counting } from './counting.ts';
import { details } from './details.ts';
import { events } from './events.ts';
import { forward } from './forward.ts';
import { invitations } from './invitations.ts';
import { levels } from './levels.ts';
import { messages } from './messages.ts';
import { notifications } from './notifications.ts';
import { onboarding } from './onboarding.ts';
import { ownDevices } from './own-devices.ts';
import { palette } from './palette.ts';
import { people } from './people.ts';
import { pins } from './pins.ts';
import { problems } from './problems.ts';
import { rare } from './rare.ts';
import { rooms } from './rooms.ts';
import { saved } from './saved.ts';
import { scheduled } from './scheduled.ts';
import { search } from './search.ts';
import { settings } from './settings.ts';
import { shared } from './shared.ts';
import { shortcuts } from './shortcuts.ts';
import { sidebar } from './sidebar.ts';
import { status } from './status.ts';
import { stopped } from './stopped.ts';
import { timers } from './timers.ts';
import { ui } from './ui.ts';
import { unlock } from './unlock.ts';
import { votes } from './votes.ts';
import { waking } from './waking.ts';

export const vi: Whole = {
  admin,
  app,
  aria,
  composer,
  conversation,
  counting,
  details,
  events,
  forward,
  invitations,
  levels,
  messages,
  notifications,
  onboarding,
  ownDevices,
  palette,
  people,
  pins,
  problems,
  rare,
  rooms,
  saved,
  scheduled,
  search,
  settings,
  shared,
  shortcuts,
  sidebar,
  status,
  stopped,
  timers,
  ui,
  unlock,
  votes,
  waking,
};

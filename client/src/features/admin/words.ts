import type { PolicyArea, TrailArea } from '#client/bridge/port.ts';

export const areaWords: Readonly<Record<PolicyArea, string>> = {
  keys: 'Keys',
  access: 'Access',
  messages: 'Messages',
  files: 'Files',
  rooms: 'Rooms',
  reach: 'Reach',
  notices: 'Notices',
};

export const trailAreas: Readonly<Record<TrailArea, string>> = {
  people: 'People',
  devices: 'Devices',
  invitations: 'Invitations',
  policy: 'Policy',
  organisation: 'Organisation',
};

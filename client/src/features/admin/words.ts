import type { DeviceView, PolicyArea, Role, Standing, TrailArea } from '#client/bridge/port.ts';

export const roleWords: Readonly<Record<Role, string>> = {
  owner: 'Owner',
  admin: 'Admin',
  member: 'Member',
  guest: 'Guest',
};

export const standingWords: Readonly<Record<Standing, string>> = {
  active: 'Active',
  suspended: 'Suspended',
  removed: 'Removed',
};

export const deviceWords: Readonly<Record<DeviceView['state'], string>> = {
  active: 'In use',
  'shut-out': 'Shut out with its owner',
  expired: 'Certificate expired',
  revoked: 'Revoked',
};

export const deviceKinds: Readonly<Record<DeviceView['kind'], string>> = {
  browser: 'Browser',
  bot: 'Bot',
  retention: 'Retention service',
};

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

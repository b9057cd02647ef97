export const ownDevices = {
  /** Before what was written there. */
  writtenElsewhere: 'Also written on another device:',
  take: 'Add to draft',
  drop: 'Discard that draft',
};

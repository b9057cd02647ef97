export const ownDevices = {
  /** Before what was written there. */
  writtenElsewhere: 'Cũng được viết trên thiết bị khác:',
  take: 'Thêm vào bản nháp',
  drop: 'Bỏ bản nháp đó',
};

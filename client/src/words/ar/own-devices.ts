export const ownDevices = {
  /** Before what was written there. */
  writtenElsewhere: 'كُتب أيضًا على جهاز آخر:',
  take: 'إضافة إلى المسودة',
  drop: 'تجاهل تلك المسودة',
};

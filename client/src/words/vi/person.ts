/** Somebody's page in the administration, and lists of devices. */
export const person = {
  all: 'Tất cả mọi người',
  /** @param role one of the console's roles; @param joined when. */
  about: (role: string, joined: string) => `${role} · tham gia ${joined}`,
  aboutYou: (role: string, joined: string) => `${role} · bạn · tham gia ${joined}`,
  may: 'Quyền hạn',
  mayHint: 'Ở đây chỉ có những gì nhật ký cho phép bạn quyết định.',
  othersMustSign: 'Cần thêm chữ ký của người khác',
  anotherAdminMustSign: 'Cần thêm chữ ký của một quản trị viên khác',
  leaving: 'Rời tổ chức',
  leavingHint: 'Có thể hoàn tác việc đình chỉ. Không thể hoàn tác việc xóa.',
  suspendedSince: (time: string) => `Bị đình chỉ từ ${time}.`,
  removedOn: (time: string) => `Đã bị xóa vĩnh viễn vào ${time}.`,
  notYours:
    'Nhật ký không cho phép bạn quyết định việc này: chỉ chủ sở hữu quyết định về chủ sở hữu và quản trị viên, và luôn phải còn một chủ sở hữu.',
  restore: 'Khôi phục',
  suspend: 'Đình chỉ',
  remove: 'Xóa vĩnh viễn',
  inTheLog: 'Trong nhật ký',
  inTheLogHint: 'Mọi quyết định về người này, và ai đã quyết định.',
  entries: (name: string) => `Các mục về ${name}`,
  undone: 'Đã hoàn tác.',

  devices: 'Thiết bị',
  devicesHint:
    'Một thiết bị là một hồ sơ trình duyệt. Mỗi thiết bị chỉ được thêm bằng chính khóa của chủ nhân, không bằng cách nào khác.',
  noDevices: 'Chưa có.',
  deviceNames: {
    browser: (nth: string) => `Trình duyệt ${nth}`,
    bot: (nth: string) => `Bot ${nth}`,
    retention: (nth: string) => `Dịch vụ lưu giữ ${nth}`,
  },
  thisDevice: (name: string) => `${name} (thiết bị này)`,
  deviceStates: {
    active: 'Đang dùng',
    'shut-out': 'Bị chặn cùng chủ nhân',
    expired: 'Chứng chỉ đã hết hạn',
    revoked: 'Đã thu hồi',
  },
  certificateUntil: (added: string, until: string) => `Thêm ${added} · chứng chỉ đến ${until}`,
  revokedBy: (added: string, revoked: string, by: string) => `Thêm ${added} · ${by} thu hồi ${revoked}`,
  revoke: 'Thu hồi',
  revokeOne: (name: string) => `Thu hồi ${name}`,
};

/** What the organisation has decided for this person, and the way back when all owners are lost. */
export const applies = {
  title: 'Những gì áp dụng cho bạn',
  /** {group} is a security group, {names} are those who signed its policy, {time} is when. */
  hint: 'Chính sách của {group}, do {names} ký ngày {time}. Thiết bị này đã tự kiểm tra các chữ ký.',
  otherwise: (time: string) => `Từ ${time}, những mục sau sẽ khác:`,
  everyRule: 'Mọi quy định',
  locked: 'Tổ chức đã khóa',
  log: 'Nhật ký nói gì về bạn',
  /** @param role and @param standing of the console; @param since when. */
  logHint: (role: string, standing: string, since: string) =>
    `${role}, ${standing.toLowerCase()}, từ ${since}. Mọi người trong tổ chức đều xem được.`,
  allEntries: 'Tất cả các mục về bạn',
  entries: 'Các mục về bạn',
  replaced: 'Có người có thể chiếm chỗ của bạn bằng một liên kết',
  /** {by} is a person. @param until when. */
  replacedBy: (until: string) =>
    `{by} đã tạo liên kết này; nó dùng được đến ${until}. Ai mở nó sẽ có khóa mới dưới tên bạn, và thiết bị này bị thu hồi. Nếu bạn không mất thiết bị, hãy chặn ngay.`,
  stop: 'Chặn lại',
  stopped: 'Liên kết không còn dùng được.',
  stoppedNext: 'Hãy nói chuyện với một chủ sở hữu xem ai đã yêu cầu nó.',

  ownersLost: 'Nếu mất hết chủ sở hữu',
  ownersLostHint: 'Khóa gốc đã được in khi thành lập tổ chức. Ai giữ nó có thể trở thành chủ sở hữu.',
  recover: 'Khôi phục bằng khóa gốc',
  onlyOwner: 'Cho tôi làm chủ sở hữu duy nhất',
  lastResort: 'Chỉ khi không thể liên lạc với các chủ sở hữu nữa',
  lastResortNext:
    'Bạn trở thành chủ sở hữu duy nhất, và những chủ sở hữu hiện tại trở thành quản trị viên. Ứng dụng của mọi người sẽ báo ngay.',
  rootKey: 'Khóa gốc',
  rootKeyHint: 'Đủ 14 nhóm ký tự. Không phân biệt chữ hoa và khoảng trắng.',
  chooseFile: 'Chọn tệp đã lưu',
  recovered: 'Bạn hiện là chủ sở hữu.',
  recoveredNext: 'Hãy chỉ định thêm người khác, và cất khóa gốc lại chỗ cũ.',
};

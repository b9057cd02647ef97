import type { policy as english, FieldWords, UnitWords } from '../en/policy.ts';
import { counting } from './counting.ts';

const levels = {
  none: 'Không có mức',
  unclassified: 'Không mật',
  restricted: 'Hạn chế',
  confidential: 'Mật',
  secret: 'Tối mật',
  'top-secret': 'Tuyệt mật',
};

const fields: Readonly<Record<keyof typeof english.fields, FieldWords>> = {
  minimumSuite: {
    title: 'Bộ mã hóa yếu nhất',
    sentence:
      'Cuộc trò chuyện có bộ mã hóa yếu hơn bị mọi người trong đó từ chối. X-Wing còn chống được máy tính lượng tử.',
    options: { 'x-wing': 'X-Wing (hậu lượng tử)', x25519: 'X25519 (cổ điển)' },
  },
  selfUpdateDays: {
    title: 'Thay khóa sau',
    sentence:
      'Mỗi thiết bị đưa khóa mới vào các cuộc trò chuyện khi khóa cũ đến tuổi này. Càng sớm thì khóa bị đánh cắp càng nhanh hết tác dụng.',
  },
  pastEpochs: {
    title: 'Số kỳ khóa cũ được giữ',
    sentence:
      'Bao nhiêu kỳ khóa đã qua còn đọc được cho tin nhắn đến muộn. Ít hơn thì ít thứ để đánh cắp; tin nhắn đến muộn bị mất.',
  },
  skippedKeys: {
    title: 'Số khóa tin nhắn bị bỏ qua được giữ',
    sentence:
      'Khóa được giữ cho mỗi người gửi có tin nhắn đến sai thứ tự. Có hiệu lực khi thiết bị được mở khóa lần tới.',
  },
  forwardSteps: {
    title: 'Số tin nhắn lỡ liên tiếp',
    sentence:
      'Thiết bị theo kịp một người gửi có tin nhắn bị lỡ đến mức nào. Có hiệu lực khi thiết bị được mở khóa lần tới.',
  },
  keyPackages: {
    title: 'Số khóa dùng một lần dự trữ',
    sentence:
      'Những gì mỗi thiết bị để lại trên máy chủ để có thể được thêm khi vắng mặt. Nhiều hơn thì dùng được lâu hơn.',
  },
  inactiveDays: {
    title: 'Loại thiết bị không hoạt động sau',
    sentence:
      'Thiết bị không đưa khóa mới vào cuộc trò chuyện trong thời gian này sẽ bị loại khỏi đó, và những gì nó gửi bị từ chối. Ai vắng lâu hơn sẽ được người điều hành thêm lại, hoặc được thêm lại bằng tin nhắn tiếp theo của trò chuyện riêng.',
  },
  passphraseLength: {
    title: 'Cụm mật khẩu ngắn nhất',
    sentence: 'Được yêu cầu khi tạo hoặc đổi cụm mật khẩu. Những cụm đã có giữ nguyên.',
  },
  autoLockMinutes: {
    title: 'Khóa sau',
    sentence: 'Không được dùng trong thời gian này, Tacit tự khóa và xóa khóa khỏi bộ nhớ.',
  },
  wipeAfterFailures: {
    title: 'Xóa sau khi sai cụm mật khẩu',
    sentence:
      'Trình duyệt xóa những gì nó giữ sau số lần sai cụm mật khẩu liên tiếp này; mọi người được báo còn bao nhiêu lần. Cách này chặn người ngồi trước bàn phím, nhưng người đó cũng có thể xóa theo cách này. Ai sao chép ổ đĩa thì thử mà không bị đếm: chỉ cụm mật khẩu tốt mới bảo vệ được.',
    zero: 'Không bao giờ',
  },
  devicesPerPerson: {
    title: 'Số thiết bị mỗi người',
    sentence: 'Thiết bị vượt quá số này không được nhận vào nhật ký. Những thiết bị đã có giữ nguyên.',
  },
  freshnessHours: {
    title: 'Gửi khi không có tin trong',
    sentence:
      'Thiết bị không nghe được gì về nhật ký trong thời gian này sẽ ngừng gửi, để không ai giấu được việc ai đó đã bị xóa.',
  },
  messageBytes: {
    title: 'Tin nhắn lớn nhất',
    sentence: 'Tin nhắn lớn hơn không được gửi, và không được hiển thị ở nơi nhận.',
  },
  editWindowMinutes: {
    title: 'Sửa trong vòng',
    sentence: 'Tác giả có thể sửa những gì mình viết trong bao lâu. Sửa muộn hơn bị mọi người bỏ qua.',
    zero: 'Không được sửa',
  },
  recallWindowMinutes: {
    title: 'Thu hồi trong vòng',
    sentence: 'Tác giả có thể thu hồi tin nhắn với mọi người trong bao lâu. Thu hồi muộn hơn bị mọi người bỏ qua.',
    zero: 'Không được thu hồi',
  },
  messageMinutesMost: {
    title: 'Tin nhắn ở lại nhiều nhất',
    sentence:
      'Mọi tin nhắn biến mất với tất cả mọi người sau thời gian này, theo giờ máy chủ. 5.256.000 phút, tức mười năm: tin nhắn có thể ở lại mãi.',
  },
  messageMinutesLeast: {
    title: 'Tin nhắn ở lại ít nhất',
    sentence:
      'Không ai có thể cho tin nhắn biến mất sớm hơn. Nếu lớn hơn mức nhiều nhất thì mức nhiều nhất được áp dụng.',
    zero: 'Không có mức ít nhất',
  },
  messageMinutesDefault: {
    title: 'Cuộc trò chuyện mới bắt đầu với',
    sentence:
      'Tin nhắn trong các cuộc trò chuyện và phòng mới biến mất sau thời gian này, trừ khi người điều hành chọn khác; mức nhiều nhất và ít nhất luôn được áp dụng. Không ai khác biết được một cuộc trò chuyện lẽ ra phải bắt đầu thế nào.',
    zero: 'Tin nhắn ở lại',
  },
  burnOnRead: {
    title: 'Biến mất sau khi đọc',
    sentence: 'Tác giả có được cho tin nhắn biến mất một lúc sau khi người nhận đọc lần đầu hay không.',
    options: { allowed: 'Được phép', off: 'Không được phép' },
  },
  forwarding: {
    title: 'Chuyển tiếp tin nhắn',
    sentence:
      'Mọi người có được chuyển tiếp tin nhắn kèm dấu cho biết nó từ đâu đến hay không. Nếu không, tin nhắn như vậy bị mọi người từ chối. Nội dung được chép tay thì không có dấu.',
    options: { allowed: 'Được phép', forbidden: 'Không được phép' },
  },
  files: {
    title: 'Tệp và ảnh',
    sentence:
      'Tin nhắn có được kèm tệp hay không. Nếu không, tin nhắn kèm tệp của người khác cũng bị từ chối, và một dòng cho biết đã có người thử gửi.',
    options: { off: 'Không được phép', allowed: 'Được phép' },
  },
  fileMegabytes: {
    title: 'Tệp lớn nhất',
    sentence:
      'Tệp lớn hơn không được gửi, và mọi người từ chối chúng nếu một ứng dụng vẫn gửi. Tệp lớn chiếm chỗ trên thiết bị và máy chủ.',
  },
  fileSaving: {
    title: 'Lưu tệp',
    sentence:
      'Ứng dụng có cho lưu tệp ra ngoài hay không. Nếu không, tệp chỉ xem được trong ứng dụng, và tệp mà ứng dụng không hiển thị được thì không xem được. Điều này chỉ làm khó hơn: một ứng dụng bị sửa đổi lưu gì tùy ý.',
    options: { off: 'Không cung cấp', allowed: 'Được phép' },
  },
  historyForNewcomers: {
    title: 'Tin nhắn từ trước',
    sentence:
      'Người thêm ai đó vào phòng có được chia sẻ những gì đã nói trước đó hay không. Nếu không, ứng dụng từ chối nội dung được chia sẻ. Nội dung được chép tay thì không ai từ chối được.',
    options: { off: 'Không bao giờ chia sẻ', allowed: 'Tùy người thêm' },
  },
  readReceipts: {
    title: 'Báo đã xem',
    sentence: 'Mọi người có cho nhau biết mình đã xem gì hay không. Chính ứng dụng của họ báo hoặc không báo.',
    options: { off: 'Không bao giờ', choice: 'Tùy mỗi người', required: 'Luôn luôn' },
  },
  notificationContent: {
    title: 'Thông báo hiện nhiều nhất',
    sentence: 'Mỗi người có thể chọn hiện ít hơn trên màn hình, không bao giờ nhiều hơn.',
    options: { nothing: 'Rằng có tin nhắn', name: 'Ai đã viết', text: 'Ai đã viết và nội dung' },
  },
  quietNights: {
    title: 'Đêm yên tĩnh',
    sentence: 'Không có thông báo từ 22:00 đến 7:00, với những người chưa tự quyết định điều khác.',
    options: { on: 'Trừ khi mỗi người chọn khác', off: 'Nếu mỗi người chọn vậy' },
  },
  guestsStart: {
    title: 'Khách bắt đầu cuộc trò chuyện',
    sentence:
      'Nếu khách không được phép, ứng dụng của mọi người từ chối cuộc trò chuyện chỉ do khách điều hành hoặc do khách bắt đầu.',
    options: { allowed: 'Được phép', forbidden: 'Không được phép' },
  },
  verification: {
    title: 'So sánh mã an toàn',
    sentence:
      'Mọi người có phải đánh dấu ai đó là đã xác minh trước khi bắt đầu trò chuyện hoặc đưa người đó vào cuộc trò chuyện hay không. Người khác không thấy được họ có thật sự so sánh hay không.',
    options: { required: 'Trước mọi cuộc trò chuyện', off: 'Tùy mỗi người' },
  },
  copying: {
    title: 'Sao chép và in',
    sentence:
      'Ứng dụng có cho sao chép và in tin nhắn hay không. Điều này chỉ làm khó hơn: không thể ngăn ảnh chụp màn hình hay máy ảnh.',
    options: { allowed: 'Được phép', off: 'Không cung cấp' },
  },
  push: {
    title: 'Đánh thức trình duyệt đã đóng',
    sentence:
      'Máy chủ có được báo cho trình duyệt đã đóng rằng có tin đến, qua dịch vụ thông báo đẩy của hãng trình duyệt, hay không. Dịch vụ đó biết điều ấy và thời điểm, ngoài ra không biết gì khác.',
    options: { off: 'Không bao giờ', allowed: 'Tùy mỗi người' },
  },
  presence: {
    title: 'Trạng thái hoạt động',
    sentence:
      'Mọi người có cho nhau biết mình sẵn sàng, vắng mặt hay không muốn bị làm phiền, kèm vài lời nếu muốn, hay không. Khi tắt, những gì một ứng dụng bị sửa đổi báo sẽ bị mọi người bỏ qua.',
    options: { off: 'Tắt', choice: 'Tùy mỗi người' },
  },
  consentBanner: {
    title: 'Đọc và đồng ý trước',
    sentence:
      'Hiện mỗi khi ai đó mở khóa Tacit, trước mọi thứ khác, và phải được đồng ý. Muốn bỏ hoặc đổi những lời này cần hai quản trị viên và một ngày.',
    none: 'Không có gì',
  },
  networks: {
    title: 'Chỉ đăng nhập từ',
    sentence:
      'Các mạng mà người trong nhóm này được đăng nhập từ đó, chẳng hạn 10.20.0.0/16 hoặc 2001:db8:5::/48; ai ở nơi khác sẽ bị ngắt. Việc này do máy chủ giữ, nên không giúp được gì nếu máy chủ nói dối, và những gì đã có trên thiết bị thì vẫn còn. Hãy cẩn thận kẻo khóa tất cả ở ngoài: chỉ người ở bên trong mới đổi lại được. Muốn bỏ hoặc nới rộng danh sách cần hai quản trị viên và một ngày.',
    none: 'Bất cứ đâu',
  },
  quickResponses: {
    title: 'Câu trả lời nhanh',
    sentence:
      'Các câu trả lời ngắn, mỗi dòng một câu. Mọi người thấy chúng cùng đoạn mẫu của mình khi gõ dấu chấm phẩy ở ô soạn tin; họ có thể chèn và sửa nội dung đã chèn, nhưng không sửa danh sách. Muốn bỏ hoặc đổi dòng nào cần hai quản trị viên và một ngày.',
    none: 'Không có',
  },
  levelLeast: {
    title: 'Đánh dấu cuộc trò chuyện ít nhất là',
    sentence: 'Mức hiện phía trên mọi cuộc trò chuyện mà phòng không có mức cao hơn.',
    options: levels,
  },
  levelMost: {
    title: 'Mức cao nhất của một phòng',
    sentence: 'Người điều hành không thể đặt mức cao hơn cho phòng: điều gì mật hơn thì không thuộc về nơi này.',
    options: levels,
  },
  groupDevices: {
    title: 'Số thiết bị trong một cuộc trò chuyện',
    sentence: 'Cuộc trò chuyện lớn hơn bị mọi người trong đó từ chối. Một người có thể tính là nhiều thiết bị.',
  },
};

const unit = (name: string): UnitWords => ({
  name,
  counted: (count) => counting.plural(count, { other: `# ${name}` }),
});

export const policy: typeof english = {
  fields,
  units: {
    day: unit('ngày'),
    minute: unit('phút'),
    hour: unit('giờ'),
    period: unit('kỳ'),
    key: unit('khóa'),
    message: unit('tin nhắn'),
    character: unit('ký tự'),
    device: unit('thiết bị'),
    byte: unit('byte'),
    failure: unit('lần sai cụm mật khẩu'),
    megabyte: unit('MB'),
  },
  notLocked: 'Không khóa',
  notLockedAs: (label) => `Không khóa (${label})`,
};

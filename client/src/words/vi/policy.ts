import { console } from './console.ts';
import { counting } from './counting.ts';

/** The policy of a security group: what holds, what waits, and how it is changed. */
export const policy = {
  of: 'Chính sách của',
  organisation: 'Toàn tổ chức',
  organisationHint: 'Mức mà chính sách của không nhóm nào được thấp hơn',
  areas: {
    keys: 'Khóa',
    access: 'Truy cập',
    messages: 'Tin nhắn',
    files: 'Tệp',
    rooms: 'Phòng',
    reach: 'Phạm vi liên lạc',
    notices: 'Thông báo',
  },
  alone: 'Bạn là người duy nhất quyết định',
  aloneNext:
    'Những gì làm yếu chính sách phải chờ một ngày để mọi người được báo trước, và không cần chữ ký thứ hai khi chưa có quản trị viên thứ hai. Hãy có ít nhất hai người.',
  locks:
    'Những gì khóa ở đây áp dụng cho mọi nhóm, kể cả khi chính sách của nhóm đòi hỏi ít hơn. Nhóm có thể đòi hỏi nhiều hơn. Khóa một mục cần một chữ ký; nới lỏng khóa cần hai quản trị viên và một ngày.',
  heldMeans:
    'Bắt buộc: ứng dụng của người khác, hoặc máy chủ, từ chối những gì vi phạm. Tự giác: ứng dụng của mỗi người tự tuân theo, và một ứng dụng bị sửa đổi có thể bỏ qua.',
  /** Who holds people to it. */
  held: { others: 'Bắt buộc', 'own-app': 'Tự giác', relay: 'Do máy chủ giữ' },
  history: 'Lịch sử',
  historyHint: 'Mọi quyết định về chính sách này, đã thay đổi gì và ai đã ký.',
  historyOf: 'Lịch sử chính sách',
  unsigned: 'Các thay đổi chưa ký',
  notSignedYet: (count: number) => `${counting.number(count)} thay đổi, chưa ký`,
  discard: 'Bỏ',
  review: 'Xem lại và ký',

  lockedForAll: 'Khóa cho mọi nhóm',
  /** @param value in words, with its unit. */
  lockedAt: (value: string) => `Tổ chức đã khóa: ${value}`,
  setHere: (value: string) => `Đặt riêng cho nhóm này; tổ chức đã khóa ở ${value}`,
  textHint: 'Văn bản thuần. Để trống: không hiện gì.',
  linesHint: (most: number, longest: number) =>
    `Mỗi dòng một câu, tối đa ${counting.number(most)} dòng, mỗi dòng ${counting.number(longest)} ký tự. Để trống: không có.`,
  range: {
    more: (least: number, most: number, unit: string) => `${range(least, most, unit)}; nhiều hơn là yếu hơn`,
    less: (least: number, most: number, unit: string) => `${range(least, most, unit)}; ít hơn là yếu hơn`,
    orNone: (least: number, most: number, unit: string, none: string) =>
      `${range(least, most, unit)}; nhiều hơn là yếu hơn, yếu nhất là 0: ${none}`,
  },
  rangeOfLock: (least: number, most: number, unit: string, none: number) =>
    `${range(least, most, unit)}; ${counting.number(none)} nghĩa là không khóa gì`,
  weaker: 'Yếu hơn',
  stronger: 'Mạnh hơn',
  /** Of words where there were none. */
  fresh: 'Mới',
  /** {direction} is one of the two. */
  thanNow: '{direction} hiện tại',
  /** {value} is what is now, in words. */
  thanNowWas: '{direction} hiện tại ({value})',

  wholeNumber: (least: number, most: number) =>
    `Hãy nhập một số nguyên từ ${counting.number(least)} đến ${counting.number(most)}.`,
  wholeNumberOrNone: (least: number, most: number, none: string) =>
    `Hãy nhập một số nguyên từ ${counting.number(least)} đến ${counting.number(most)}, hoặc 0: ${none}.`,
  belowLock: (value: string) => `Tổ chức đã khóa mục này ở ${value}: nhóm chỉ có thể đòi hỏi nhiều hơn.`,
  shorten: (longest: number) => `Hãy rút ngắn còn ${counting.number(longest)} ký tự.`,
  shortenLines: (most: number, longest: number) =>
    `Hãy để tối đa ${counting.number(most)} dòng, mỗi dòng tối đa ${counting.number(longest)} ký tự.`,
  networksHint: 'Mỗi dòng một mạng, chẳng hạn 10.20.0.0/16. Để trống: từ bất cứ đâu.',
  wrongNetworks:
    'Hãy viết các mạng như 10.20.0.0/16 hoặc 2001:db8:5::/48, mỗi dòng một mạng, và mọi bit sau số ở sau dấu gạch chéo phải bằng 0.',
  lockedNetworks: 'Tổ chức đã khóa các mạng của mình: chỉ được liệt kê những mạng nằm trong đó.',
  strangeText: 'Hãy bỏ các ký tự tab và ký tự vô hình.',
  lockedText: 'Tổ chức đã khóa nội dung này.',

  change: (group: string) => `Thay đổi chính sách của ${group}`,
  goOn: 'Sửa tiếp',
  /** When a change would hold. */
  ways: {
    now: {
      title: 'Có hiệu lực ngay',
      words: 'Không có gì yếu đi. Ai đang trực tuyến sẽ nhận được ngay khi bạn ký, những người khác khi họ quay lại.',
      sign: 'Ký',
    },
    delayed: {
      title: 'Có hiệu lực sau một ngày',
      words:
        'Có mục yếu đi. Không có quản trị viên thứ hai nên chữ ký của bạn là đủ; mọi người được báo trước một ngày, và bạn có thể rút lại cho đến lúc đó.',
      sign: 'Ký, có hiệu lực sau một ngày',
    },
    propose: {
      title: 'Cần một quản trị viên khác phê duyệt',
      words:
        'Có mục yếu đi. Thay đổi chưa có giá trị gì cho đến khi một quản trị viên khác cũng ký, và có hiệu lực một ngày sau đó. Bạn có thể rút lại cho đến lúc đó.',
      sign: 'Ký và đề xuất',
    },
  },
  appliesTo: (people: number) => `Chính sách này dành cho ${console.people(people)}.`,
  changeWaits: 'Có thay đổi đang chờ',
  isFor: (people: number) => `Áp dụng cho ${console.people(people)}.`,
  replacesWaiting: 'Nó thay cho thay đổi đang chờ.',
  replacesProposal: 'Nó thay cho đề xuất đang chờ.',
  /** @param names of security groups, or the whole organisation. */
  heldUp: (names: string) => `Trước hết hãy rút lại những gì đang chờ của ${names}`,
  heldUpWhy:
    'Ở đó có điều được nới lỏng, và một thay đổi đang chờ ở đây bù lại cho nó. Thiếu thay đổi này, mọi người sẽ được bảo vệ kém hơn mà không được báo trước một ngày. Hãy rút lại thay đổi kia trước, hoặc giữ ở đây mức chặt như đã định.',
  goTo: (name: string) => `Xem ${name}`,

  waiting: 'Đang chờ',
  waitingHint: 'Đã quyết định nhưng chưa có hiệu lực.',
  /** {by} is who proposed it. @param when "2 hours ago". */
  proposedBy: (when: string) => `{by} đề xuất, ${when}`,
  /** {names} are those who signed it. @param when "in 2 hours"; @param time then. */
  holds: (when: string, time: string) => `Có hiệu lực ${when}, vào ${time}. Người ký: {names}`,
  doubtful: (names: string) => `${names} không còn là quản trị viên đang hoạt động`,
  doubtfulNext: 'Hãy xem lại thay đổi này, và rút lại nếu chính bạn sẽ không ký nó.',
  approveTitle: 'Phê duyệt việc nới lỏng này?',
  withdrawTitle: 'Rút lại những gì đang chờ?',
  signAndApprove: 'Ký và phê duyệt',
  /** {group} is the group’s name. */
  approveMeans:
    'Với chữ ký của bạn, nó có hiệu lực sau một ngày, cho mọi người trong {group}. Đến lúc đó, bất kỳ quản trị viên nào cũng có thể rút lại.',
  withdrawMeans:
    'Những gì đang có hiệu lực vẫn giữ nguyên. Không có gì đang chờ được áp dụng; có thể quyết định lại từ đầu.',
};

function range(least: number, most: number, unit: string): string {
  return `${counting.number(least)} đến ${counting.number(most)} ${unit}`.trimEnd();
}

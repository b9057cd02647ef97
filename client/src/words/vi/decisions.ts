import { counting } from './counting.ts';

const roles = {
  owner: 'chủ sở hữu',
  admin: 'quản trị viên',
  member: 'thành viên',
  guest: 'khách',
};
type Role = keyof typeof roles;

/** How decisions are asked for and told. Effects stand in the order in which they happen. */
export const decisions = {
  told: {
    done: 'Đã ký và có hiệu lực ngay.',
    proposed: 'Đã ký và đề xuất.',
    proposedNext: 'Cần người khác phê duyệt.',
    signed: 'Bạn đã ký.',
    signedNext: 'Đang chờ thêm chữ ký, hoặc chờ đến ngày có hiệu lực.',
    waits: 'Đã ký.',
    waitsNext: (time: string) => `Có hiệu lực từ ${time}.`,
  },
  suspend: {
    title: (name: string) => `Đình chỉ ${name}?`,
    effects: (name: string): readonly string[] => [
      `Mọi thiết bị của ${name} dừng ngay lập tức và bị đăng xuất.`,
      'Mọi cuộc trò chuyện loại các thiết bị đó ra: người nhắn tiếp theo sẽ đưa chúng ra trước khi tin nhắn được gửi.',
      'Những gì đã đọc thì vẫn là đã đọc: không có gì trên các thiết bị đó bị xóa.',
      'Sau này bạn có thể khôi phục họ. Khi đó người điều hành sẽ thêm họ lại vào các phòng.',
    ],
    done: (name: string) => `${name} đã bị đình chỉ.`,
  },
  restore: {
    title: (name: string) => `Khôi phục ${name}?`,
    effects: (name: string): readonly string[] => [
      `Các thiết bị của ${name} được đăng nhập lại.`,
      'Các cuộc trò chuyện riêng tiếp tục khi có người nhắn. Người điều hành phải thêm họ lại vào các phòng.',
      'Họ không nhận được những gì đã viết trong lúc họ vắng mặt.',
    ],
    done: (name: string) => `${name} đã được khôi phục.`,
  },
  remove: {
    title: (name: string) => `Xóa vĩnh viễn ${name}?`,
    effects: (name: string): readonly string[] => [
      'Không thể hoàn tác: không ai quay lại với cùng danh tính. Muốn có họ trở lại, hãy mời họ lại từ đầu.',
      `Mọi thiết bị của ${name} dừng ngay lập tức, và mọi cuộc trò chuyện loại chúng ra trước khi có tin nhắn nào nữa.`,
      'Những gì đã đọc thì vẫn là đã đọc: không có gì trên các thiết bị đó bị xóa.',
      'Các mục của họ vẫn còn trong nhật ký, và tin nhắn của họ vẫn còn trong các cuộc trò chuyện.',
    ],
    done: (name: string) => `${name} đã bị xóa.`,
  },
  role: {
    title: (name: string, role: Role) => `Cho ${name} làm ${roles[role]}?`,
    effects: {
      owner:
        'Chủ sở hữu quyết định mọi việc như quản trị viên, chỉ định quản trị viên và chủ sở hữu khác, và quyết định về quản trị viên.',
      admin:
        'Quản trị viên mời, đình chỉ và xóa thành viên và khách, thu hồi thiết bị của họ và quyết định về chính sách.',
      member: 'Thành viên nhắn tin với mọi người và tạo phòng. Họ không quyết định gì cho người khác.',
      guest: 'Trong phiên bản này, khách làm được mọi việc như thành viên; vai trò này cho biết đó là người bên ngoài.',
    },
    invitationsStop: 'Các lời mời còn mở mà họ đã tạo cho vai trò cao hơn vai trò mới sẽ không dùng được nữa.',
    confirm: (role: Role) => `Cho làm ${roles[role]}`,
    done: (name: string, role: Role) => `${name} hiện là ${roles[role]}.`,
  },
  move: {
    title: (name: string, group: string) => `Chuyển ${name} sang ${group}?`,
    effects: (name: string, group: string): readonly string[] => [
      `Chính sách của ${group} áp dụng cho ${name} ngay lập tức.`,
      'Chuyển ai đó sang nơi có chính sách nhẹ hơn cần hai quản trị viên, nên có thể bạn không chuyển họ về lại được.',
    ],
    confirm: 'Chuyển',
    done: (name: string, group: string) => `${name} hiện ở trong ${group}.`,
  },
  revoke: {
    title: (name: string) => `Thu hồi một thiết bị của ${name}?`,
    titleThis: 'Thu hồi chính thiết bị này?',
    forGood: 'Không thể hoàn tác: thiết bị sẽ không bao giờ quay lại được.',
    stops: 'Thiết bị dừng ngay lập tức và bị đăng xuất.',
    stopsThis: 'Bạn đang dùng nó: Tacit sẽ dừng ở đây ngay khi xong.',
    effects: [
      'Mọi cuộc trò chuyện loại nó ra: người nhắn tiếp theo sẽ đưa nó ra trước khi tin nhắn được gửi.',
      'Những gì đã có trên đó không bị xóa.',
    ] as readonly string[],
    done: 'Thiết bị đã bị thu hồi.',
  },
  reset: {
    title: 'Mất hết thiết bị',
    hint: 'Một liên kết để họ quay lại với tư cách cùng một người, bằng khóa mới. Mọi người đều được báo.',
    start: 'Cấp danh tính mới',
    ask: (name: string) => `Cấp danh tính mới cho ${name}?`,
    make: 'Tạo liên kết',
    effects: (name: string): readonly string[] => [
      `Hãy chắc chắn rằng đúng là ${name} đang nhờ bạn: nói chuyện trực tiếp, đừng chỉ đọc tin nhắn.`,
      `Khi liên kết được mở, mọi thiết bị cũ của ${name} bị thu hồi và rời khỏi mọi cuộc trò chuyện.`,
      `Ứng dụng của mọi người sẽ báo việc này, và mã an toàn của họ với ${name} sẽ đổi.`,
      `Tin nhắn cũ không quay lại. Người khác sẽ thêm ${name} lại vào các phòng.`,
      `Nếu ${name} không mất gì, ứng dụng sẽ báo cho họ và họ có thể chặn việc này.`,
    ],
    needsOthers: 'Cần thêm chữ ký của người khác: một người không được phép một mình chiếm chỗ của ai.',
    made: (name: string) => `Danh tính mới cho ${name}`,
    copy: 'Sao chép liên kết',
    link: 'Liên kết',
    proposed: 'Liên kết dùng được khi một quản trị viên khác đã phê duyệt',
    proposedNext: 'Họ sẽ thấy nó trong trang quản trị. Hãy giữ liên kết cho đến lúc đó.',
    onlyNow: 'Liên kết chỉ hiện lúc này và chỉ dùng được một lần',
    handOver: (name: string) =>
      `Hãy trao tận tay ${name}, hoặc qua cách nào mà bạn nhận ra giọng nói hay khuôn mặt của họ. Ai mở liên kết sẽ trở thành ${name}.`,
  },
  pending: {
    title: 'Đang chờ chữ ký',
    hint: 'Đã được đề xuất, và chưa có giá trị gì cho đến khi đủ người ký.',
    /** {by} is who proposed it, {names} who have signed it. */
    nobody: (proposed: string, needed: number, ends: string) =>
      `{by} đề xuất ${proposed} · 0 trên ${counting.number(needed)} người đã ký · hết hạn ${ends}`,
    signedBy: (proposed: string, count: number, needed: number, ends: string) =>
      `{by} đề xuất ${proposed} · ${counting.number(count)} trên ${counting.number(needed)} người đã ký: {names} · hết hạn ${ends}`,
    notBefore: (time: string) =>
      `Việc này giảm mức bảo vệ của mọi người, nên sớm nhất là ${time} mới có hiệu lực. Mọi người đã được báo.`,
    bringAbout: 'Phê duyệt để có hiệu lực',
    approveTitle: 'Ký mục này?',
    withdrawTitle: 'Rút lại mục này?',
    withdrawn: 'Khi đó nó không còn giá trị gì, và có thể được đề xuất lại.',
    holdsAtOnce: 'Với chữ ký của bạn, nó có hiệu lực ngay, cho mọi người.',
    holdsLater: 'Nó có hiệu lực khi những người khác đã ký, hoặc khi đến ngày.',
  },
};

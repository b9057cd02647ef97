import { counting } from './counting.ts';

/** How fresh the keys are, in pictures. */
export const keys = {
  hint: 'Đây là những gì thiết bị của chính bạn biết được: các cuộc trò chuyện có bạn, và các chứng chỉ trong nhật ký. Không ai xem được cuộc trò chuyện của người khác, và trang này cũng vậy.',
  oldest: 'Khóa cũ nhất',
  oldestHint: (days: number) =>
    `Mỗi dòng là một cuộc trò chuyện, và kết thúc ở khóa cũ nhất của nó. Ai giữ bản sao của các khóa đó có thể đã đọc được từ lúc ấy. Ở đầu bên kia, ${counting.length(days, 'day')}, thiết bị bị đưa ra.`,
  noConversation: 'Bạn chưa có cuộc trò chuyện nào.',
  nobodySays: 'không thiết bị nào cho biết khi nào',
  age: (days: number) => (days === 0 ? 'hôm nay' : `${counting.length(days, 'day')} trước`),
  suites: 'Bộ mã hóa',
  suiteNames: {
    'x-wing': 'X-Wing (hậu lượng tử)',
    x25519: 'X25519 (cổ điển)',
  } as Readonly<Record<string, string>>,
  /** How many conversations use it. */
  suiteCount: (suite: string, count: number) => `${suite}: ${counting.number(count)}`,
  certificates: 'Chứng chỉ',
  certificatesHint:
    'Khi nào chứng chỉ của các thiết bị đang hoạt động hết hạn, theo từng tháng: đầu dòng là bây giờ, cuối dòng là một năm nữa.',
  ending: (all: number, soon: number) =>
    `${counting.number(all)} chứng chỉ; hết hạn trong vòng một tháng: ${counting.number(soon)}`,
};

import { counting } from './counting.ts';

/** Who the owners are, and how many of them must sign. */
export const owners = {
  change: 'Đổi chủ sở hữu',
  list: 'Chủ sở hữu',
  youAreAdmin: 'Chủ sở hữu quyết định ai là chủ sở hữu. Bạn là quản trị viên.',
  nobody: 'Không có ai.',
  ownerNow: 'Đang là chủ sở hữu',
  howMany: 'Số người phải ký',
  quorumOf: (quorum: number, all: number) => `${counting.number(quorum)} trên ${counting.number(all)}`,
  fewer: 'Số người phải ký ít đi, nên phải chờ một ngày',
  fewerNext: 'Mọi người được báo ngay rằng bạn đề xuất việc này. Sớm nhất là một ngày nữa mới có hiệu lực.',
  /** @param quorum at least 2. */
  signFirst: (quorum: number) =>
    `${counting.number(quorum)} chủ sở hữu phải ký. Bạn ký trước; những người khác sẽ thấy nó trong trang quản trị.`,
  thenAdmin: 'Ai không còn là chủ sở hữu sẽ trở thành quản trị viên.',

  /** What it means that so many of so many owners must sign. */
  single: {
    title: 'Một chủ sở hữu',
    sentence: 'Một người một mình quyết định mọi việc của chủ sở hữu.',
    weakness: 'Mọi thứ phụ thuộc vào một người',
    advice:
      'Nếu mất các thiết bị của chủ sở hữu này, chỉ còn khóa gốc đã in mới chỉ định được người khác. Ai chiếm được trình duyệt này sẽ quyết định mọi thứ. Hãy cho thêm hai người làm chủ sở hữu, và để hai người cùng ký.',
  },
  any: {
    title: (all: number) => `Bất kỳ ai trong ${counting.number(all)} chủ sở hữu`,
    sentence: (all: number) =>
      `Mỗi người trong ${counting.number(all)} chủ sở hữu tự mình quyết định, kể cả về những người kia.`,
    weakness: 'Chiếm được một trình duyệt là đủ',
    advice: (all: number) =>
      `Ai chiếm được trình duyệt của bất kỳ ai trong ${counting.number(all)} chủ sở hữu đều có thể loại những người kia. Hãy để hai người cùng ký.`,
  },
  several: {
    title: (quorum: number, all: number) => `${counting.number(quorum)} trên ${counting.number(all)} chủ sở hữu`,
    sentence: (quorum: number, all: number) => {
      const none =
        quorum === 2 ? 'không ai một mình làm được' : `${counting.number(quorum - 1)} người thì không làm được`;
      return `${counting.number(quorum)} trên ${counting.number(all)} chủ sở hữu phải ký những gì chủ sở hữu quyết định; ${none}.`;
    },
  },
  /** How many may be lost. */
  spare: (count: number) =>
    count === 0
      ? 'Nếu mất một người, không thể quyết định gì nữa nếu không có khóa gốc.'
      : `Có thể mất ${counting.number(count)} người mà những người còn lại vẫn thay thế được.`,
  noneSpare: 'Không được mất chủ sở hữu nào',
  noneSpareAdvice:
    'Tất cả chủ sở hữu phải ký, nên mất một thiết bị là mọi thứ dừng lại. Hãy cho thêm một người làm chủ sở hữu.',
};

import { counting } from './counting.ts';

export const unlock = {
  title: (organisation: string) => `Mở khóa ${organisation}`,
  forgotten:
    'Bạn quên? Không ai đặt lại được cụm mật khẩu. Chủ sở hữu hoặc quản trị viên có thể mời lại bạn; những gì lưu trong trình duyệt này vẫn bị khóa.',
  hasAccount: 'Trình duyệt này đã có tài khoản',
  linkIsForOthers:
    'Liên kết bạn vừa mở dành cho người chưa có tài khoản. Hãy mở khóa tài khoản của bạn, hoặc mở liên kết trong trình duyệt khác.',
  openedMessage: 'Bạn đã mở liên kết đến một tin nhắn',
  shownOnceUnlocked: 'Tin nhắn sẽ hiện sau khi bạn mở khóa.',
  wrongInARow: (failures: number) => `Sai cụm mật khẩu ${counting.number(failures)} lần liên tiếp`,
  wait: (seconds: number) => `Hãy đợi ${counting.length(seconds, 'second')} rồi nhập lại.`,
  triesLeft: (left: number) =>
    counting.plural(left, { other: 'Còn # lần thử. Sau đó trình duyệt này xóa những gì nó giữ.' }),
  unlock: 'Mở khóa',
  consentTitle: (organisation: string) => `Trước khi bạn sử dụng ${organisation}`,
  consentText: 'Điều bạn chấp nhận',
  lockAgain: 'Khóa lại',
  accept: 'Tôi chấp nhận',
};

import type { Who } from '../who.ts';
import { counting } from './counting.ts';

const did = ({ name, isMe }: Who) => (isMe ? 'Bạn' : name);
const whom = ({ name, isMe }: Who) => (isMe ? 'bạn' : name);
const all = (people: readonly Who[]) => counting.list(people.map(whom));

/** What happened in a conversation, in one sentence each. */
export const events = {
  started: (by: Who) => `${did(by)} đã bắt đầu cuộc trò chuyện này`,
  readsAlong: 'Thiết bị này đọc được từ đây. Những gì đã nói trước đó nằm trên các thiết bị khác của bạn',
  joined: (who: Who) => `${did(who)} đã tham gia`,
  added: (by: Who, people: readonly Who[]) => `${did(by)} đã thêm ${all(people)}`,
  left: (who: Who) => `${did(who)} đã rời đi`,
  removed: (by: Who, who: Who) => `${did(by)} đã xóa ${whom(who)} khỏi phòng`,
  idle: (who: Who) => `${did(who)} đã được đưa ra khỏi phòng vì thiết bị lâu không được dùng`,
  back: (people: readonly Who[]) => `${counting.list(people.map(did))} đã trở lại sau thời gian dài vắng mặt`,
  named: (by: Who, name: string) => `${did(by)} đã đặt tên phòng là “${name}”`,
  noTopic: (by: Who) => `${did(by)} đã bỏ chủ đề của phòng`,
  topic: (by: Who, topic: string) => `${did(by)} đã đặt chủ đề: “${topic}”`,
  picture: (by: Who) => `${did(by)} đã đổi hình của phòng`,
  usualLevel: (by: Who) => `${did(by)} đã để chính sách quyết định độ mật của phòng này`,
  level: (by: Who, level: string) => `${did(by)} đã đặt độ mật của phòng là ${level.toLowerCase()}`,
  onlyModeratorsWrite: (by: Who) => `${did(by)} đã biến đây thành phòng thông báo: chỉ người điều hành được viết`,
  everybodyWrites: (by: Who) => `${did(by)} cho phép mọi người trong phòng viết`,
  takesRequests: (by: Who) => `${did(by)} cho phép ai có liên kết của phòng xin tham gia`,
  takesNoRequests: (by: Who) => `${did(by)} không nhận thêm yêu cầu tham gia`,
  declined: (by: Who) => `${did(by)} đã từ chối yêu cầu tham gia phòng của bạn`,
  closed: (by: Who) => `${did(by)} đã đóng phòng: không ai viết ở đây nữa`,
  opened: (by: Who) => `${did(by)} đã mở lại phòng`,
  onlyModeratorsAdd: (by: Who) => `${did(by)} chỉ cho người điều hành thêm người`,
  everybodyAdds: (by: Who) => `${did(by)} cho phép mọi người trong phòng thêm người`,
  moderator: (by: Who, who: Who) => `${did(by)} đã đặt ${whom(who)} làm người điều hành`,
  noModerator: (by: Who, who: Who) => `${did(by)} đã thôi để ${whom(who)} làm người điều hành`,
  pinned: (by: Who) => `${did(by)} đã ghim một tin nhắn`,
  unpinned: (by: Who) => `${did(by)} đã bỏ ghim một tin nhắn`,
  sharedLast: (by: Who, count: number, people: readonly Who[]) =>
    `${did(by)} đã chia sẻ ${counting.plural(count, { other: '# tin nhắn gần nhất' })} với ${all(people)}`,
  sharedDays: (by: Who, days: number, people: readonly Who[]) =>
    `${did(by)} đã chia sẻ tin nhắn của ${counting.plural(days, { other: '# ngày gần nhất' })} với ${all(people)}`,
  sharedAll: (by: Who, people: readonly Who[]) => `${did(by)} đã chia sẻ mọi tin nhắn với ${all(people)}`,
  messagesStay: (by: Who) => `${did(by)} đã đặt để tin nhắn được giữ lại`,
  disappearSent: (by: Who, length: string) => `${did(by)} đã đặt để tin nhắn tự xóa sau ${length}`,
  disappearRead: (by: Who, length: string) => `${did(by)} đã đặt để tin nhắn tự xóa ${length} sau khi xem`,
  /** @param sentence says why. */
  refused: (by: Who, sentence: string) => `Nội dung mà ứng dụng của ${whom(by)} gửi đã bị từ chối. ${sentence}`,
  deviceAdded: (who: Who) => `Một thiết bị mới của ${whom(who)} đọc được từ đây`,
  deviceRemoved: (who: Who) => `Một thiết bị của ${whom(who)} đã bị xóa`,
  synchronised: 'Thiết bị này đã được đồng bộ lại',
  recovered: (count: number) =>
    `Thiết bị này đã được đồng bộ lại, và ${counting.plural(count, { other: '# tin nhắn' })} đã được tải lại`,
  someMissing: 'Có những tin nhắn không đọc được trên thiết bị này. Hãy nhờ gửi lại',
  missing: (count: number) =>
    counting.plural(count, { other: '# tin nhắn không đọc được trên thiết bị này. Hãy nhờ gửi lại' }),
  missingOrGone: (count: number) =>
    counting.plural(count, {
      other: '# tin nhắn chưa đến được thiết bị này. Ở đây tin nhắn tự xóa, nên có thể chúng đã tự xóa từ trước',
    }),
  damaged: 'Một tin nhắn bị hỏng trong bộ nhớ của trình duyệt này và không hiển thị được',
};

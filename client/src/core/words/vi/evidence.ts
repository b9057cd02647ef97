import type { evidence as english } from '../en/evidence.ts';

export const evidence: typeof english = {
  colleague: 'Một đồng nghiệp',
  placeTaken: 'Máy chủ đưa ra một mục khác ở một vị trí đã có trong nhật ký.',
  againstRules: 'Máy chủ đưa ra một mục trong nhật ký mà quy tắc không cho phép.',
  otherOrganisation: 'Máy chủ đưa ra nhật ký của một tổ chức mà thiết bị này không tham gia.',
  twoHistories: 'Máy chủ đã ký hai lịch sử khác nhau của nhật ký.',
  shorter: 'Máy chủ đưa ra một nhật ký ngắn hơn bản mà nó đã ký trước đó.',
  shorterThanColleague: 'Máy chủ đưa cho thiết bị này một nhật ký ngắn hơn bản nó đã ký cho một đồng nghiệp.',
  otherHistory: 'Thiết bị của một đồng nghiệp được cho thấy một lịch sử nhật ký khác với bản này.',
  saidBy: (name) => `Thiết bị của ${name} cho biết nó được cho thấy một lịch sử nhật ký khác với bản này.`,
};

import type { aria as english } from '../en/aria.ts';
import { counting } from './counting.ts';

export const aria: typeof english = {
  '@react-aria/autocomplete': { collectionLabel: 'Gợi ý' },
  '@react-aria/grid': {
    deselectedItem: ({ item }) => `Đã bỏ chọn ${item}.`,
    select: 'Chọn',
    selectedCount: ({ count }) =>
      count === 0 ? 'Chưa chọn mục nào.' : counting.plural(count, { other: 'Đã chọn # mục.' }),
    selectedAll: 'Đã chọn tất cả.',
    selectedItem: ({ item }) => `Đã chọn ${item}.`,
    longPressToSelect: 'Nhấn giữ để bắt đầu chọn.',
  },
  '@react-aria/menu': { longPressMessage: 'Nhấn giữ hoặc nhấn Alt + mũi tên xuống để mở menu' },
  '@react-aria/overlays': { dismiss: 'Đóng' },
  '@react-aria/searchfield': { 'Clear search': 'Xóa nội dung tìm kiếm' },
  '@react-aria/toast': {
    close: 'Đóng',
    notifications: ({ count }) => counting.plural(count, { other: '# thông báo.' }),
  },
  'react-aria-components': { selectPlaceholder: 'Chọn một mục' },
};

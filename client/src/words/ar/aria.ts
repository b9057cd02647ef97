import type { aria as english } from '../en/aria.ts';
import { counting } from './counting.ts';

export const aria: typeof english = {
  '@react-aria/autocomplete': { collectionLabel: 'اقتراحات' },
  '@react-aria/grid': {
    deselectedItem: ({ item }) => `أُلغي تحديد ${item}.`,
    select: 'تحديد',
    selectedCount: ({ count }) =>
      counting.plural(count, {
        zero: 'لم يُحدَّد أي عنصر.',
        one: 'عنصر واحد محدد.',
        two: 'عنصران محددان.',
        few: '# عناصر محددة.',
        many: '# عنصرًا محددًا.',
        other: '# عنصر محدد.',
      }),
    selectedAll: 'كل العناصر محددة.',
    selectedItem: ({ item }) => `حُدِّد ${item}.`,
    longPressToSelect: 'اضغط مطولًا لبدء التحديد.',
  },
  '@react-aria/menu': { longPressMessage: 'اضغط مطولًا أو اضغط Alt + السهم لأسفل لفتح القائمة' },
  '@react-aria/overlays': { dismiss: 'إغلاق' },
  '@react-aria/searchfield': { 'Clear search': 'مسح البحث' },
  '@react-aria/toast': {
    close: 'إغلاق',
    notifications: ({ count }) =>
      counting.plural(count, {
        zero: 'لا إشعارات.',
        one: 'إشعار واحد.',
        two: 'إشعاران.',
        few: '# إشعارات.',
        many: '# إشعارًا.',
        other: '# إشعار.',
      }),
  },
  'react-aria-components': { selectPlaceholder: 'اختر عنصرًا' },
};

import { counting } from './counting.ts';

interface Item {
  readonly item: string;
}
interface Count {
  readonly count: number;
}

/** What the components of React Aria say that the app uses, under the names that it has for them. */
export const aria = {
  '@react-aria/autocomplete': { collectionLabel: 'Suggestions' },
  '@react-aria/grid': {
    deselectedItem: ({ item }: Item) => `${item} not selected.`,
    select: 'Select',
    selectedCount: ({ count }: Count) =>
      count === 0
        ? 'No items selected.'
        : counting.plural(count, { one: '# item selected.', other: '# items selected.' }),
    selectedAll: 'All items selected.',
    selectedItem: ({ item }: Item) => `${item} selected.`,
    longPressToSelect: 'Long press to enter selection mode.',
  },
  '@react-aria/menu': { longPressMessage: 'Long press or press Alt + ArrowDown to open menu' },
  '@react-aria/overlays': { dismiss: 'Dismiss' },
  '@react-aria/searchfield': { 'Clear search': 'Clear search' },
  '@react-aria/toast': {
    close: 'Close',
    notifications: ({ count }: Count) => counting.plural(count, { one: '# notification.', other: '# notifications.' }),
  },
  'react-aria-components': { selectPlaceholder: 'Select an item' },
};

/** How secret something is, in words; from least to most. */
export const levelNames = ['unclassified', 'restricted', 'confidential', 'secret', 'top-secret'] as const;

export const levelWords = {
  unclassified: 'Unclassified',
  restricted: 'Restricted',
  confidential: 'Confidential',
  secret: 'Secret',
  'top-secret': 'Top secret',
} as const;

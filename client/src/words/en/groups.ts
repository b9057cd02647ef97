/** The security groups. */
export const groups = {
  hint: 'Everybody is in one, and its policy applies to them. To move somebody, open their page.',
  add: 'New group',
  /** Stand after how many people are in it. */
  isDefault: 'new people come into this one',
  isWaiting: 'a change of its policy waits',
  rename: 'Rename',
  renameOne: (name: string) => `Rename ${name}`,
  policyOf: (name: string) => `Policy of ${name}`,
  newTitle: 'New security group',
  renameTitle: 'Rename the group',
  make: 'Make the group',
  name: 'Name',
  newHint: 'It begins with the policy of the group that new people come into.',
  made: 'The group is there.',
  renamed: 'The group has its new name.',
};

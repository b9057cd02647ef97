/**
 * Names of emoji in languages other than English, by the emoji: the name, and after a bar what else it is called. The English
 * ones stand in the list itself (`ui/emoji-list.ts`), and find them in every language.
 */
export const emoji: { readonly names: Readonly<Record<string, string>> } = { names: {} };

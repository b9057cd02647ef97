/** Without accents and case: "Jürgen" is found by "jurgen". */
export const fold = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();

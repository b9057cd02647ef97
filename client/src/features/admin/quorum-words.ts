import { adminWords } from '#client/words/admin.ts';
/** What it means that so many of so many owners must sign. */
export interface QuorumWords {
  readonly title: string;
  readonly sentence: string;
  /** What is weak about it, and what to do. */
  readonly weakness?: { readonly title: string; readonly advice: string };
}

export function quorumWords(quorum: number, owners: number): QuorumWords {
  const { single, any, several, spare, noneSpare, noneSpareAdvice } = adminWords.owners;
  if (owners === 1) {
    const { title, sentence, weakness, advice } = single;
    return { title, sentence, weakness: { title: weakness, advice } };
  }
  const lost = spare(owners - quorum);
  if (quorum === 1) {
    return {
      title: any.title(owners),
      sentence: `${any.sentence(owners)} ${lost}`,
      weakness: { title: any.weakness, advice: any.advice(owners) },
    };
  }
  return {
    title: several.title(quorum, owners),
    sentence: `${several.sentence(quorum, owners)} ${lost}`,
    ...(owners === quorum ? { weakness: { title: noneSpare, advice: noneSpareAdvice } } : {}),
  };
}

/** What it means that so many of so many owners must sign. */
export interface QuorumWords {
  readonly title: string;
  readonly sentence: string;
  /** What is weak about it, and what to do. */
  readonly weakness?: { readonly title: string; readonly advice: string };
}

export function quorumWords(quorum: number, owners: number): QuorumWords {
  if (owners === 1) {
    return {
      title: 'One owner',
      sentence: 'One person decides alone what owners decide.',
      weakness: {
        title: 'Everything hangs on one person',
        advice:
          'If this owner’s devices are lost, only the printed root key can name another one. Whoever robs this one browser decides everything. Make two more people owners, and let two of them sign together.',
      },
    };
  }
  const spare = owners - quorum;
  const lost =
    spare === 0
      ? 'If one of them is lost, nothing can be decided any more but with the root key.'
      : spare === 1
        ? 'One of them may be lost, and the others can still replace them.'
        : `${spare} of them may be lost, and the others can still replace them.`;
  if (quorum === 1) {
    return {
      title: `Any one of ${owners} owners`,
      sentence: `Each of the ${owners} owners decides alone, also about the others. ${lost}`,
      weakness: {
        title: 'One robbed browser is enough',
        advice: `Whoever takes over the browser of any one of the ${owners} owners can remove the others. Let two of them sign together.`,
      },
    };
  }
  return {
    title: `${quorum} of ${owners} owners`,
    sentence: `${quorum} of the ${owners} owners must sign what owners decide; no ${quorum - 1 === 1 ? 'single one' : `${quorum - 1}`} of them can do it alone. ${lost}`,
    ...(spare === 0
      ? {
          weakness: {
            title: 'No owner may be lost',
            advice: 'All owners must sign, so one lost device stops everything. Make one more person an owner.',
          },
        }
      : {}),
  };
}

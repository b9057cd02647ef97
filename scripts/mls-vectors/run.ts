/** Runs official MLS vector files through our provider. */
import { asCase, type Case, hashProviderFor, type Kind, number, providerFor, VectorError } from './check.ts';
import { messageKinds } from './message-kinds.ts';
import { scheduleKinds } from './schedule-kinds.ts';
import { story } from './story-kind.ts';
import { treeKinds } from './tree-kinds.ts';

export interface VectorResult {
  readonly kind: string;
  readonly passed: number;
  readonly skipped: number;
  /** One line per case that did not hold. */
  readonly failures: readonly string[];
}

const kinds: readonly Kind[] = [...treeKinds, ...scheduleKinds, ...messageKinds, story];

/** The kind whose fields `vector` has. @throws VectorError when it has those of none. */
export function kindOf(vector: Case): Kind {
  const kind = kinds.find(({ fields }) => fields.every((field) => field in vector));
  if (kind === undefined) throw new VectorError('the file is of no kind that the official test vectors have');
  return kind;
}

/** Runs all cases of one file's JSON. @throws VectorError when it is not a list of cases of a known kind. */
export async function runVectors(content: unknown): Promise<VectorResult> {
  // One official kind is a single object instead of a list.
  const vectors = (Array.isArray(content) ? content : [content]).map((item) => asCase(item));
  const [first] = vectors;
  if (first === undefined) throw new VectorError('the file holds no case');
  const kind = kindOf(first);
  const failures: string[] = [];
  let passed = 0;
  let skipped = 0;
  const anySuite = providerFor(0x0003);
  for (const [index, vector] of vectors.entries()) {
    const provider = kind.hashOnly ? hashProviderFor : providerFor;
    const cs = kind.withoutSuite ? anySuite : provider(number(vector, 'cipher_suite'));
    if (cs === undefined) {
      skipped += 1;
      continue;
    }
    try {
      await kind.run(vector, cs);
      passed += 1;
    } catch (error) {
      failures.push(`case ${index}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  return { kind: kind.name, passed, skipped, failures };
}

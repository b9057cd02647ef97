/** What the rows hold of sentences: where they stand in the catalog and what they are about, or text of earlier versions. */
import { z } from 'zod/mini';
import type { Sentence } from '../words/saying.ts';

const PARTS_MAX = 16;
const LISTED_MAX = 1_000;

const place = z.string().check(z.maxLength(64));
const plain = z.union([z.string(), z.number()]);
const inner = z.strictObject({ say: place, of: z.optional(z.array(plain).check(z.maxLength(PARTS_MAX))) });
const listed = z.array(z.union([z.string(), inner])).check(z.maxLength(LISTED_MAX));
const part = z.union([plain, inner, listed]);
const saying = z.strictObject({ say: place, of: z.optional(z.array(part).check(z.maxLength(PARTS_MAX))) });

/** A sentence within a sentence has none in it again, so that what is read has an end. */
export const sentenceSchema: z.ZodMiniType<Sentence> = z.union([z.string(), saying]);

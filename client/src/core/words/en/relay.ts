/** Why the relay refuses something: our own sentences, by its codes. */
import { errorTable, type RelayErrorCode } from '#shared/wire/index.ts';

const sentences = Object.entries(errorTable).map(([code, { sentence }]) => [code, sentence]);

export const relay = Object.fromEntries(sentences) as Record<RelayErrorCode, string>;

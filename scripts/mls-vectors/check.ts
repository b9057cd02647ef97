/** What every kind of vector needs: reading hexadecimal fields and comparing. */
import type { CiphersuiteImpl } from 'ts-mls';
import { createCiphersuite, type SuiteName, suites } from '#core/crypto/mls-provider.ts';
import { decodeHex, encodeHex } from '#shared/encoding/index.ts';

/** One case of an official file: JSON of a known shape, read field by field. */
export type Case = Readonly<Record<string, unknown>>;

/** A vector did not hold, or the file has another shape than its kind. */
export class VectorError extends Error {}

export function asCase(value: unknown, name = 'case'): Case {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new VectorError(`${name} is no object`);
  return value as Case;
}

export function object(vector: Case, name: string): Case {
  return asCase(vector[name], name);
}

export function list(vector: Case, name: string): readonly unknown[] {
  const value = vector[name];
  if (!Array.isArray(value)) throw new VectorError(`${name} is no list`);
  return value;
}

export function cases(vector: Case, name: string): readonly Case[] {
  return list(vector, name).map((item) => asCase(item, name));
}

export function text(vector: Case, name: string): string {
  const value = vector[name];
  if (typeof value !== 'string') throw new VectorError(`${name} is no text`);
  return value;
}

export function bytes(vector: Case, name: string): Uint8Array {
  return decodeHex(text(vector, name));
}

export function number(vector: Case, name: string): number {
  const value = vector[name];
  if (typeof value !== 'number') throw new VectorError(`${name} is no number`);
  return value;
}

export function equal(actual: Uint8Array | undefined, vector: Case, name: string): void {
  const expected = text(vector, name);
  const found = actual === undefined ? 'nothing' : encodeHex(actual);
  if (found !== expected)
    throw new VectorError(`${name}: expected ${expected.slice(0, 64)}, found ${found.slice(0, 64)}`);
}

export function holds(condition: boolean, what: string): void {
  if (!condition) throw new VectorError(what);
}

/** Decodes one whole value with a decoder of the library. */
export function decodeWhole<T>(
  decode: (data: Uint8Array, offset: number) => [T, number] | undefined,
  data: Uint8Array,
): T {
  const result = decode(data, 0);
  if (result === undefined) throw new VectorError('does not decode');
  if (result[1] !== data.length) throw new VectorError('bytes are left over');
  return result[0];
}

/** Our provider for an official suite number; undefined for a suite that we do not have. */
export function providerFor(id: number): CiphersuiteImpl | undefined {
  const name = (Object.keys(suites) as SuiteName[]).find((suite) => suites[suite].id === id);
  return name && createCiphersuite(name);
}

/** A provider with the hash of an official suite, also of one that we do not have otherwise (RFC 9420 §17.1). */
export function hashProviderFor(id: number): CiphersuiteImpl | undefined {
  if ([1, 2, 3].includes(id)) return createCiphersuite('x25519');
  if ([4, 5, 6].includes(id)) return createCiphersuite('x-wing');
  return providerFor(id);
}

/** A kind of vector: which fields tell it apart, and what must hold. */
export interface Kind {
  readonly name: string;
  readonly fields: readonly string[];
  readonly run: (vector: Case, cs: CiphersuiteImpl) => Promise<void>;
  /** Vectors of this kind are about structure only and name no suite. */
  readonly withoutSuite?: true;
  /** Of their suite, vectors of this kind use the hash only. */
  readonly hashOnly?: true;
}

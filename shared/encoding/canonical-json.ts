/** Canonical JSON (RFC 8785): one spelling for each value, so that a signature over bytes is a signature over a value. */
import { decodeUtf8, encodeUtf8, equalBytes } from './bytes.ts';

const DEPTH_MAX = 16;

/** The canonical text of `value`. Members that are `undefined` are left out, as JSON.stringify does.
 * @throws RangeError for what JSON cannot say (functions, NaN, bigints, lone surrogates) or deeper than 16 levels. */
export function canonicalJson(value: unknown): string {
  return write(value, 0);
}

function write(value: unknown, depth: number): string {
  if (depth > DEPTH_MAX) throw new RangeError('value is nested too deeply');
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new RangeError('number has no JSON form');
    return JSON.stringify(value);
  }
  if (typeof value === 'string') {
    if (!value.isWellFormed()) throw new RangeError('text has a lone surrogate');
    return JSON.stringify(value);
  }
  if (Array.isArray(value)) return `[${value.map((item) => write(item, depth + 1)).join(',')}]`;
  if (typeof value === 'object') {
    // RFC 8785 §3.2.3 sorts by UTF-16 code units, which is the order of JavaScript's own comparison.
    const members = Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .sort(([left], [right]) => (left < right ? -1 : 1));
    return `{${members.map(([name, member]) => `${write(name, depth)}:${write(member, depth + 1)}`).join(',')}}`;
  }
  throw new RangeError('value has no JSON form');
}

/**
 * The value of canonical `bytes`.
 * @throws Error unless they are UTF-8, JSON, and the one canonical spelling. A second spelling of a signed value, such as
 *   a repeated member name, lets two readers of the same signature see two different values.
 */
export function parseCanonicalJson(bytes: Uint8Array): unknown {
  const value: unknown = JSON.parse(decodeUtf8(bytes));
  if (!equalBytes(encodeUtf8(canonicalJson(value)), bytes)) throw new RangeError('JSON is not canonical');
  return value;
}

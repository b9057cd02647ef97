/**
 * Columns of the sealed state: one field of every record of a kind, one after the other, so that 10,000 records are read in
 * a few loops and not by 10,000 parsers. Each value has one spelling; a reader takes nothing else.
 */
import { decodeUtf8, encodeUtf8 } from '#shared/encoding/index.ts';
import { isDetail, isName } from './fields.ts';

/** How a column is spelled. `read` gives exactly `count` values. @throws RangeError where it cannot, and for bytes that nobody has written. */
export interface Column<Value> {
  write(values: readonly Value[]): Uint8Array;
  read(bytes: Uint8Array, count: number): Value[];
}

/** No value, where there may be none. As a place it is beyond every log, as a time beyond all that is exact. */
const NONE = 0xffff_ffff;

/** By a loop of its own: `Array.from` takes ten times as long, and there are hundreds of thousands of values. */
function listOf<Value>(count: number, value: (nth: number) => Value): Value[] {
  const list: Value[] = [];
  for (let nth = 0; nth < count; nth += 1) list.push(value(nth));
  return list;
}

function refuse(): never {
  throw new RangeError('a column of the state is damaged');
}

const SPELT = new Map(
  [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'].map((letter, value) => [
    letter.charCodeAt(0),
    value,
  ]),
);
const VALUE_OF = Uint8Array.from({ length: 256 }, (_, code) => SPELT.get(code) ?? 255);

/** `length` bytes as base64url, in the one spelling that they have. */
export function base64urlColumn<Text extends string>(length: number): Column<Text> {
  const letters = Math.ceil((length * 4) / 3);
  const unused = 2 ** ((letters * 6 - length * 8) % 6) - 1;
  return {
    write: (values) => encodeUtf8(values.join('')),
    read(bytes, count) {
      if (bytes.length !== count * letters) refuse();
      for (let at = 0; at < bytes.length; at += 1) if (VALUE_OF[bytes[at] ?? 0] === 255) refuse();
      for (let at = letters - 1; at < bytes.length; at += letters) {
        if (((VALUE_OF[bytes[at] ?? 0] ?? 0) & unused) !== 0) refuse();
      }
      const text = decodeUtf8(bytes);
      return listOf(count, (nth) => text.slice(nth * letters, (nth + 1) * letters) as Text);
    },
  };
}

/** Names as the log has them. They have no line breaks, so a line is one. */
export const nameColumn: Column<string> = {
  write: (values) => encodeUtf8(values.join('\n')),
  read(bytes, count) {
    if (count === 0) return bytes.length === 0 ? [] : refuse();
    const names = decodeUtf8(bytes).split('\n');
    return names.length === count && names.every(isName) ? names : refuse();
  },
};

/** What is said of people, or an empty line where nothing is. */
export const detailColumn: Column<string | undefined> = {
  write: (values) => encodeUtf8(values.map((value) => value ?? '').join('\n')),
  read(bytes, count) {
    if (count === 0) return bytes.length === 0 ? [] : refuse();
    const lines = decodeUtf8(bytes).split('\n');
    if (lines.length !== count || !lines.every(isDetail)) refuse();
    return lines.map((line) => (line === '' ? undefined : line));
  },
};

/** One of a few words. */
export function choiceColumn<Word extends string>(words: readonly Word[]): Column<Word> {
  return {
    write: (values) => Uint8Array.from(values, (value) => words.indexOf(value)),
    read(bytes, count) {
      if (bytes.length !== count) refuse();
      return listOf(count, (nth) => words[bytes[nth] ?? NONE] ?? refuse());
    },
  };
}

/** A whole number below `end()`; `undefined` where `optional`. */
export function placeColumn(end: () => number): Column<number>;
export function placeColumn(end: () => number, optional: true): Column<number | undefined>;
export function placeColumn(end: () => number, optional = false): Column<number | undefined> {
  return {
    write(values) {
      const bytes = new Uint8Array(values.length * 4);
      const view = new DataView(bytes.buffer);
      values.forEach((value, nth) => {
        if (value === undefined ? !optional : value < 0 || value >= end()) refuse();
        view.setUint32(nth * 4, value ?? NONE);
      });
      return bytes;
    },
    read(bytes, count) {
      if (bytes.length !== count * 4) refuse();
      const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
      const most = Math.min(end(), NONE);
      return listOf(count, (nth) => {
        const value = view.getUint32(nth * 4);
        if (value < most) return value;
        return optional && value === NONE ? undefined : refuse();
      });
    },
  };
}

/** A time, in ms; `undefined` where `optional`. */
export function timeColumn(): Column<number>;
export function timeColumn(optional: true): Column<number | undefined>;
export function timeColumn(optional = false): Column<number | undefined> {
  return {
    write(values) {
      const bytes = new Uint8Array(values.length * 8);
      const view = new DataView(bytes.buffer);
      values.forEach((value, nth) => {
        if (value === undefined && !optional) refuse();
        view.setUint32(nth * 8, value === undefined ? NONE : Math.floor(value / 2 ** 32));
        view.setUint32(nth * 8 + 4, value === undefined ? NONE : value % 2 ** 32);
      });
      return bytes;
    },
    read(bytes, count) {
      if (bytes.length !== count * 8) refuse();
      const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
      return listOf(count, (nth) => {
        const high = view.getUint32(nth * 8);
        const low = view.getUint32(nth * 8 + 4);
        if (high === NONE && low === NONE) return optional ? undefined : refuse();
        return high < 2 ** 21 ? high * 2 ** 32 + low : refuse();
      });
    },
  };
}

/** Bytes of `length` each. */
export function bytesColumn(length: number): Column<Uint8Array> {
  return {
    write(values) {
      const bytes = new Uint8Array(values.length * length);
      values.forEach((value, nth) => {
        if (value.length !== length) refuse();
        bytes.set(value, nth * length);
      });
      return bytes;
    },
    read(bytes, count) {
      if (bytes.length !== count * length) refuse();
      return listOf(count, (nth) => bytes.subarray(nth * length, (nth + 1) * length));
    },
  };
}

type Columns = Record<string, Column<unknown>>;
/** The values of each column. */
type ValuesOf<Table extends Columns> = {
  readonly [Name in keyof Table]: Table[Name] extends Column<infer Value> ? readonly Value[] : never;
};

/** The columns of a table, in the order in which they are named. */
export function writeTable<Table extends Columns>(table: Table, values: ValuesOf<Table>): Uint8Array[] {
  return Object.entries(table).map(([name, column]) => column.write(values[name] ?? refuse()));
}

/** The values of a table of `count` records, out of the next of `sections`. */
export function readTable<Table extends Columns>(
  table: Table,
  sections: Iterator<Uint8Array>,
  count: number,
): ValuesOf<Table> {
  const columns = Object.entries(table).map(([name, column]) => {
    const { value, done } = sections.next();
    return [name, column.read(done ? refuse() : value, count)] as const;
  });
  const values: Record<string, readonly unknown[]> = Object.fromEntries(columns);
  return values as ValuesOf<Table>;
}

/** The `nth` value of a column that was read with all of its values. */
export function at<Value>(values: readonly Value[], nth: number): Value {
  // Reading has counted them; an optional one may stand there as undefined.
  return nth < values.length ? (values[nth] as Value) : refuse();
}

/** Sections one after the other, each behind its length. */
export function joinSections(sections: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(sections.reduce((sum, { length }) => sum + 4 + length, 0));
  const view = new DataView(bytes.buffer);
  let at = 0;
  for (const section of sections) {
    view.setUint32(at, section.length);
    bytes.set(section, at + 4);
    at += 4 + section.length;
  }
  return bytes;
}

/** @throws RangeError when a section reaches beyond the end. */
export function splitSections(bytes: Uint8Array): Uint8Array[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const sections: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; ) {
    const end = at + 4 <= bytes.length ? at + 4 + view.getUint32(at) : refuse();
    sections.push(end <= bytes.length ? bytes.subarray(at + 4, end) : refuse());
    at = end;
  }
  return sections;
}

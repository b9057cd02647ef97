/**
 * Columns of the sealed state: one field of every record of a kind, one after the other. They are looked through when they are
 * read, in a few loops and not by 10,000 parsers, and stay bytes: a value is made of them when somebody asks for it. Each
 * value has one spelling; a reader takes nothing else.
 */
import { decodeUtf8, encodeUtf8 } from '#shared/encoding/index.ts';
import { ByteValues, decodeInto } from './byte-column.ts';
import { isName } from './fields.ts';

/** The values of a column as they were read. */
export interface Values<Value> {
  readonly count: number;
  /** The column as it stands there. */
  readonly bytes: Uint8Array;
  at(nth: number): Value;
}

/** What a column is to hold: what was read before, other values in some places, and further ones. */
export interface Filling<Value> {
  readonly count: number;
  readonly before: Values<Value> | undefined;
  /** The places among those before that have another value now. */
  readonly changed: readonly number[];
  /** The value of a place that is changed or new. */
  value(nth: number): Value;
}

/** How a column is spelled. `read` takes exactly `count` values. @throws RangeError where it cannot, and for bytes that nobody has written. */
export interface Column<Value> {
  write(filling: Filling<Value>): Uint8Array;
  read(bytes: Uint8Array, count: number): Values<Value>;
}

/** No value, where there may be none. As a place it is beyond every log, as a time beyond all that is exact. */
const NONE = 0xffff_ffff;

function refuse(): never {
  throw new RangeError('a column of the state is damaged');
}

/** A column whose values have `width` bytes each; `put` writes one of them. */
function written<Value>(
  { count, before, changed, value }: Filling<Value>,
  width: number,
  put: (view: DataView, at: number, value: Value) => void,
): Uint8Array {
  const bytes = new Uint8Array(count * width);
  const view = new DataView(bytes.buffer);
  if (before !== undefined) bytes.set(before.bytes);
  for (const nth of changed) put(view, nth * width, value(nth));
  for (let nth = before?.count ?? 0; nth < count; nth += 1) put(view, nth * width, value(nth));
  return bytes;
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
}

/** `length` bytes, a multiple of four, that are spelled in base64url. */
export function base64urlColumn<Text extends string>(
  length: number,
): Column<Text> & { read(bytes: Uint8Array, count: number): ByteValues<Text> } {
  return {
    write(filling) {
      const bytes = new Uint8Array(filling.count * length);
      if (filling.before !== undefined) bytes.set(filling.before.bytes);
      const put = (nth: number) => {
        if (!decodeInto(filling.value(nth), bytes, nth * length, length)) refuse();
      };
      for (const nth of filling.changed) put(nth);
      for (let nth = filling.before?.count ?? 0; nth < filling.count; nth += 1) put(nth);
      return bytes;
    },
    read: (bytes, count) => (bytes.length === count * length ? new ByteValues(bytes, length) : refuse()),
  };
}

/** Lines as the log has them: without breaks, so that each is one. */
function linesColumn<Value>(form: {
  readonly isLine: (line: string) => boolean;
  readonly spell: (value: Value) => string;
  readonly value: (line: string) => Value;
}): Column<Value> {
  return {
    write({ count, before, changed, value }) {
      const lines = before === undefined || before.count === 0 ? [] : decodeUtf8(before.bytes).split('\n');
      for (const nth of changed) lines[nth] = form.spell(value(nth));
      for (let nth = lines.length; nth < count; nth += 1) lines.push(form.spell(value(nth)));
      return encodeUtf8(lines.join('\n'));
    },
    read(bytes, count) {
      const lines = count === 0 && bytes.length === 0 ? [] : decodeUtf8(bytes).split('\n');
      if (lines.length !== count || !lines.every(form.isLine)) refuse();
      return { count, bytes, at: (nth) => form.value(lines[nth] ?? refuse()) };
    },
  };
}

const SPACE = 0x20;
const TILDE = 0x7e;

/** As `isName`, which takes twenty times as long where all is plain. */
function isNameLine(line: string): boolean {
  for (let at = 0; at < line.length; at += 1) {
    const code = line.charCodeAt(at);
    if (code < SPACE || code > TILDE) return isName(line);
  }
  const { length } = line;
  return length > 0 && length <= 80 && line.charCodeAt(0) !== SPACE && line.charCodeAt(length - 1) !== SPACE;
}

export const nameColumn = linesColumn<string>({ isLine: isNameLine, spell: (name) => name, value: (line) => line });

/** What is said of people, or an empty line where nothing is. */
export const detailColumn = linesColumn<string | undefined>({
  isLine: (line) => line === '' || isNameLine(line),
  spell: (detail) => detail ?? '',
  value: (line) => (line === '' ? undefined : line),
});

/** One of a few words. */
export function choiceColumn<Word extends string>(words: readonly Word[]): Column<Word> {
  return {
    write: (filling) => written(filling, 1, (view, at, word) => view.setUint8(at, words.indexOf(word))),
    read(bytes, count) {
      if (bytes.length !== count) refuse();
      for (let nth = 0; nth < count; nth += 1) if ((bytes[nth] ?? NONE) >= words.length) refuse();
      return { count, bytes, at: (nth) => words[bytes[nth] ?? NONE] ?? refuse() };
    },
  };
}

/** A whole number below `end()`; `undefined` where `optional`. */
export function placeColumn(end: () => number): Column<number>;
export function placeColumn(end: () => number, optional: true): Column<number | undefined>;
export function placeColumn(end: () => number, optional = false): Column<number | undefined> {
  return {
    write: (filling) =>
      written(filling, 4, (view, at, value) => {
        if (value === undefined ? !optional : value < 0 || value >= end()) refuse();
        view.setUint32(at, value ?? NONE);
      }),
    read(bytes, count) {
      if (bytes.length !== count * 4) refuse();
      const view = viewOf(bytes);
      const most = Math.min(end(), NONE);
      for (let at = 0; at < bytes.length; at += 4) {
        const value = view.getUint32(at);
        if (value >= most && !(optional && value === NONE)) refuse();
      }
      const at = (nth: number): number | undefined => {
        const value = nth < count ? view.getUint32(nth * 4) : refuse();
        return value === NONE ? undefined : value;
      };
      return { count, bytes, at };
    },
  };
}

/** A time, in ms; `undefined` where `optional`. */
export function timeColumn(): Column<number>;
export function timeColumn(optional: true): Column<number | undefined>;
export function timeColumn(optional = false): Column<number | undefined> {
  return {
    write: (filling) =>
      written(filling, 8, (view, at, value) => {
        if (value === undefined && !optional) refuse();
        view.setUint32(at, value === undefined ? NONE : Math.floor(value / 2 ** 32));
        view.setUint32(at + 4, value === undefined ? NONE : value % 2 ** 32);
      }),
    read(bytes, count) {
      if (bytes.length !== count * 8) refuse();
      const view = viewOf(bytes);
      for (let at = 0; at < bytes.length; at += 8) {
        const high = view.getUint32(at);
        if (high >= 2 ** 21 && !(optional && high === NONE && view.getUint32(at + 4) === NONE)) refuse();
      }
      const at = (nth: number): number | undefined => {
        const high = nth < count ? view.getUint32(nth * 8) : refuse();
        return high === NONE ? undefined : high * 2 ** 32 + view.getUint32(nth * 8 + 4);
      };
      return { count, bytes, at };
    },
  };
}

type Columns = Record<string, Column<unknown>>;
type ValueOf<One> = One extends Column<infer Value> ? Value : never;
/** The values of each column. */
export type ValuesOf<Table extends Columns> = { readonly [Name in keyof Table]: ReturnType<Table[Name]['read']> };

/** For each column the places that are changed, and the value of those and of new ones. */
export type Fillings<Table extends Columns> = {
  readonly [Name in keyof Table]: Pick<Filling<ValueOf<Table[Name]>>, 'changed' | 'value'>;
};

/** The columns of a table, in the order in which they are named. */
export function writeTable<Table extends Columns>(
  table: Table,
  count: number,
  before: ValuesOf<Table> | undefined,
  fillings: Fillings<Table>,
): Uint8Array[] {
  return Object.entries(table).map(([name, column]) =>
    column.write({ count, before: before?.[name], ...(fillings[name] ?? refuse()) }),
  );
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
  const values: Record<string, Values<unknown>> = Object.fromEntries(columns);
  return values as ValuesOf<Table>;
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
  const view = viewOf(bytes);
  const sections: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; ) {
    const end = at + 4 <= bytes.length ? at + 4 + view.getUint32(at) : refuse();
    sections.push(end <= bytes.length ? bytes.subarray(at + 4, end) : refuse());
    at = end;
  }
  return sections;
}

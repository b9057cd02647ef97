/**
 * Takes out of a WebAssembly module the functions that nobody can reach. What is kept is kept byte for byte: no function
 * gets another number, and the body of one that cannot be reached becomes a single `unreachable`. So the pruned module does
 * exactly what the whole one does, or, were a function wrongly left out, stops with a trap; it never does something else.
 */

type Bytes = Uint8Array<ArrayBuffer>;

const MAGIC = [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00];
const section = { custom: 0, type: 1, import: 2, function: 3, export: 7, start: 8, element: 9, code: 10 } as const;
/** In an import or an export: what it is of. */
const kind = { function: 0, table: 1 } as const;
/** A body of no local variables that is one instruction. */
const UNREACHABLE = [0x03, 0x00, 0x00, 0x0b];

const odd = (what: string): never => {
  throw new Error(`scripts/pruned-wasm.ts does not know ${what} of this WebAssembly`);
};

class Reader {
  readonly #bytes: Bytes;
  at: number;
  readonly end: number;

  constructor(bytes: Bytes, at = 0, end = bytes.length) {
    this.#bytes = bytes;
    this.at = at;
    this.end = end;
  }

  byte(): number {
    if (this.at >= this.end) return odd('the end');
    return this.#bytes[this.at++] ?? 0;
  }

  /** An unsigned LEB128 of at most 32 bits. */
  size(): number {
    let value = 0;
    for (let shift = 0; shift < 35; shift += 7) {
      const byte = this.byte();
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return value;
    }
    return odd('a number');
  }

  /** Passes over a LEB128 of any width and sign. */
  skipNumber(): void {
    while (this.byte() >= 0x80);
  }

  skip(length: number): void {
    this.at += length;
    if (this.at > this.end) odd('the end');
  }

  name(): string {
    const length = this.size();
    this.skip(length);
    return new TextDecoder().decode(this.#bytes.subarray(this.at - length, this.at));
  }

  taken(from: number): Bytes {
    return this.#bytes.subarray(from, this.at);
  }

  part(length: number): Reader {
    this.skip(length);
    return new Reader(this.#bytes, this.at - length, this.at);
  }

  list<T>(item: () => T): T[] {
    return Array.from({ length: this.size() }, item);
  }
}

/**
 * `wasm` with only those exports of which `keeps` says so, and only the functions that these can come to: by calls, by
 * indirect calls to what the table has of the same type, and by what runs at the start.
 * @throws Error when the module has something that this does not know.
 */
export function pruneWasm(wasm: Bytes, keeps: (name: string) => boolean): Bytes {
  const module = new Reader(wasm);
  for (const byte of MAGIC) if (module.byte() !== byte) odd('the beginning');
  const out: Bytes[] = [wasm.subarray(0, MAGIC.length)];
  const roots: number[] = [];
  const inTable: number[] = [];
  let types: string[] = [];
  let imported: number[] = [];
  let own: number[] = [];
  while (module.at < module.end) {
    const from = module.at;
    const id = module.byte();
    const part = module.part(module.size());
    let made: Bytes | undefined;
    switch (id) {
      case section.type:
        types = part.list(() => signature(part));
        break;
      case section.import:
        imported = part.list(() => importedType(part));
        break;
      case section.function:
        own = part.list(() => part.size());
        break;
      case section.export: {
        const kept = part.list(() => exportEntry(part)).filter(({ name }) => keeps(name));
        // Who has the table could call what is in it.
        if (kept.some((one) => one.kind === kind.table)) odd('an export');
        roots.push(...kept.flatMap((one) => (one.kind === kind.function ? [one.index] : [])));
        made = vector(kept.map(({ bytes }) => bytes));
        break;
      }
      case section.start:
        roots.push(part.size());
        break;
      case section.element:
        inTable.push(...part.list(() => elements(part)).flat());
        break;
      case section.code: {
        const bodies = part.list(() => body(part));
        const typeOf = [...imported, ...own].map((type) => types[type]);
        const reached = reachable(roots, (index) => {
          const { calls = [], indirect = [] } = bodies[index - imported.length]?.calls() ?? {};
          const meant = new Set(indirect.map((type) => types[type]));
          return [...calls, ...inTable.filter((one) => meant.has(typeOf[one]))];
        });
        made = vector(
          bodies.map(({ bytes }, index) => (reached.has(imported.length + index) ? bytes : bytesOf(UNREACHABLE))),
        );
        break;
      }
    }
    // Names of functions and the like run nowhere.
    if (id === section.custom) continue;
    out.push(made === undefined ? module.taken(from) : joined([bytesOf([id, ...leb(made.length)]), made]));
  }
  return joined(out);
}

/** What a function takes and gives: two types that say the same are the same. */
function signature(from: Reader): string {
  const start = from.at;
  if (from.byte() !== 0x60) odd('a type');
  for (const _ of ['takes', 'gives']) from.list(() => from.byte());
  return from.taken(start).join();
}

/** The type of an imported function. */
function importedType(from: Reader): number {
  from.name();
  from.name();
  if (from.byte() !== kind.function) odd('an import');
  return from.size();
}

function exportEntry(from: Reader) {
  const start = from.at;
  const name = from.name();
  const of = from.byte();
  const index = from.size();
  return { name, kind: of, index, bytes: from.taken(start) };
}

/** The functions that one segment puts into the table. */
function elements(from: Reader): number[] {
  if (from.byte() !== 0x00 || from.byte() !== 0x41) odd('a segment of the table');
  from.skipNumber();
  if (from.byte() !== 0x0b) odd('a segment of the table');
  return from.list(() => from.size());
}

/** What a body calls: functions by their number, and those in the table by their type. */
interface Calls {
  readonly calls: number[];
  readonly indirect: number[];
}

function body(from: Reader) {
  const start = from.at;
  const code = from.part(from.size());
  return { bytes: from.taken(start), calls: () => callsIn(code) };
}

function reachable(roots: readonly number[], callsOf: (index: number) => readonly number[]): Set<number> {
  const reached = new Set(roots);
  // A set hands out what is added to it while one goes through it.
  for (const index of reached) for (const called of callsOf(index)) reached.add(called);
  return reached;
}

function callsIn(code: Reader): Calls {
  code.list(() => {
    code.size();
    code.byte();
  });
  const found: Calls = { calls: [], indirect: [] };
  while (code.at < code.end) instruction(code, found);
  return found;
}

function instruction(code: Reader, found: Calls): void {
  const op = code.byte();
  if (op === 0x10) found.calls.push(code.size());
  else if (op === 0x11) {
    found.indirect.push(code.size());
    if (code.size() !== 0) odd('a second table');
  }
  // block, loop, if, br, br_if, local.*, global.*, i32.const, i64.const, memory.size, memory.grow
  else if ((op >= 0x02 && op <= 0x04) || op === 0x0c || op === 0x0d || (op >= 0x20 && op <= 0x24)) skipNumbers(code, 1);
  else if (op >= 0x3f && op <= 0x42) skipNumbers(code, 1);
  // br_table
  else if (op === 0x0e) skipNumbers(code, code.size() + 1);
  // loads and stores
  else if (op >= 0x28 && op <= 0x3e) skipNumbers(code, 2);
  else if (op === 0x43) code.skip(4);
  else if (op === 0x44) code.skip(8);
  else if (op === 0xfc) extended(code);
  else if (!isPlain(op)) odd(`the instruction 0x${op.toString(16)}`);
}

/** unreachable, nop, else, end, return, drop, select, and all that calculates. */
const isPlain = (op: number) =>
  op <= 0x01 || op === 0x05 || op === 0x0b || op === 0x0f || op === 0x1a || op === 0x1b || (op >= 0x45 && op <= 0xc4);

function extended(code: Reader): void {
  const op = code.size();
  // Conversions that saturate, memory.copy, memory.fill
  if (op <= 7) return;
  if (op === 10) code.skip(2);
  else if (op === 11) code.skip(1);
  else odd(`the instruction 0xfc ${op}`);
}

function skipNumbers(code: Reader, count: number): void {
  for (let left = count; left > 0; left -= 1) code.skipNumber();
}

function leb(value: number): number[] {
  return value < 0x80 ? [value] : [(value % 0x80) | 0x80, ...leb(Math.floor(value / 0x80))];
}

const bytesOf = (values: readonly number[]): Bytes => Uint8Array.from(values);
const vector = (items: readonly Bytes[]): Bytes => joined([bytesOf(leb(items.length)), ...items]);

function joined(parts: readonly Bytes[]): Bytes {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

import { describe, expect, it } from 'vitest';
import { pruneWasm } from './pruned-wasm.ts';

const list = (items: readonly (readonly number[])[]) => [items.length, ...items.flat()];
const section = (id: number, bytes: readonly number[]) => [id, bytes.length, ...bytes];
const text = (name: string) => [name.length, ...Buffer.from(name)];
/** A body without local variables. */
const body = (...code: number[]) => [code.length + 2, 0x00, ...code, 0x0b];

const bodies = {
  answers: body(0x10, 0x01), // call 1
  called: body(0x41, 0x2a), // i32.const 42
  unused: body(0x41, 0x07),
  inTable: body(0x20, 0x00, 0x41, 0x01, 0x6a), // local.get 0; i32.const 1; i32.add
  otherType: body(0x41, 0x09),
  indirect: body(0x20, 0x00, 0x41, 0x00, 0x11, 0x01, 0x00), // local.get 0; i32.const 0; call_indirect of type 1
};
const numbers = { answers: 0, unused: 2, indirect: 5 };
const noExport: readonly number[][] = [];

function moduleOf(code: Readonly<Record<keyof typeof bodies, number[]>>, names: string[], more = noExport) {
  const exported = Object.entries(numbers).filter(([name]) => names.includes(name));
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
    // () -> i32 and i32 -> i32, the second twice: types that say the same are the same.
    ...section(1, list([[0x60, 0x00, 0x01, 0x7f], takesOne, takesOne])),
    ...section(3, list([[0], [0], [0], [2], [0], [1]])),
    ...section(4, list([[0x70, 0x00, 0x02]])),
    ...section(7, list([...exported.map(([name, index]) => [...text(name), 0x00, index]), ...more])),
    ...section(9, list([[0x00, 0x41, 0x00, 0x0b, ...list([[3], [4]])]])),
    ...section(10, list(Object.values(code))),
  ]);
}
const takesOne = [0x60, 0x01, 0x7f, 0x01, 0x7f];
const trap = body(0x00);

describe('a pruned WebAssembly module', () => {
  it('has the functions that its exports come to, byte for byte and at their places, and traps for the others', async () => {
    const pruned = pruneWasm(moduleOf(bodies, ['answers', 'unused', 'indirect']), (name) => name !== 'unused');
    expect(pruned).toEqual(moduleOf({ ...bodies, unused: trap, otherType: trap }, ['answers', 'indirect']));
    const { instance } = await WebAssembly.instantiate(pruned);
    const { answers, unused, indirect } = instance.exports as Record<string, (input?: number) => number>;
    expect([answers?.(), indirect?.(4), unused]).toEqual([42, 5, undefined]);
  });

  it('keeps of the table only what can be called', () => {
    const pruned = pruneWasm(moduleOf(bodies, ['answers', 'unused', 'indirect']), (name) => name === 'answers');
    const { answers, called } = bodies;
    const left = { unused: trap, inTable: trap, otherType: trap, indirect: trap };
    expect(pruned).toEqual(moduleOf({ answers, called, ...left }, ['answers']));
  });

  it('is not made from what nobody here knows', () => {
    const all = () => true;
    const table = [...text('table'), 0x01, 0x00];
    expect(() => pruneWasm(moduleOf(bodies, ['answers'], [table]), all)).toThrow('an export');
    const simd = moduleOf({ ...bodies, called: body(0xfd, 0x0c) }, ['answers']);
    expect(() => pruneWasm(simd, all)).toThrow('instruction 0xfd');
    expect(() => pruneWasm(moduleOf(bodies, ['answers']).slice(0, -3), all)).toThrow('the end');
    expect(() => pruneWasm(new Uint8Array(20), all)).toThrow('the beginning');
  });
});

import { describe, expect, it } from 'vitest';
import type { FileId, Outcome } from '#client/bridge/port.ts';
import { type GroupId, parseId } from '#shared/ids/index.ts';
import { DraftFiles } from './draft.ts';

const conversation = parseId<GroupId>(`${'H'.repeat(21)}A`);
const limits = { allowed: true, bytesMost: 1_000, saving: true };

/** A core that takes its time with each file: `answer` says when, and how. */
function open() {
  const asked = new Map<string, (answer: Outcome<FileId>) => void>();
  const dropped: FileId[] = [];
  const draft = new DraftFiles(
    {
      addFile: (_, __, { name }) => new Promise((resolve) => asked.set(name, resolve)),
      dropFile: async (id) => void dropped.push(id),
    },
    conversation,
    async (file) => ({ file, about: { name: file.name, type: 'x/y' }, isImage: false, details: 'kept' }),
  );
  const add = async (...names: string[]) => {
    draft.add(
      names.map((name) => new File(['x'], name)),
      limits,
    );
    await expect.poll(() => names.every((name) => asked.has(name)), { timeout: 15_000 }).toBe(true);
  };
  const ready = (name: string) => asked.get(name)?.({ ok: true, value: name });
  const names = () => draft.state().files.map(({ name, leaves }) => (leaves === true ? `${name} leaves` : name));
  return { draft, add, ready, names, asked, dropped };
}

describe('files that are taken before they are ready', () => {
  it('go once they are, in their order; what is added meanwhile does not', async () => {
    const { draft, add, ready, names } = open();
    await add('a.pdf', 'b.pdf');
    const taking = draft.take();
    expect(names()).toEqual(['a.pdf leaves', 'b.pdf leaves']);
    await add('c.pdf');
    ready('b.pdf');
    ready('c.pdf');
    await expect
      .poll(() => draft.state().files.filter(({ id }) => id !== undefined), { timeout: 15_000 })
      .toHaveLength(2);
    expect(names()).toEqual(['a.pdf leaves', 'b.pdf leaves', 'c.pdf']);
    ready('a.pdf');
    const taken = await taking;
    expect(taken).toMatchObject({ ids: ['a.pdf', 'b.pdf'] });
    expect(names()).toEqual(['c.pdf']);
    if ('problem' in taken) throw new Error('they were refused');
    taken.putBack();
    expect(names()).toEqual(['a.pdf', 'b.pdf', 'c.pdf']);
    expect(await draft.take()).toMatchObject({ ids: ['a.pdf', 'b.pdf', 'c.pdf'] });
  });

  it('go without what is taken back meanwhile', async () => {
    const { draft, add, ready, names, dropped } = open();
    await add('a.pdf', 'b.pdf');
    const taking = draft.take();
    const [first] = draft.state().files;
    draft.remove(first?.key ?? -1);
    ready('a.pdf');
    ready('b.pdf');
    expect(await taking).toMatchObject({ ids: ['b.pdf'] });
    expect(names()).toEqual([]);
    expect(dropped).toEqual(['a.pdf']);
  });

  it('stay, and say why, when one of them is refused', async () => {
    const { draft, add, ready, names, asked } = open();
    await add('a.pdf', 'b.pdf');
    const taking = draft.take();
    ready('b.pdf');
    asked.get('a.pdf')?.({ ok: false, problem: { code: 'not-allowed', sentence: 'No.', nextStep: 'Ask.' } });
    expect(await taking).toEqual({ problem: { code: 'not-allowed', sentence: 'No.', nextStep: 'Ask.' } });
    expect(names()).toEqual(['b.pdf']);
    // The composer says it.
    expect(draft.state().problem).toBeUndefined();
  });
});

it('says what is too large, and how large it may be', async () => {
  const { draft } = open();
  draft.add([new File(['x'.repeat(limits.bytesMost + 1)], 'film.mp4')], limits);
  await expect.poll(() => draft.state().problem?.sentence, { timeout: 15_000 }).toMatch(/^film\.mp4 is too large: /);
  expect(draft.state()).toMatchObject({ files: [], problem: { nextStep: expect.stringContaining('allows up to') } });
});

it('says that there are to be none, and what to do', () => {
  const { draft } = open();
  draft.add([new File(['x'], 'image.png')], { ...limits, allowed: false });
  expect(draft.state()).toEqual({
    files: [],
    problem: {
      sentence: 'Your organisation does not allow files.',
      nextStep: 'Say it in words, or ask an administrator.',
    },
  });
});

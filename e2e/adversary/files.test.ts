import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { FILE_BYTES_MAX, type FileEntry } from '#core/content/files.ts';
import { randomBytes } from '#core/crypto/primitives.ts';
import { sealFile } from '#core/files/sealing.ts';
import { fileIdOf } from '#core/groups/files.ts';
import { freshId } from '#core/groups/fresh-id.ts';
import type { FileView } from '#core/port.ts';
import type { GroupId, MessageId } from '#shared/ids/index.ts';
import { defaultPolicy } from '#shared/policy/index.ts';
import { RelayError } from '#shared/wire/index.ts';
import { must, type Person, type TextView } from '../scenarios/person.ts';
import { Company } from './company.ts';
import type { CallAttack } from './hostile-relay.ts';
import type { Rogue } from './rogue.ts';
import { only } from './scene.ts';

const MEBIBYTE = 1_048_576;

let company: Company;
let ana: Person;
let ben: Person;
let mallory: Rogue;
let room: GroupId;

beforeAll(async () => {
  company = await Company.start();
  ({ ana, ben, mallory } = company);
}, 60_000);
afterAll(() => company.close());

/** A room with Ana, Ben and Mallory, in which Ana has said something. */
beforeEach(async ({ task }) => {
  ({ room } = await company.room(task.name.slice(0, 60), 'the words of Ana'));
}, 60_000);

interface Put {
  readonly entry: FileEntry;
  readonly pieces: readonly Uint8Array[];
}

/** A file, sealed as by an honest client. */
async function sealed(size: number, blob: string = freshId()): Promise<Put> {
  const bytes = randomBytes(size);
  const pieces: Uint8Array[] = [];
  const source = { size, read: async (from: number, to: number) => bytes.slice(from, to) };
  const made = await sealFile(source, blob, async (piece) => void pieces.push(piece));
  return { entry: { ...made, name: 'plan.pdf', type: 'application/pdf' }, pieces };
}

/** What Mallory sends with these files, by its id. */
async function sends(files: readonly unknown[], text = 'look'): Promise<MessageId> {
  const id = freshId<MessageId>();
  await mallory.say(room, { kind: 'text', text, files }, { id });
  return id;
}

const first = (view: TextView): FileView => {
  const [file] = view.files ?? [];
  if (file === undefined) throw new Error('the message has no file');
  return file;
};

/** Fetches the only file of a message. @returns what has become of it. */
async function fetchedBy(person: Person, id: MessageId): Promise<FileView['state']> {
  const view = await person.sees(room, id, () => true, 'the message');
  must(await person.port.fetchFile(room, view.key, first(view).id));
  const over = ({ kind }: FileView['state']) => kind === 'here' || kind === 'failed' || kind === 'gone';
  const end = await person.sees(room, id, (seen) => over(first(seen).state), 'an end of the fetching');
  const { state } = first(end);
  const opened = await person.port.openFile(room, end.key, first(end).id);
  expect(opened.ok).toBe(state.kind === 'here');
  return state;
}

/** A file of Ana's, as Ben sees it. */
async function fromAna(size: number): Promise<MessageId> {
  const about = { name: 'plan.pdf', type: 'application/pdf' };
  const file = must(await ana.port.addFile(room, new Blob([new Uint8Array(size).fill(7)]), about));
  return must(await ana.port.sendMessage(room, 'the plan', { files: [file] }));
}

describe('a member with a modified client', () => {
  it('names another digest, key, header, size or blob than those of its file: nobody is shown anything of it', async () => {
    const { entry, pieces } = await sealed(2 * 131_072);
    const other = (await sealed(5)).entry;
    await mallory.putBlob(entry.blob, pieces);
    const right = await sends([entry]);
    expect(await fetchedBy(ben, right)).toEqual({ kind: 'here' });
    for (const lie of [
      { digest: other.digest },
      { key: other.key },
      { header: other.header },
      // More is fetched than was declared, or less.
      { bytes: entry.bytes - 1 },
      { bytes: 1 },
      { bytes: entry.bytes + 131_072 },
    ]) {
      const id = await sends([{ ...entry, ...lie }]);
      expect([lie, await fetchedBy(ben, id)]).toMatchObject([
        lie,
        { kind: 'failed', problem: { code: 'not-allowed' } },
      ]);
    }
    expect(await fetchedBy(ben, await sends([{ ...entry, blob: other.blob }]))).toEqual({ kind: 'gone' });
    // Nor does any of it reach into the one that is right.
    const view = await ben.sees(room, right, () => true, 'the message');
    expect(first(view).state).toEqual({ kind: 'here' });
  });

  it('gives its file the name of a colleague’s blob: each message keeps what it names', async () => {
    const theirs = await fromAna(9_000);
    expect(await fetchedBy(ben, theirs)).toEqual({ kind: 'here' });
    const rows = company.scene.hostile.recorded.filter(({ name }) => name === 'blob.begin');
    const blobs = rows.map((one) =>
      one.kind === 'call' ? (one.request as { readonly blob: Uint8Array }).blob : undefined,
    );
    const blob = blobs.at(-1);
    if (blob === undefined) throw new Error('nothing was put');
    const { entry, pieces } = await sealed(9_000, Buffer.from(blob).toString('base64url'));
    await expect(mallory.putBlob(entry.blob, pieces)).rejects.toThrow();
    expect(await fetchedBy(ben, await sends([entry]))).toMatchObject({ kind: 'failed' });
    const view = await ben.sees(room, theirs, () => true, 'the message');
    const opened = must(await ben.port.openFile(room, view.key, first(view).id));
    expect(new Uint8Array(await opened.arrayBuffer())).toEqual(new Uint8Array(9_000).fill(7));
  });

  it('sends entries that are none, and hostile names: it is no message, and the room goes on', async () => {
    const { entry } = await sealed(5);
    const hostile = [
      { ...entry, name: 'photo\u202egpj.exe' },
      { ...entry, name: '../../.bashrc' },
      { ...entry, name: 'a\\b' },
      { ...entry, name: 'two\nlines' },
      { ...entry, name: 'null\u0000.txt' },
      { ...entry, name: '..' },
      { ...entry, name: ' ' },
      { ...entry, name: '' },
      { ...entry, name: 'x'.repeat(201) },
      { ...entry, type: 'text/html; charset=utf-8\r\nx: y' },
      { ...entry, type: `a/${'x'.repeat(100)}` },
      { ...entry, bytes: FILE_BYTES_MAX + 1 },
      { ...entry, bytes: -1 },
      { ...entry, bytes: 1.5 },
      { ...entry, width: 0, height: 1 },
      { ...entry, width: 1e9, height: 1e9 },
      { ...entry, blob: '../../etc/passwd' },
      { ...entry, key: 'short' },
      { ...entry, url: 'https://example.com' },
    ];
    for (const one of hostile) await sends([one], 'hostile');
    await sends([], 'hostile');
    await sends(new Array(11).fill(entry), 'hostile');
    await sends([entry, entry], 'hostile');
    await mallory.say(room, { kind: 'text', text: '' });
    await mallory.say(room, { kind: 'text', text: 'hostile', files: [entry], poll: { answers: ['yes', 'no'] } });
    await mallory.say(room, { kind: 'edit', of: freshId(), text: 'hostile', files: [entry] });
    const end = await sends([entry], 'and on');
    for (const person of [ana, ben]) {
      await person.sees(room, end, () => true, 'what came after');
      expect(person.texts(room).filter((text) => text === 'hostile' || text === '')).toEqual([]);
    }
  });

  it('asks for a file that its message does not have: it is given none', async () => {
    const id = await fromAna(5);
    const mine = await fromAna(6);
    const view = await ben.sees(room, id, () => true, 'the message');
    const other = await ben.sees(room, mine, () => true, 'the message');
    const { entry } = await sealed(5);
    for (const file of [first(other).id, fileIdOf(entry), '']) {
      expect(await ben.port.fetchFile(room, view.key, file)).toMatchObject({ problem: { code: 'not-found' } });
      expect(await ben.port.openFile(room, view.key, file)).toMatchObject({ problem: { code: 'not-found' } });
    }
  });
});

describe('a relay', () => {
  /** Serves Ben a piece that `change` makes of what it has. */
  async function serving(size: number, change: CallAttack<'blob.get'>): Promise<FileView['state']> {
    const id = await fromAna(size);
    const victims = only(ben);
    const end = company.scene.hostile.onCall('blob.get', (passage, forward) =>
      victims(passage.connection) ? change(passage, forward) : forward(passage.request),
    );
    const state = await fetchedBy(ben, id);
    end();
    // And then as it is: nothing that came before stands in its way.
    expect(await fetchedBy(ben, id)).toEqual({ kind: 'here' });
    return state;
  }

  it('serves other bytes, other pieces, fewer or more of them: nothing is shown, and it can be fetched again', async () => {
    const failed = { kind: 'failed', problem: { code: 'not-allowed' } };
    const size = 3 * 131_072;
    expect(
      await serving(size, async ({ request }, forward) => {
        const answer = await forward(request);
        if (typeof answer === 'symbol' || !answer.ok || request.piece !== 2) return answer;
        const bytes = answer.value.bytes.slice();
        bytes[1_000] = (bytes[1_000] ?? 0) ^ 1;
        return { ok: true, value: { bytes } };
      }),
    ).toMatchObject(failed);
    expect(
      await serving(size, ({ request }, forward) => forward({ ...request, piece: request.piece === 0 ? 1 : 0 })),
    ).toMatchObject(failed);
    expect(
      await serving(size, async ({ request }, forward) => {
        const answer = await forward(request);
        if (typeof answer === 'symbol' || !answer.ok) return answer;
        return { ok: true, value: { bytes: answer.value.bytes.subarray(0, -1) } };
      }),
    ).toMatchObject(failed);
  });

  it('has lost the blob: the person is told, and nothing else is kept from them', async () => {
    const gone = async () => {
      const { code, message: sentence } = new RelayError('unknown-blob');
      return { ok: false as const, error: { code, sentence } };
    };
    expect(await serving(5, gone)).toEqual({ kind: 'gone' });
    await ana.say(room, 'and on');
    await ben.reads(room, 'and on');
  });
});

// The last ones: the policy stays.
describe('where the policy forbids it, a member with a modified client', () => {
  async function decide(values: Partial<typeof defaultPolicy>): Promise<void> {
    const size = ana.snapshots.connection.log?.size ?? 0;
    await company.scene.decide(({ org }) => {
      if (org === undefined) throw new Error('there is no organisation');
      return { kind: 'policy.set', group: org.defaultGroup, values: { ...defaultPolicy, ...values } };
    });
    for (const person of [ana, ben]) {
      await person.hasLog(size + 1);
    }
  }

  it('sends a file that is larger than the policy allows: nobody shows it, and everybody is told', async () => {
    await decide({ fileMegabytes: 1 });
    const { entry } = await sealed(5);
    await sends([{ ...entry, bytes: MEBIBYTE + 1 }], 'too large');
    const right = await sends([{ ...entry, bytes: MEBIBYTE }], 'just right');
    for (const person of [ana, ben]) {
      await person.sees(room, right, () => true, 'what is allowed');
      expect(person.events(room)).toContain('refused');
      expect(person.texts(room)).not.toContain('too large');
    }
    const file = new Blob([new Uint8Array(MEBIBYTE + 1)]);
    const about = { name: 'plan.pdf', type: 'application/pdf' };
    expect(await ana.port.addFile(room, file, about)).toMatchObject({ problem: { code: 'not-allowed' } });
  });

  it('sends files where the policy forbids them: nobody shows them, everybody is told, and one’s own app sends none', async () => {
    const about = { name: 'plan.pdf', type: 'application/pdf' };
    const before = must(await ana.port.addFile(room, new Blob(['5']), about));
    const earlier = await fromAna(5);
    const view = await ben.sees(room, earlier, () => true, 'what was sent before');
    await decide({ fileMegabytes: 1, files: 'off' });
    const { entry } = await sealed(5);
    await sends([entry], 'with a file');
    for (const person of [ana, ben]) {
      await person.until(() => person.events(room).includes('refused'), 'the line that it was tried');
      expect(person.texts(room)).not.toContain('with a file');
    }
    const refused = { problem: { code: 'not-allowed' } };
    expect(await ana.port.sendMessage(room, 'late', { files: [before] })).toMatchObject(refused);
    expect(await ana.port.addFile(room, new Blob(['5']), about)).toMatchObject(refused);
    expect(await ben.port.fetchFile(room, view.key, first(view).id)).toMatchObject(refused);
    expect(await ben.port.forwardMessage(room, earlier, [room])).toMatchObject(refused);
    expect(ben.snapshots.session).toMatchObject({ policy: { files: { allowed: false } } });
    await ana.say(room, 'and on');
    await ben.reads(room, 'and on');
  });
});

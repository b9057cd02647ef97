import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeBase64url, encodeUtf8 } from '#shared/encoding/index.ts';
import { type MessageId, parseId } from '#shared/ids/index.ts';
import {
  FILE_BYTES_MAX,
  FILE_NAME_MAX,
  FILES_MAX,
  type FileEntry,
  fileSchema,
  filesSchema,
  sendableName,
  sendableType,
} from './files.ts';
import { pad } from './padding.ts';
import { encodePayload, type Payload, parsePayload } from './payload.ts';

const id = parseId<MessageId>('AAAAAAAAAAAAAAAAAAAAAA');
const text = (length: number) => fc.uint8Array({ minLength: length, maxLength: length }).map(encodeBase64url);
const side = fc.integer({ min: 1, max: 20_000 });
const entries: fc.Arbitrary<FileEntry> = fc.record(
  {
    blob: text(16),
    key: text(32),
    header: text(24),
    digest: text(32),
    bytes: fc.integer({ min: 0, max: FILE_BYTES_MAX }),
    name: fc.string({ unit: 'binary', maxLength: 300 }).map(sendableName),
    type: fc.constantFrom('image/png', 'application/vnd.ms-excel', 'application/octet-stream'),
    width: side,
    height: side,
  },
  { requiredKeys: ['blob', 'key', 'header', 'digest', 'bytes', 'name', 'type'] },
);
const some = fc.uniqueArray(entries, { minLength: 1, maxLength: FILES_MAX, selector: ({ blob }) => blob });
const payload = (body: Payload['body']): Payload => ({ v: 1, id, nth: 1, sentAt: 1, body });

describe('the files of a message', () => {
  it('come back as they were, with words or without', () => {
    fc.assert(
      fc.property(some, fc.constantFrom('', 'look'), (files, words) => {
        const sent = payload({ kind: 'text', text: words, files });
        expect(parsePayload(encodePayload(sent))).toEqual(sent);
      }),
    );
  });

  it('are refused whole when any part of any of them is of another kind or beyond its bounds', () => {
    const wrong = fc.constantFrom<Partial<Record<keyof FileEntry | 'url', unknown>>>(
      { blob: 'x' },
      { blob: 'AAAAAAAAAAAAAAAAAAAAAB' },
      { key: '' },
      { key: 'A'.repeat(42) },
      { key: `${'A'.repeat(42)}B` },
      { header: 'A'.repeat(31) },
      { digest: 'A'.repeat(44) },
      { digest: 7 },
      { bytes: -1 },
      { bytes: FILE_BYTES_MAX + 1 },
      { bytes: 0.5 },
      { bytes: '5' },
      { name: '' },
      { name: 'x'.repeat(FILE_NAME_MAX + 1) },
      { name: 'a/b' },
      { name: 'a\\b' },
      { name: 'a\u202eb' },
      { name: 'a\u2066b' },
      { name: 'a\u200fb' },
      { name: 'a\u0007b' },
      { name: 'a\u2028b' },
      { name: '..' },
      { name: '\ud800' },
      { type: '' },
      { type: 'png' },
      { type: 'Image/PNG' },
      { type: 'text/html; charset=utf-8' },
      { type: `a/${'b'.repeat(99)}` },
      { width: 0 },
      { height: 20_001 },
      { url: 'https://example.com' },
    );
    fc.assert(
      fc.property(some, wrong, fc.nat(), (files, change, at) => {
        const changed = files.map((file, place) => (place === at % files.length ? { ...file, ...change } : file));
        const raw = pad(
          encodeUtf8(
            JSON.stringify(payload({ kind: 'text', text: 'a', files: changed as FileEntry[] })).toWellFormed(),
          ),
        );
        // A lone surrogate has no UTF-8 form: there is no such message.
        if (!('name' in change) || String(change.name).isWellFormed()) expect(() => parsePayload(raw)).toThrow();
        expect(filesSchema.safeParse(changed).success).toBe(false);
      }),
    );
  });

  it('are one to ten, and no blob is among them twice', () => {
    fc.assert(
      fc.property(entries, (entry) => {
        expect(filesSchema.safeParse([]).success).toBe(false);
        expect(filesSchema.safeParse([entry, { ...entry, name: 'other' }]).success).toBe(false);
        const many = Array.from({ length: FILES_MAX + 1 }, (_one, at) => ({
          ...entry,
          blob: encodeBase64url(new Uint8Array(16).fill(at)),
        }));
        expect(filesSchema.safeParse(many).success).toBe(false);
        expect(filesSchema.safeParse(many.slice(1)).success).toBe(true);
      }),
    );
  });

  it('stand with a poll nowhere, and words are missing only where they are', () => {
    const files = fc.sample(some, 1)[0] ?? [];
    const poll = { answers: ['yes', 'no'] };
    expect(() => encodePayload(payload({ kind: 'text', text: 'ok?', poll, files }))).toThrow();
    expect(() => encodePayload(payload({ kind: 'text', text: '' }))).toThrow();
  });
});

describe('what a person adds', () => {
  it('has a name and a type that can be sent, whatever its own are, and keeps what can', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), fc.string({ maxLength: 150 }), (name, type) => {
        const entry = {
          ...(fc.sample(entries, 1)[0] as FileEntry),
          name: sendableName(name),
          type: sendableType(type),
        };
        expect(fileSchema.safeParse(entry).success).toBe(true);
      }),
    );
    expect(sendableName('báo cáo 2026 (1).pdf')).toBe('báo cáo 2026 (1).pdf');
    expect(sendableName(' C:\\temp\\a.txt ')).toBe('C:_temp_a.txt');
    expect(sendableName(`${'x'.repeat(300)}.pdf`)).toMatch(/^x{196}\.pdf$/);
    expect(sendableName(`${'x'.repeat(199)}\u{1f600}`)).toHaveLength(FILE_NAME_MAX);
    expect(sendableType('Text/Plain; charset=utf-8')).toBe('text/plain');
    expect(sendableType('')).toBe('application/octet-stream');
  });
});

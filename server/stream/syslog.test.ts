import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ChainedRecord, parseLine } from './chain.ts';
import { syslogFrame } from './syslog.ts';

const record = (changes: Partial<ChainedRecord> = {}): ChainedRecord => ({
  v: 1,
  seq: 7,
  at: Date.UTC(2026, 0, 2, 3, 4, 5, 6),
  kind: 'sign-in.refused',
  about: { as: 'device', code: 'sign-in-refused' },
  prev: 'a'.repeat(64),
  hash: 'b'.repeat(64),
  ...changes,
});
const sender = { hostname: 'relay1', processId: 42 };

/** What a collector reads of a frame, by the grammar of RFC 5424 §6 and RFC 5425 §4.3. */
function read(frame: Buffer) {
  const whole = frame.toString('latin1');
  const [, length = '', message = ''] = /^([1-9]\d*) ([\s\S]*)$/.exec(whole) ?? [];
  expect(message.length).toBe(Number(length));
  const [, priority, time, host, app, process, id, element = '', text = ''] =
    /^<(\d{1,3})>1 (\S+) ([\x21-\x7e]{1,255}) ([\x21-\x7e]{1,48}) ([\x21-\x7e]{1,128}) ([\x21-\x7e]{1,32}) \[((?:[^\]\\]|\\.)*)\] ([\x20-\x7e]*)$/.exec(
      message,
    ) ?? [];
  const values = [...element.matchAll(/ ([\x21\x23-\x3c\x3e-\x5c\x5e-\x7e]{1,32})="((?:[^"\\\]]|\\["\\\]])*)"/g)];
  const parameters = Object.fromEntries(
    values.map(([, name, value = '']) => [name, Buffer.from(value.replace(/\\(["\\\]])/g, '$1'), 'latin1').toString()]),
  );
  expect(element).toBe(`tacit@32473${values.map(([one]) => one).join('')}`);
  return { priority, time, host, app, process, id, parameters, text };
}

describe('a syslog frame', () => {
  it('is one of RFC 5424, framed as RFC 5425 says', () => {
    expect(read(syslogFrame(record(), sender))).toEqual({
      priority: '108',
      time: '2026-01-02T03:04:05.006Z',
      host: 'relay1',
      app: 'tacit',
      process: '42',
      id: 'sign-in.refused',
      parameters: {
        seq: '7',
        prev: 'a'.repeat(64),
        hash: 'b'.repeat(64),
        as: 'device',
        code: 'sign-in-refused',
      },
      text: expect.stringContaining('"code":"sign-in-refused"'),
    });
  });

  it('keeps what is said in it, whatever that is, and lets nothing out of its place (T-STREAM-02)', () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 40 });
    const nasty = fc.constantFrom('"] <34>1 - - - - - - forged', '\\', ']"\\]', '\n<13>1 x', '\u2028', 'Zoë 🎉');
    fc.assert(
      fc.property(fc.oneof(text, nasty), (name) => {
        const made = record({ about: { name, nested: { name }, 'not a name': 1 } });
        const { parameters, text: json } = read(syslogFrame(made, sender));
        const control = /[\p{Cc}\u2028\u2029]/gu;
        expect(parameters.name).toBe(name.replace(control, '\ufffd'));
        expect(Object.keys(parameters)).toEqual(['seq', 'prev', 'hash', 'name']);
        expect(parseLine(json)).toEqual(made);
      }),
    );
  });

  it('has a host and an id also where there are none', () => {
    expect(read(syslogFrame(record({ kind: 'ö' }), { hostname: ' ', processId: 1 }))).toMatchObject({
      host: '-',
      id: '-',
    });
  });
});

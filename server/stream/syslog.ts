/** A record as a syslog message (RFC 5424), framed for TLS by counting its octets (RFC 5425 §4.3). */
import type { ChainedRecord } from './chain.ts';
import { lineOf } from './chain.ts';
import { severityOf } from './events.ts';

/** Log audit, of RFC 5424 §6.2.1. */
const FACILITY = 13;
/** Nobody has given Tacit a number of its own; this one is kept for documentation (RFC 5612), and so is nobody else's. */
const SD_ID = 'tacit@32473';
/** Ours is 32 at most; this keeps a wrong kind from making a malformed message. */
const MSGID_MAX = 32;
const HOSTNAME_MAX = 255;

export interface SyslogSender {
  readonly hostname: string;
  readonly processId: number;
}

/** One frame: the length in octets, a space, and the message. */
export function syslogFrame(record: ChainedRecord, { hostname, processId }: SyslogSender): Buffer {
  const priority = FACILITY * 8 + severityOf(record.kind);
  const header = [
    `<${priority}>1`,
    new Date(record.at).toISOString(),
    printable(hostname, HOSTNAME_MAX),
    'tacit',
    String(processId),
    printable(record.kind, MSGID_MAX),
  ];
  const message = Buffer.from(`${header.join(' ')} ${structuredData(record)} ${ascii(lineOf(record))}`, 'utf8');
  return Buffer.concat([Buffer.from(`${message.length} `), message]);
}

/** What a collector can search by without reading JSON: the chain, and each plain value that the record is about. */
function structuredData({ seq, prev, hash, about }: ChainedRecord): string {
  const plain = Object.entries(about).filter(
    ([name, value]) => /^[a-zA-Z]{1,32}$/.test(name) && ['string', 'number', 'boolean'].includes(typeof value),
  );
  const parameters = [...Object.entries({ seq, prev, hash }), ...plain];
  return `[${SD_ID}${parameters.map(([name, value]) => ` ${name}="${escaped(String(value))}"`).join('')}]`;
}

/** RFC 5424 §6.3.3: what would end the value, or the element, is written behind a backslash. */
function escaped(value: string): string {
  // A control character would be a new line to some collector, and so a forged message.
  const quiet = value.replace(/[\p{Cc}\u2028\u2029]/gu, '\ufffd');
  return quiet.replace(/[\\"\]]/g, '\\$&');
}

function printable(text: string, most: number): string {
  return text.replace(/[^\x21-\x7e]/g, '').slice(0, most) || '-';
}

/** The same JSON in ASCII: then it needs no byte order mark, which RFC 5424 §6.4 asks of UTF-8 and collectors stumble on. */
function ascii(json: string): string {
  return json.replace(/[\u007f-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

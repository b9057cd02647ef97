/** The log as files for other programs. Neither proves anything by itself; the verifiable one is the whole log. */
import { encodeUtf8 } from '#shared/encoding/index.ts';
import type { TrailRow } from './trail.ts';
import type { Wording } from './trail-words.ts';

/** One JSON object a line: what is shown, and the entry as it was signed. */
export function jsonLines(rows: readonly TrailRow[], { view }: Wording): Uint8Array {
  const lines = rows.map((row) => {
    const { index, at, kind, area, by, sentence } = view(row);
    return JSON.stringify({
      index,
      time: new Date(at).toISOString(),
      kind,
      area,
      by,
      signers: row.by,
      sentence,
      entry: row.entry,
    });
  });
  return encodeUtf8(lines.map((line) => `${line}\n`).join(''));
}

const HEAD = ['index', 'time', 'kind', 'area', 'by', 'sentence'];

/** Comma-separated, as RFC 4180 has it. */
export function csv(rows: readonly TrailRow[], { view }: Wording): Uint8Array {
  const lines = rows.map((row) => {
    const { index, at, kind, area, by, sentence } = view(row);
    return [String(index), new Date(at).toISOString(), kind, area, by.join('; '), sentence];
  });
  return encodeUtf8([HEAD, ...lines].map((cells) => `${cells.map(cell).join(',')}\r\n`).join(''));
}

/** A name that begins like a formula must not be run by the spreadsheet that opens the file. */
function cell(text: string): string {
  const harmless = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

import type { RemovalReceipt } from '#client/bridge/port.ts';
import { adminWords } from '#client/words/admin.ts';

/** What a receipt that was saved says, and what it leaves open. */
export function receiptWords(
  { confirmed, alone, stillIn, noRecord }: Omit<RemovalReceipt, 'file'>,
  name: string,
): string {
  const said = adminWords.receipts;
  const what = [...(confirmed > 0 ? [said.confirmed(confirmed)] : []), ...(alone > 0 ? [said.alone(alone)] : [])];
  return [
    what.length === 0 ? said.nothing : said.saved(what),
    ...(stillIn > 0 ? [said.stillIn(name, stillIn)] : []),
    ...(noRecord > 0 ? [said.noRecord(noRecord)] : []),
  ].join(' ');
}

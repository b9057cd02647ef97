import type { RemovalReceipt } from '#client/bridge/port.ts';

/** What a receipt that was saved says, and what it leaves open. */
export function receiptWords(
  { confirmed, alone, stillIn, noRecord }: Omit<RemovalReceipt, 'file'>,
  name: string,
): string {
  const times = (count: number, one: string, many: string) => (count === 1 ? `1 ${one}` : `${count} ${many}`);
  const said = [
    ...(confirmed > 0 ? [`${times(confirmed, 'removal is', 'removals are')} confirmed by others`] : []),
    ...(alone > 0 ? [`${times(alone, 'removal is', 'removals are')} signed by this device alone`] : []),
  ];
  return [
    said.length === 0 ? 'No removal from a conversation of yours is on record.' : `Saved: ${said.join(', ')}.`,
    ...(stillIn > 0 ? [`${name} is still in ${times(stillIn, 'conversation', 'conversations')} of yours.`] : []),
    ...(noRecord > 0 ? [`Of ${times(noRecord, 'conversation', 'conversations')} this device has no record.`] : []),
  ].join(' ');
}

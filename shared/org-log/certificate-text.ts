/** Device certificates put together again: all but their signature stands in the record of the device, so it is not kept twice. */
import type { OrgId } from '#shared/ids/index.ts';
import type { DeviceRecord } from './state.ts';

export const PURPOSES = ['member', 'bot', 'retention'] as const;

type Fields = Pick<DeviceRecord, 'id' | 'user' | 'key' | 'notBefore' | 'notAfter' | 'purpose' | 'signature'>;

/**
 * The encoded certificate of a device, as text: exactly what it shows as its MLS credential. A certificate has one spelling,
 * and none is admitted that would not be given back so; it is the one that was signed.
 */
export function certificateOf(device: Fields, org: OrgId): string {
  const { id, user, key, notBefore, notAfter, purpose, signature } = device;
  const content =
    `{\\"device\\":\\"${id}\\",\\"key\\":\\"${key}\\",\\"notAfter\\":${notAfter},\\"notBefore\\":${notBefore},` +
    `\\"org\\":\\"${org}\\",\\"purpose\\":\\"${purpose}\\",\\"user\\":\\"${user}\\",\\"v\\":1}`;
  return `{"certificate":"${content}","signature":"${signature}"}`;
}

/** Device certificates, taken apart: all but their signature stands in the record of the device, so it is not kept twice. */
import type { OrgId } from '#shared/ids/index.ts';
import type { DeviceCertificate } from './certificate.ts';
import type { DeviceRecord } from './state.ts';

export const PURPOSES = ['member', 'bot', 'retention'] as const;

type Fields = Pick<DeviceRecord, 'id' | 'user' | 'key' | 'notBefore' | 'notAfter'> &
  Pick<DeviceCertificate, 'org' | 'purpose'>;

/** The encoded certificate with these fields. It has one spelling, so it is the one that was signed. */
export function certificateText(fields: Fields, signature: string): string {
  const { id, user, key, notBefore, notAfter, org, purpose } = fields;
  const content =
    `{\\"device\\":\\"${id}\\",\\"key\\":\\"${key}\\",\\"notAfter\\":${notAfter},\\"notBefore\\":${notBefore},` +
    `\\"org\\":\\"${org}\\",\\"purpose\\":\\"${purpose}\\",\\"user\\":\\"${user}\\",\\"v\\":1}`;
  return `{"certificate":"${content}","signature":"${signature}"}`;
}

/** What `certificateText` needs besides the record. @throws RangeError when it would not give the certificate back. */
export function takeApart(device: DeviceRecord, org: OrgId): Pick<Fields, 'purpose'> & { signature: string } {
  const { certificate } = device;
  const signature = certificate.slice(-88, -2);
  const purpose = PURPOSES.find((one) => certificate.includes(`\\"purpose\\":\\"${one}\\"`)) ?? 'member';
  if (certificateText({ ...device, org, purpose }, signature) !== certificate) {
    throw new RangeError('a certificate is not what its record says');
  }
  return { purpose, signature };
}

import { beforeAll, describe, expect, it } from 'vitest';
import { encodeBase64url } from '#shared/encoding/index.ts';
import { type GroupId, parseId } from '#shared/ids/index.ts';
import { replay } from '#shared/org-log/index.ts';
import { ready, sha256, signKeyPair, verify } from '../crypto/primitives.ts';
import { found } from '../identity/ceremonies.ts';
import { encodeReAddRequest, parseReAddRequest } from './re-add-request.ts';

beforeAll(ready);

const now = 1_800_000_000_000;
const group = parseId<GroupId>(encodeBase64url(new Uint8Array(16).fill(4)));

function setting() {
  const ana = found({ organisation: 'Northwind', name: 'Ana', relayLogKey: signKeyPair().publicKey, now });
  const result = replay(ana.envelopes, { sha256, verify });
  if (!result.ok) throw new Error(result.refusal.code);
  const request = { org: ana.org, group, device: ana.device, at: now };
  const about = { org: ana.org, group, now };
  return { ana, state: result.state, request, about, bytes: encodeReAddRequest(request, ana.deviceKey.privateKey) };
}

describe('asking to be added again', () => {
  it('is read as it was written', () => {
    const { bytes, state, about, request } = setting();
    expect(parseReAddRequest(bytes, state, about)).toEqual({ v: 1, ...request });
  });

  it('is not followed when somebody else has signed it', () => {
    const { request, state, about, ana } = setting();
    const forged = encodeReAddRequest(request, signKeyPair().privateKey);
    expect(parseReAddRequest(forged, state, about)).toBeUndefined();
    const otherKey = encodeReAddRequest(request, ana.identityKey.privateKey);
    expect(parseReAddRequest(otherKey, state, about)).toBeUndefined();
  });

  it('is not followed in another group, another organisation, or long after', () => {
    const { bytes, state, about } = setting();
    const elsewhere = parseId<GroupId>(encodeBase64url(new Uint8Array(16).fill(5)));
    expect(parseReAddRequest(bytes, state, { ...about, group: elsewhere })).toBeUndefined();
    const { org } = setting().about;
    expect(parseReAddRequest(bytes, state, { ...about, org })).toBeUndefined();
    expect(parseReAddRequest(bytes, state, { ...about, now: now + 4 * 24 * 3_600_000 })).toBeUndefined();
  });

  it('is not followed, and harms nobody, when any byte of it is another', () => {
    const { bytes, state, about } = setting();
    for (let index = 0; index < bytes.length; index += 7) {
      const changed = Uint8Array.from(bytes);
      changed[index] = (changed[index] ?? 0) ^ 1;
      expect(parseReAddRequest(changed, state, about)).toBeUndefined();
    }
    expect(parseReAddRequest(new Uint8Array(0), state, about)).toBeUndefined();
  });
});

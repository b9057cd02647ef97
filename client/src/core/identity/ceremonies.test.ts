import { beforeAll, describe, expect, it } from 'vitest';
import { encodeBase64url } from '#shared/encoding/index.ts';
import { isDeviceActive, type OrgState, replay } from '#shared/org-log/index.ts';
import { ready, sha256, signKeyPair, verify } from '../crypto/primitives.ts';
import { certifiedDevice } from './authenticate.ts';
import { enrol, type Founder, found, invitationProblem, invite, userSigner } from './ceremonies.ts';
import { CeremonyError } from './errors.ts';
import { parseFoundingFragment } from './founding-link.ts';
import { invitationUrl, parseInvitationFragment } from './invitation-link.ts';

beforeAll(ready);

const HOUR = 3_600_000;
const now = 1_800_000_000_000;

function append(envelopes: readonly Uint8Array[], state?: OrgState): OrgState {
  const result = replay(envelopes, { sha256, verify }, state);
  if (!result.ok) throw new Error(result.refusal.code);
  return result.state;
}

function founded(): { ana: Founder; state: OrgState } {
  const relayLogKey = signKeyPair().publicKey;
  const ana = found({ organisation: 'Northwind', name: 'Ana', relayLogKey, now });
  return { ana, state: append(ana.envelopes) };
}

function invited({ ana, state }: ReturnType<typeof founded>) {
  const by = userSigner(ana.user, ana.identityKey.privateKey);
  const { envelope, link } = invite(state, { by, role: 'member', name: 'Ben', expiresAt: now + HOUR, now });
  return { link, state: append([envelope], state) };
}

function codeOf(work: () => unknown): string | undefined {
  try {
    work();
    return undefined;
  } catch (error) {
    return error instanceof CeremonyError ? error.code : String(error);
  }
}

describe('founding', () => {
  it('gives entries that the log admits, an active owner and a device that colleagues recognise', () => {
    const { ana, state } = founded();
    expect(state.org).toMatchObject({ id: ana.org, name: 'Northwind' });
    expect(state.org?.rootKey).toBe(encodeBase64url(ana.rootKey.publicKey));
    expect(state.users.get(ana.user)).toMatchObject({ name: 'Ana', role: 'owner', standing: 'active' });
    expect(isDeviceActive(state, ana.device, now)).toBe(true);
    const expected = { device: ana.device, user: ana.user };
    expect(certifiedDevice(ana.certificate, ana.deviceKey.publicKey, state)).toEqual(expected);
  });
});

describe('inviting and enrolling', () => {
  it('lets somebody in by the link alone', () => {
    const { link, state } = invited(founded());
    const url = invitationUrl('https://tacit.example', link);
    const ben = enrol(state, parseInvitationFragment(url.slice(url.indexOf('#'))), { name: 'Ben', now });
    const after = append(ben.envelopes, state);
    expect(after.users.get(ben.user)).toMatchObject({ name: 'Ben', role: 'member' });
    expect(isDeviceActive(after, ben.device, now)).toBe(true);
    expect(invitationProblem(after, link, now)).toBe('invitation-used');
  });

  it('stays good when somebody else is enrolled while it is on its way', () => {
    const setting = founded();
    const first = invited(setting);
    const second = invited({ ...setting, state: first.state });
    const ben = enrol(second.state, first.link, { name: 'Ben', now });
    const chloe = enrol(second.state, second.link, { name: 'Chloe', now });
    const after = append([...chloe.envelopes, ...ben.envelopes], second.state);
    expect([...after.users.values()].map(({ name }) => name)).toEqual(['Ana', 'Chloe', 'Ben']);
  });

  it('says why a link is of no use: expired, tampered, or for another organisation', () => {
    const { link, state } = invited(founded());
    expect(invitationProblem(state, link, now)).toBeUndefined();
    expect(invitationProblem(state, link, now + 2 * HOUR)).toBe('invitation-expired');
    expect(invitationProblem(state, { ...link, seed: new Uint8Array(32) }, now)).toBe('bad-signature');
    expect(invitationProblem(state, { ...link, rootKey: new Uint8Array(32) }, now)).toBe('wrong-organisation');
    expect(invitationProblem(founded().state, link, now)).toBe('wrong-organisation');
  });

  it('is not signed when the log would refuse it', () => {
    const setting = founded();
    const { link, state } = invited(setting);
    const ben = enrol(state, link, { name: 'Ben', now });
    const by = userSigner(ben.user, ben.identityKey.privateKey);
    const after = append(ben.envelopes, state);
    const request = { by, role: 'member', name: 'Eve', expiresAt: now + HOUR, now } as const;
    expect(codeOf(() => invite(after, request))).toBe('not-authorised');
    expect(codeOf(() => enrol(after, link, { name: 'Eve', now }))).toBe('invitation-used');
  });
});

describe('founding links', () => {
  it('give their code, and nothing else does', () => {
    expect(parseFoundingFragment('#found/abc-DEF_123')).toBe('abc-DEF_123');
    for (const text of ['', '#found/', '#join/abc', '#found/a b', `#found/${'a'.repeat(65)}`, 'found/abc']) {
      expect(parseFoundingFragment(text)).toBeUndefined();
    }
  });
});

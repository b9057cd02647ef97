/** People who try things on a log, in whatever order a generator comes up with. */
import fc from 'fast-check';
import { encodeBase64url } from '#shared/encoding/index.ts';
import type { InvitationId, UserId } from '#shared/ids/index.ts';
import { defaultPolicy } from '#shared/policy/index.ts';
import { DETAILS } from '../fields.ts';
import { nodePrimitives as primitives } from './node-primitives.ts';
import { HOUR, TestOrg, type TestPerson } from './org.ts';

const actions = [
  'invite',
  'enrol',
  'device',
  'revoke',
  'suspend',
  'restore',
  'remove',
  'role',
  'details',
  'owners',
  'policy',
  'propose',
  'approve',
  'reset',
  'propose decision',
  'approve decision',
  'enact decision',
  'reset by link',
  'wait',
] as const;

export const step = fc.record({
  action: fc.constantFrom(...actions),
  by: fc.nat(9),
  with: fc.option(fc.nat(9)),
  about: fc.nat(9),
  number: fc.nat(5),
});
export type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

export class World {
  readonly org = new TestOrg(primitives);
  readonly people: TestPerson[] = [this.org.ana];
  readonly resets: { id: InvitationId; key: ReturnType<typeof primitives.keyPair>; user: UserId }[] = [];
  readonly open: { id: InvitationId; key: ReturnType<typeof primitives.keyPair> }[] = [];

  person(index: number): TestPerson {
    return this.people[index % this.people.length] ?? this.org.ana;
  }

  /** The envelope that a step makes, and what to do when it is admitted. */
  attempt(one: Step): { envelope: Uint8Array; done?: () => void } | undefined {
    const { org } = this;
    const [by, about] = [this.person(one.by), this.person(one.about)];
    const signers = [by.signer];
    const second = one.with === null ? undefined : this.person(one.with);
    if (second && second.id !== by.id) signers.push(second.signer);
    const sign = (body: Parameters<TestOrg['sign']>[0]) => ({ envelope: org.sign(body, ...signers) });
    const roles = ['member', 'admin', 'guest'] as const;
    switch (one.action) {
      case 'invite': {
        const invitation = { id: org.id<InvitationId>(), key: primitives.keyPair() };
        const role = ([...roles, 'owner'] as const)[one.number % 4] ?? 'member';
        const key = encodeBase64url(invitation.key.publicKey);
        const expiresAt = org.now + 2 * HOUR;
        const body = { kind: 'invite.create', invitation: invitation.id, key, role, name: 'N', expiresAt } as const;
        return { ...sign({ ...body, group: org.group }), done: () => this.open.push(invitation) };
      }
      case 'enrol': {
        const invitation = this.open[one.number % Math.max(1, this.open.length)];
        const fresh = org.person();
        if (invitation === undefined) return undefined;
        return { envelope: org.enrolment(invitation, fresh, 'N'), done: () => this.people.push(fresh) };
      }
      case 'device':
        return sign({ kind: 'device.add', user: about.id, certificate: org.certificate(about, primitives.keyPair()) });
      case 'revoke': {
        const device = [...org.state.devices.keys()][one.number];
        return device && sign({ kind: 'device.revoke', device });
      }
      case 'suspend':
        return sign({ kind: 'user.suspend', user: about.id });
      case 'restore':
        return sign({ kind: 'user.restore', user: about.id });
      case 'remove':
        return sign({ kind: 'user.remove', user: about.id });
      case 'role':
        return sign({ kind: 'user.update', user: about.id, role: roles[one.number % 3] ?? 'member' });
      case 'details': {
        const name = DETAILS[one.number % DETAILS.length] ?? 'title';
        const text = one.number > 3 ? '' : `Field ${one.number}`;
        return sign({ kind: 'user.update', user: about.id, details: { [name]: text } });
      }
      case 'owners': {
        const owners = [...new Set([by.id, about.id])];
        return sign({ kind: 'owners.set', owners, quorum: 1 + (one.number % owners.length) });
      }
      case 'policy':
        return sign({
          kind: 'policy.set',
          group: org.group,
          values: { ...defaultPolicy, freshnessHours: one.number * 9 + 3 },
        });
      case 'propose':
        return sign({
          kind: 'policy.propose',
          group: org.group,
          values: { ...defaultPolicy, freshnessHours: one.number * 9 + 3 },
        });
      case 'approve': {
        const proposal = org.state.groups.get(org.group)?.proposed?.index ?? one.number;
        return sign({ kind: 'policy.approve', group: org.group, proposal });
      }
      case 'propose decision': {
        const owners = [...new Set([by.id, about.id])];
        const invitation = { id: org.id<InvitationId>(), key: primitives.keyPair() };
        const person = org.state.users.get(about.id);
        const link = {
          kind: 'invite.create',
          invitation: invitation.id,
          key: encodeBase64url(invitation.key.publicKey),
          role: person?.role ?? 'member',
          group: org.group,
          name: 'N',
          expiresAt: org.now + 2 * HOUR,
          resets: about.id,
        } as const;
        const matter = (
          [
            { kind: 'owners.set', owners, quorum: 1 + (one.by % owners.length) },
            { kind: 'user.update', user: about.id, role: 'admin' },
            link,
          ] as const
        )[one.number % 3];
        if (matter === undefined) return undefined;
        const body = { kind: 'decision.propose', matter, expiresAt: org.now + 20 * HOUR } as Parameters<
          TestOrg['sign']
        >[0];
        return {
          ...sign(body),
          done: () => void (matter === link && this.resets.push({ ...invitation, user: about.id })),
        };
      }
      case 'approve decision': {
        const proposal = [...org.state.proposals.keys()][one.number] ?? one.number;
        return sign({ kind: 'decision.approve', proposal });
      }
      case 'enact decision': {
        const [proposal, open] = [...org.state.proposals][one.number % Math.max(1, org.state.proposals.size)] ?? [];
        if (proposal === undefined || open === undefined) return undefined;
        return sign({ kind: 'decision.enact', proposal, matter: open.matter });
      }
      case 'reset by link': {
        const link = this.resets[one.number % Math.max(1, this.resets.length)];
        if (link === undefined) return undefined;
        const key = primitives.keyPair();
        const signer = org.signer({ role: 'user', id: link.user }, key);
        const content = { user: link.user, key: encodeBase64url(key.publicKey), invitation: link.id };
        const place = this.people.findIndex(({ id }) => id === link.user);
        return {
          envelope: org.sign(
            { kind: 'identity.reset', ...content },
            org.signer({ role: 'invitation', id: link.id }, link.key),
            signer,
          ),
          done: () => void this.people.splice(place, 1, { id: link.user, key, signer }),
        };
      }
      case 'reset': {
        const key = primitives.keyPair();
        const signer = org.signer({ role: 'user', id: about.id }, key);
        const body = { kind: 'identity.reset', user: about.id, key: encodeBase64url(key.publicKey) } as const;
        const place = this.people.indexOf(about);
        const done = () => void this.people.splice(place, 1, { id: about.id, key, signer });
        const others = signers.filter((one) => one.by.role !== 'user' || one.by.id !== about.id);
        return by.id === about.id ? undefined : { envelope: org.sign(body, ...others, signer), done };
      }
      case 'wait':
        org.now += HOUR / 2;
        return undefined;
    }
  }
}

/** The log of a large organisation: real entries with real signatures. */
import { sign, signKeyPair } from '#core/crypto/primitives.ts';
import { encodeBase64url } from '#shared/encoding/index.ts';
import type { InvitationId } from '#shared/ids/index.ts';
import { headOf, signCheckpoint } from '#shared/org-log/index.ts';
import { nodePrimitives } from '#shared/org-log/testing/node-primitives.ts';
import { HOUR, type TestKey, TestOrg, type TestPerson } from '#shared/org-log/testing/org.ts';
import { randomFrom } from './search-texts.ts';

const FIRST = ['Ana', 'Ben', 'Chloé', 'Dan', 'Eun-ji', 'Fatima', 'Goran', 'Hana', 'Igor', 'Jürgen', 'Kofi', 'Łukasz'];
const LAST = ['Abe', 'Berg', 'Costa', 'Dahl', 'Eze', 'Fischer', 'García', 'Hall', 'Ito', 'Jensen', 'Kaya', 'Lange'];

// What is made here is right by construction. It is verified when it is measured, and not while it is made.
const primitives = {
  ...nodePrimitives,
  verify: () => true,
  keyPair() {
    const { publicKey, privateKey } = signKeyPair();
    return { publicKey, sign: (message: Uint8Array) => sign(privateKey, message) };
  },
};

export interface LargeOrg {
  readonly org: TestOrg;
  readonly people: readonly TestPerson[];
}

/** People who were invited and have some devices each. @param given for a log that a relay of today takes over. */
export function largeOrg(
  count: number,
  devicesEach: number,
  given: { readonly relayKey?: TestKey; readonly now?: number } = {},
): LargeOrg {
  const org = new TestOrg(primitives, given);
  const { ana, group } = org;
  const random = randomFrom(7);
  const pick = (of: readonly string[]) => of[Math.floor(random() * of.length)] ?? '';
  const joining = Array.from({ length: count - 1 }, (_, nth) => ({
    person: org.person(),
    name: `${pick(FIRST)} ${pick(LAST)} ${nth}`,
    invitation: { id: org.id<InvitationId>(), key: primitives.keyPair() },
  }));
  org.must(
    ...joining.map(({ name, invitation: { id, key } }) => {
      const [role, expiresAt] = ['member' as const, org.now + HOUR];
      const publicKey = encodeBase64url(key.publicKey);
      return org.sign(
        { kind: 'invite.create', invitation: id, key: publicKey, role, group, name, expiresAt },
        ana.signer,
      );
    }),
  );
  org.must(...joining.map(({ person, name, invitation }) => org.enrolment(invitation, person, name)));
  const people = joining.map(({ person }) => person);
  for (let nth = 0; nth < devicesEach; nth += 1) {
    org.must(
      ...[ana, ...people].map((person) => {
        const certificate = org.certificate(person, primitives.keyPair());
        return org.sign({ kind: 'device.add', user: person.id, certificate }, person.signer);
      }),
    );
  }
  return { org, people };
}

/** A working day's entries, in the mixture in which they come: people change phones, join, and are called otherwise. */
export function furtherEntries({ org, people }: LargeOrg, count: number): void {
  const end = org.envelopes.length + count;
  for (let nth = 0; org.envelopes.length < end; nth += 1) {
    org.now += 1_000;
    // Another person each time: nobody has more devices than they may.
    const person = people[org.envelopes.length % people.length] ?? org.ana;
    if (nth % 4 === 0 && org.envelopes.length + 2 <= end) org.enrol(`New Person ${nth}`);
    else if (nth % 4 === 1)
      org.must(org.sign({ kind: 'user.update', user: person.id, name: `Other ${nth}` }, person.signer));
    else org.addDevice(person);
  }
}

/** What the relay signs over the log as it is. */
export function checkpointOf(org: TestOrg): string {
  const head = { org: org.org, ...headOf(org.state, primitives), at: org.now };
  return signCheckpoint(head, org.relayKey.publicKey, (message) => org.relayKey.sign(message), primitives);
}

export function rootKeyOf(org: TestOrg): string {
  return encodeBase64url(org.root.publicKey);
}

/** Whether several people hold one and the same group: read from their disks, not from what their windows show. */
import { isDeepStrictEqual } from 'node:util';
import { expect } from 'vitest';
import { ready } from '#core/crypto/primitives.ts';
import { freshId } from '#core/groups/fresh-id.ts';
import { createMlsEngine } from '#core/mls/create-engine.ts';
import { openStorage, type UnlockedStorage } from '#core/storage/locked-storage.ts';
import type { ConversationRow } from '#core/storage/records.ts';
import { testCosts } from '#core/storage/testing.ts';
import { encodeBase64url } from '#shared/encoding/index.ts';
import type { GroupId } from '#shared/ids/index.ts';
import { PASSPHRASE, type Person } from './person.ts';

/** After how many looks nobody is taken to be on the way any more. */
const LOOKS = 500;

/** Opens the disk of a person beside their app, as a second reader. */
export async function withStorage<T>(
  { disk }: Person,
  work: (storage: UnlockedStorage) => Promise<T>,
  passphrase = PASSPHRASE,
): Promise<T> {
  await ready();
  const locked = await openStorage({ name: 'tacit', now: Date.now, costs: testCosts, ...disk });
  const storage = await locked.unlock(passphrase);
  try {
    return await work(storage);
  } finally {
    storage.lock();
  }
}

export interface Standing {
  readonly status: ConversationRow['status'] | undefined;
  readonly epoch: string;
  readonly members: readonly string[];
  readonly roomState: string | undefined;
  /** Equal on all members of one epoch, and on nobody else (RFC 9420 §8.7). */
  readonly authenticator: string;
}

/** Where a person's device stands in a group. */
export function standingOf(person: Person, group: GroupId): Promise<Standing> {
  return withStorage(person, async ({ read }) => {
    const row = await read.get('conversations', group);
    const identity = await read.account('identity');
    const records = (await read.groupState(group)).map(({ record, bytes }) => ({ key: record, bytes }));
    if (identity === undefined) throw new Error(`${person.name} has no account`);
    const limits = { groupDevices: 1_000, pastEpochs: 3, pastEpochHours: 24, skippedKeys: 64, forwardSteps: 1_000 };
    const engine = createMlsEngine({ authenticate: () => true, now: Date.now, limits });
    const state = records.length === 0 ? undefined : engine.decodeState(records, identity.deviceKey);
    return {
      status: row?.status,
      epoch: row?.epoch ?? '',
      members: [...(row?.members ?? [])].sort(),
      roomState: row?.roomState,
      authenticator: state === undefined ? '' : encodeBase64url(engine.epochAuthenticator(state)),
    };
  });
}

/**
 * That these people, and nobody else, come to stand in one and the same group. Something that all of them read is said
 * first: so whoever waits for nothing more has applied everything before it.
 */
export async function expectAgreement(group: GroupId, ...people: readonly [Person, ...Person[]]): Promise<Standing> {
  const [first, ...others] = people;
  const word = `all here ${freshId()}`;
  await first.say(group, word);
  for (const one of people) await one.reads(group, word);
  // What is on the disks tells more than any window hears, so it is looked at until it is the same.
  for (let looks = 1; ; looks += 1) {
    const wanted = await standingOf(first, group);
    expect(wanted).toMatchObject({ status: 'ready', members: people.map(({ id }) => id).sort() });
    const differing: Person[] = [];
    for (const one of others) if (!isDeepStrictEqual(await standingOf(one, group), wanted)) differing.push(one);
    if (differing.length === 0) return wanted;
    // A commit is under way, such as the fresh keys of somebody who has just joined.
    if (looks === LOOKS) throw new Error(`${differing.map(({ name }) => name).join()} never came to agree`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

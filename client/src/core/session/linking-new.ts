/** The new browser's side of linking: from a code to an account of its own. Loaded when somebody begins it. */
import { decodeBase64url, encodeBase64url, encodeUtf8 } from '#shared/encoding/index.ts';
import { certificateOf, isDeviceActive, type OrgState, parseCertificate, policyFor } from '#shared/org-log/index.ts';
import { type SignatureKeyPair, sign, signKeyPair, wipe } from '../crypto/primitives.ts';
import { revokeDevice, userSigner } from '../identity/ceremonies.ts';
import { isDeviceName } from '../identity/device-name.ts';
import { beginAsNew, type LinkingChannel, newLinkingCode, shownLinkingCode } from '../identity/linking.ts';
import { introduction, type LinkedAccount, parseAccount } from '../identity/linking-messages.ts';
import type { LinkedView, LinkingCode } from '../port.ts';
import { policyView } from '../views/people.ts';
import type { IdentityRow } from './account.ts';
import type { WholeLog } from './fetch-log.ts';
import type { Joined, JoiningParts } from './joining.ts';
import type { LinkLine } from './link-line.ts';
import { tampered } from './linking-problems.ts';
import { requireStrength } from './passphrase.ts';
import { ProblemError } from './problems.ts';
import { storeWholeLog } from './stored-log.ts';

export interface NewLinkingParts extends JoiningParts {
  readonly line: LinkLine;
}

export interface NewLinking {
  readonly code: LinkingCode;
  digits(): Promise<string>;
  account(): Promise<LinkedView>;
  finish(passphrase: string): Promise<Joined>;
  cancel(): void;
}

interface Linked {
  readonly account: LinkedAccount;
  readonly log: WholeLog;
  readonly identity: IdentityRow;
}

/** Makes this browser's key and waits at the relay under a fresh code. @throws TransportError, ProblemError. */
export async function beginLinking(parts: NewLinkingParts, name: string): Promise<NewLinking> {
  const { transport, line, now } = parts;
  if (!isDeviceName(name)) throw new ProblemError('invalid-input');
  if (transport.state.kind !== 'connected') throw new ProblemError('offline');
  const code = newLinkingCode();
  const side = beginAsNew(code);
  const deviceKey = signKeyPair();
  const { forMs } = await transport.call('link.open', { name: side.name, message: side.commitment });
  line.begin(forMs);

  const agree = async (): Promise<LinkingChannel> => {
    const otherKey = await line.next();
    const { reveal, channel } = tampered(() => side.answer(otherKey));
    await line.send(reveal);
    await line.send(channel.seal(introduction(deviceKey, name, channel.transcript)));
    return channel;
  };
  const hear = async (): Promise<LinkedAccount> => {
    const channel = await agreed;
    const sealed = await line.next();
    const account = tampered(() => parseAccount(channel.open(sealed)));
    tampered(() => requireMine(account, deviceKey));
    channel.wipe();
    line.end();
    return account;
  };
  const agreed = agree();
  const heard = hear();
  // Whoever asks for them hears of it; nobody may have asked yet.
  agreed.catch(() => undefined);
  heard.catch(() => wipe(deviceKey.privateKey));

  /** What the log says is judged here, from its beginning: neither the other device nor the relay is to be believed. */
  const settle = async (account: LinkedAccount): Promise<Linked> => {
    const { org, rootKey, user, certificate } = account;
    const { device } = parseCertificate(encodeUtf8(certificate));
    await transport.signIn({ as: 'device', device, sign: (message) => sign(deviceKey.privateKey, message) });
    const log = await parts.visit.fetch(transport.call, org, rootKey);
    parts.visit.forget();
    const { state } = log.replica;
    const identityKey = signKeyPair(decodeBase64url(account.identityKey));
    requireInLog(state, account, identityKey, now());
    const identity: IdentityRow = {
      key: 'identity',
      status: 'admitted',
      org,
      organisation: state.org?.name ?? '',
      user,
      name: state.users.get(user)?.name ?? '',
      device,
      userIdentityKey: identityKey,
      deviceKey,
      certificate: encodeUtf8(certificate),
      rootKey,
    };
    return { account, log, identity };
  };
  let settling: Promise<Linked> | undefined;
  let linked: Linked | undefined;

  /** Nobody holds the keys of this device any more: it must not stand in the account. */
  const takeBack = async ({ log, identity }: Linked): Promise<void> => {
    const by = userSigner(identity.user, identity.userIdentityKey.privateKey);
    const envelope = revokeDevice(log.replica.state, { by, device: identity.device, now: now() });
    await transport.call('log.append', { envelopes: [envelope] }).finally(() => {
      wipe(deviceKey.privateKey, identity.userIdentityKey.privateKey);
      return transport.signIn(undefined);
    });
  };

  return {
    code: { code: shownLinkingCode(code), until: now() + forMs },
    digits: async () => (await agreed).digits,
    async account() {
      const account = await heard;
      // The connection may have ended in the middle: asked again, it goes on.
      settling ??= settle(account).catch((error: unknown) => {
        settling = undefined;
        throw error;
      });
      linked = await settling;
      const { identity, log } = linked;
      const { org, organisation, user, name: called } = identity;
      return {
        organisation: { id: org, name: organisation },
        name: called,
        policy: policyView(log.replica.state, user, now()),
      };
    },
    async finish(passphrase) {
      if (linked === undefined) throw new ProblemError('linking-cancelled');
      const { account, identity, log } = linked;
      requireStrength(passphrase, policyFor(log.replica.state, identity.user, now()).passphraseLength);
      const plate = { org: identity.org, organisation: identity.organisation, name: identity.name };
      const storage = await (await parts.openStorage()).create(passphrase, plate, (write) => {
        write.put('account', identity);
        write.put('account', { key: 'client-sequence', next: 1 });
        const names = account.names.filter((one) => one.device !== identity.device);
        const own = { device: identity.device, name, by: account.by };
        write.put('account', { key: 'own-devices', devices: [...names, own] });
      });
      linked = undefined;
      await storeWholeLog(storage, log, () => undefined);
      return { storage, identity };
    },
    cancel() {
      line.end();
      side.wipe();
      if (linked !== undefined) takeBack(linked).catch(() => undefined);
      linked = undefined;
    },
  };
}

/** Refuses a certificate of another key, or of another person than it came with. @throws RangeError. */
function requireMine({ certificate, org, user }: LinkedAccount, deviceKey: SignatureKeyPair): void {
  const parsed = parseCertificate(encodeUtf8(certificate));
  const mine = parsed.key === encodeBase64url(deviceKey.publicKey) && parsed.org === org && parsed.user === user;
  if (!mine) throw new RangeError('a certificate of another device');
}

/**
 * This device as the log has it. Without its entry it would be a ghost that colleagues refuse; under another identity key
 * than the log's, one to which a stranger has slipped an account (AT-06).
 */
function requireInLog(
  state: OrgState,
  { certificate, user }: LinkedAccount,
  identityKey: SignatureKeyPair,
  now: number,
): void {
  const { device } = parseCertificate(encodeUtf8(certificate));
  const record = state.devices.get(device);
  const same =
    state.org !== undefined &&
    record?.user === user &&
    certificateOf(record, state.org.id) === certificate &&
    state.users.get(user)?.key === encodeBase64url(identityKey.publicKey);
  if (!same || !isDeviceActive(state, device, now)) throw new ProblemError('linking-tampered');
}

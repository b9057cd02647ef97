/** The existing device's side of linking: meeting the new browser, and adding it once the person agrees. */
import { decodeUtf8, encodeBase64url } from '#shared/encoding/index.ts';
import type { DeviceId } from '#shared/ids/index.ts';
import { activeDevicesOf, policyFor } from '#shared/org-log/index.ts';
import { wireLimits } from '#shared/wire/index.ts';
import { Refused } from '../groups/refused.ts';
import { addDevice, revokeDevice, userSigner } from '../identity/ceremonies.ts';
import { beginAsExisting, type LinkingChannel, parseLinkingCode, rendezvousName } from '../identity/linking.ts';
import { accountMessage, type Introduction, parseIntroduction } from '../identity/linking-messages.ts';
import type { LinkingView } from '../port.ts';
import { say } from '../words/saying.ts';
import type { LinkLine } from './link-line.ts';
import { linkingProblem, tampered } from './linking-problems.ts';
import type { OpenCore } from './open-core.ts';
import { namedDevices, rememberDevice } from './own-devices.ts';
import { ProblemError } from './problems.ts';
import { appendEntry } from './rarely.ts';

/** A browser that has been met and not yet agreed to. */
interface Met {
  readonly channel: LinkingChannel;
  readonly introduction: Introduction;
}

/** What the person has joined and not yet confirmed; it is worth nothing once the line is over. */
const met = new WeakMap<LinkLine, Met>();

/** @throws ProblemError, TransportError, StorageError. */
export async function joinLinking(
  core: OpenCore,
  line: LinkLine,
  typed: string,
  passphrase: string,
): Promise<LinkingView> {
  const { device, storage } = core;
  const code = parseLinkingCode(typed);
  if (code === undefined) throw new ProblemError('linking-wrong-code');
  // Somebody at a browser that was left open would otherwise read along from their own for ever.
  await storage.checkPassphrase(passphrase);
  // A log that is not the newest may lack that this person is suspended, or that a device was taken out.
  if (!device.maySend()) throw new ProblemError('frozen');
  requireRoom(core);
  line.end();
  let first: Uint8Array;
  try {
    first = (await device.call('link.join', { name: rendezvousName(code) })).message;
  } catch (error) {
    throw linkingProblem(error);
  }
  line.begin(wireLimits.rendezvousMs);
  try {
    const side = beginAsExisting(code, first);
    await line.send(side.publicKey);
    const reveal = await line.next();
    const channel = tampered(() => side.take(reveal));
    const sealed = await line.next();
    const introduction = tampered(() => parseIntroduction(channel.open(sealed), channel.transcript));
    met.set(line, { channel, introduction });
    return { digits: channel.digits, device: introduction.name };
  } catch (error) {
    line.end();
    throw linkingProblem(error);
  }
}

/** Resolves when what was joined is over. */
export async function linkingEnds(line: LinkLine): Promise<void> {
  await line.ended();
  if (line.problem !== undefined && met.has(line)) throw line.problem;
}

/** The log as everybody judges it would refuse one more; said before anybody compares digits. */
function requireRoom({ log, identity, device }: OpenCore): void {
  const { state } = log.replica;
  const now = device.now();
  const { devicesPerPerson: most } = policyFor(state, identity.user, now);
  if (activeDevicesOf(state, identity.user, now).length < most) return;
  throw new Refused('not-allowed', say('account', 'devicesFull', most));
}

/** @throws ProblemError, TransportError, CeremonyError. */
export async function confirmLinking(core: OpenCore, line: LinkLine): Promise<DeviceId> {
  const { identity, device } = core;
  const one = met.get(line);
  met.delete(line);
  if (one === undefined || line.problem !== undefined) throw line.problem ?? new ProblemError('linking-cancelled');
  const { channel, introduction } = one;
  requireRoom(core);
  const identityKey = identity.userIdentityKey;
  const made = await appendEntry(core, (state) =>
    addDevice(state, { user: identity.user, identityKey, key: introduction.key, now: device.now() }),
  );
  try {
    const sealed = channel.seal(
      accountMessage({
        org: identity.org,
        rootKey: identity.rootKey,
        user: identity.user,
        certificate: decodeUtf8(made.certificate),
        identityKey: encodeBase64url(identityKey.privateKey),
        by: identity.device,
        names: await namedDevices(core),
      }),
    );
    await line.send(sealed);
  } catch (error) {
    // It never heard that it is in: a device that nobody holds must not stand in the account.
    const by = userSigner(identity.user, identityKey.privateKey);
    await appendEntry(core, (state) => ({
      envelope: revokeDevice(state, { by, device: made.device, now: device.now() }),
    }));
    throw linkingProblem(error);
  } finally {
    channel.wipe();
  }
  await rememberDevice(core, { device: made.device, name: introduction.name, by: identity.device });
  return made.device;
}

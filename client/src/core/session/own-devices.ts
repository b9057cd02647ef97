/** A person's own devices: what they are called, and taking one out. Loaded when it is first asked for. */
import type { DeviceId } from '#shared/ids/index.ts';
import { activeDevicesOf, devicesOf } from '#shared/org-log/index.ts';
import { Refused } from '../groups/refused.ts';
import { revokeDevice, userSigner } from '../identity/ceremonies.ts';
import { isDeviceName } from '../identity/device-name.ts';
import { NAMED_DEVICES_MAX, type NamedDevice } from '../identity/linking-messages.ts';
import type { OwnDeviceView } from '../port.ts';
import { OWN_DEVICES_MAX } from '../storage/account-records.ts';
import { say } from '../words/saying.ts';
import type { OpenCore } from './open-core.ts';
import { appendEntry } from './rarely.ts';

type Core = Pick<OpenCore, 'log' | 'identity' | 'device' | 'journal'>;

async function known({ journal }: Core): Promise<readonly NamedDevice[]> {
  return (await journal.read.account('own-devices'))?.devices ?? [];
}

/** The names of the devices that are there, for one that is being linked. */
export async function namedDevices(core: Core): Promise<NamedDevice[]> {
  const { log, identity, device } = core;
  const active = new Set(activeDevicesOf(log.replica.state, identity.user, device.now()).map(({ id }) => id));
  return (await known(core)).filter((one) => active.has(one.device)).slice(-NAMED_DEVICES_MAX);
}

export async function rememberDevice(core: Core, named: NamedDevice): Promise<void> {
  const { journal } = core;
  const before = await known(core);
  const devices = [...before.filter((one) => one.device !== named.device), named].slice(-OWN_DEVICES_MAX);
  await journal.record((write) => write.put('account', { key: 'own-devices', devices }));
}

/** The devices that may act, the oldest first. */
export async function ownDevices(core: Core): Promise<OwnDeviceView[]> {
  const { log, identity, device } = core;
  const names = new Map((await known(core)).map((one) => [one.device, one]));
  return activeDevicesOf(log.replica.state, identity.user, device.now()).map(({ id, addedAt, notAfter }) => {
    const named = names.get(id);
    return {
      id,
      ...(named === undefined ? {} : { name: named.name }),
      addedAt,
      ...(named?.by === undefined ? {} : { addedBy: named.by }),
      until: notAfter,
      isThis: id === identity.device,
    };
  });
}

/** @throws Refused. */
export async function renameDevice(core: Core, id: DeviceId, name: string): Promise<void> {
  if (!isDeviceName(name)) throw new Refused('invalid-input');
  requireOwn(core, id);
  const before = (await known(core)).find((one) => one.device === id);
  await rememberDevice(core, { ...before, device: id, name });
}

/** @throws Refused, TransportError, CeremonyError. */
export async function revokeOwnDevice(core: OpenCore, id: DeviceId): Promise<void> {
  const { identity, device } = core;
  requireOwn(core, id);
  // This one is left by deleting what it holds, not from within: it would be gone before the log had heard of it.
  if (id === identity.device) throw new Refused('not-allowed', say('account', 'notItself'));
  const by = userSigner(identity.user, identity.userIdentityKey.privateKey);
  await appendEntry(core, (state) => ({ envelope: revokeDevice(state, { by, device: id, now: device.now() }) }));
}

function requireOwn({ log, identity }: Core, id: DeviceId): void {
  const own = devicesOf(log.replica.state, identity.user).find((one) => one.id === id);
  if (own === undefined || own.revoked) throw new Refused('not-found');
}

/** Key packages: what others need to add a device while it is away. */

import type { Store } from '#server/store/contract.ts';
import type { DeviceId } from '#shared/ids/index.ts';
import { type CallAnswer, type CallRequest, RelayError, wireLimits } from '#shared/wire/index.ts';

export interface KeyPackages {
  publish(device: DeviceId, request: CallRequest<'keyPackages.publish'>): Promise<CallAnswer<'keyPackages.publish'>>;
  claim(device: DeviceId, request: CallRequest<'keyPackages.claim'>): Promise<CallAnswer<'keyPackages.claim'>>;
  available(device: DeviceId): number;
}

/** @param isActive whether the log lets a device act: packages of others are never given out. */
export function createKeyPackages(
  store: Store,
  now: () => number,
  isActive: (device: DeviceId) => boolean,
): KeyPackages {
  return {
    publish: async (device, { packages, replace = false }) => {
      const available = await store.transact((transactor) => {
        if (replace) transactor.dropKeyPackages(device);
        if (transactor.keptKeyPackages(device) + packages.length > wireLimits.keyPackagesPerDevice) {
          throw new RelayError('too-large');
        }
        for (const one of packages) transactor.putKeyPackage(device, one);
        return transactor.availableKeyPackages(device, now());
      });
      return { available };
    },

    claim: (_device, { devices }) =>
      store.transact((transactor) => {
        const claimed: CallAnswer<'keyPackages.claim'>['claimed'] = [];
        const missing: DeviceId[] = [];
        for (const device of new Set(devices)) {
          const taken = isActive(device) ? transactor.claimKeyPackage(device, now()) : null;
          if (taken === null) missing.push(device);
          else claimed.push({ device, ...taken });
        }
        return { claimed, missing };
      }),

    available: (device) => store.read.availableKeyPackages(device, now()),
  };
}

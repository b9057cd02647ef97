/** What a host (a worker, a test, a bot) hands to `createCore`. */

import type { IndexedDbParts } from './storage/database.ts';
import type { VaultCosts } from './storage/vault.ts';
import type { TransportFactory } from './transport/transport.ts';

export interface CoreParts {
  /** The name of the database: one per browser profile and origin. */
  readonly storageName: string;
  /** Where IndexedDB is not a global (in Node), what stands in for it. */
  readonly indexedDb?: IndexedDbParts;
  /** The origin that the person sees. Links carry it, and sign-ins are made for it. */
  readonly origin: string;
  readonly now: () => number;
  readonly transport: TransportFactory;
  /** `VAULT_COSTS` when absent. */
  readonly vaultCosts?: VaultCosts;
  /**
   * How long what changes with every message waits to be told again, ms. 0, for who wants to see every step: then the next
   * turn tells all that one step has changed. 100 when absent.
   */
  readonly tellPause?: number;
  /**
   * Called once, when the core has zeroed its keys after a lock. The host ends the thread: no secret outlives it. The core
   * answers nothing more.
   */
  readonly ended: () => void;
}

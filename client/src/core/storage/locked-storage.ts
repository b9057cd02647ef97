/** Storage before the passphrase: what can be known, and the ways to get an open store. */
import { z } from 'zod/mini';
import { constantTimeEqual, ready, wipe } from '../crypto/primitives.ts';
import {
  type Attempts,
  countFailure,
  noAttempts,
  parseAttempts,
  parseWipe,
  pausedUntil,
  triesLeft,
  wipeRecord,
} from './attempts.ts';
import { type IndexedDbParts, openDatabase, type VaultRow } from './database.ts';
import { StorageError } from './errors.ts';
import { createSealer } from './sealing.ts';
import { collect, createStore, type Store, type StoreTransactor } from './store.ts';
import { createVaultMasterKey, parseSlot, unwrapWithPassphrase, type VaultCosts, wrapWithPassphrase } from './vault.ts';

const doorplateSchema = z.strictObject({
  v: z.literal(1),
  org: z.string(),
  organisation: z.string(),
  name: z.string(),
});

/** The names on the lock screen. Readable on the disk and not authentic: for the eye only. */
export type Doorplate = Omit<z.infer<typeof doorplateSchema>, 'v'>;

/** What can be said about the vault without a passphrase. */
export type VaultStatus =
  /** Nothing is here: a new browser profile, or storage that was emptied. */
  | { readonly kind: 'absent' }
  | { readonly kind: 'damaged' }
  | {
      readonly kind: 'present';
      readonly failures: number;
      readonly retryAt: number | undefined;
      /** How many more wrong passphrases there can be, the one that deletes everything among them; undefined: none does. */
      readonly triesLeft: number | undefined;
      readonly doorplate: Doorplate | undefined;
    };

/** An open store with its key. */
export interface UnlockedStorage extends Store {
  /**
   * Wraps the same key under a new passphrase; the old one opens nothing afterwards.
   * @throws StorageError as `unlock`: a wrong `current` counts as a failure.
   */
  changePassphrase(current: string, next: string): Promise<void>;
  /**
   * Whether whoever sits here knows the passphrase: asked before what must not be done by a stranger at an open browser.
   * @throws StorageError as `unlock`.
   */
  checkPassphrase(passphrase: string): Promise<void>;
  setDoorplate(doorplate: Doorplate): Promise<void>;
  /** Deletes everything after so many wrong passphrases in a row, from now on; 0: never. Written when it is otherwise. */
  setWipeAfter(failures: number): Promise<void>;
  /** Locks, and deletes everything for good: first the slots, so that whatever is left over is sealed to nobody. */
  erase(): Promise<void>;
  /** Zeroes every key and closes the disk. All later calls fail with `locked`. */
  lock(): void;
}

/** The closed store of one browser profile. */
export interface LockedStorage {
  status(): Promise<VaultStatus>;
  /**
   * Makes a vault and writes the first rows, in one transaction: a profile never has the one without the other.
   * @throws StorageError `vault-exists`, `storage-full`, `unavailable`.
   */
  create(
    passphrase: string,
    doorplate: Doorplate,
    firstRows: (write: StoreTransactor) => void,
  ): Promise<UnlockedStorage>;
  /**
   * @throws StorageError `vault-absent`, `vault-corrupted`, `wrong-passphrase` (with `triesLeft`), `too-many-failures` (with
   *   `retryAt`: the passphrase was not tried), `wiped` (everything is deleted).
   */
  unlock(passphrase: string): Promise<UnlockedStorage>;
  /** Deletes everything. */
  erase(): Promise<void>;
  close(): void;
}

/** What storage needs from outside. */
export interface StorageParts extends IndexedDbParts {
  readonly name: string;
  readonly now: () => number;
  /** Too many wrong passphrases: everything was deleted. */
  readonly wiped?: () => void;
  /** `VAULT_COSTS` when absent. */
  readonly costs?: VaultCosts;
}

/** Opens the disk of one browser profile. @throws StorageError `unavailable`, `storage-newer`. */
export async function openStorage({ name, now, costs, wiped, ...parts }: StorageParts): Promise<LockedStorage> {
  await ready();
  let database = await openDatabase(name, parts);
  // Erasing ended after the vault was gone: the rest is sealed to nobody, and nobody else's may be laid beside it.
  if ((await database.vault()).size === 0 && (await database.has('account', 'identity'))) {
    await database.erase();
    database = await openDatabase(name, parts);
  }

  const row = (id: VaultRow['id'], record: unknown): VaultRow => ({ id, record });
  const doorplateRow = (doorplate: Doorplate) => row('doorplate', { v: 1, ...doorplate });

  const attemptsIn = async (vault: ReadonlyMap<string, unknown>): Promise<Attempts> => {
    const stored = vault.get('attempts');
    const attempts = parseAttempts(stored, now());
    if (stored !== undefined && JSON.stringify(stored) !== JSON.stringify(attempts)) {
      await database.write([], [row('attempts', attempts)]);
    }
    return attempts;
  };

  /** What is being kept of how many failures there may be: the next try goes by it. */
  let keeping: Promise<void> = Promise.resolve();

  /** Tries the passphrase, and counts it before it is tried: ending the tab in time must not make a guess free. */
  const tryPassphrase = async (passphrase: string): Promise<Uint8Array> => {
    await keeping;
    const vault = await database.vault();
    const slot = vault.get('slot:passphrase');
    if (slot === undefined) throw new StorageError('vault-absent');
    parseSlot(slot, costs);
    const attempts = await attemptsIn(vault);
    const retryAt = pausedUntil(attempts, now());
    if (retryAt !== undefined) throw new StorageError('too-many-failures', { retryAt });
    const failed = countFailure(attempts, now());
    await database.write([], [row('attempts', failed)]);
    const vaultMasterKey = await unwrapped(slot, passphrase, failed, parseWipe(vault.get('wipe')));
    await database.write([], [row('attempts', noAttempts)]);
    return vaultMasterKey;
  };

  /** A wrong passphrase says how many more there can be. After the last one everything goes, before anybody hears of it. */
  const unwrapped = async (slot: unknown, passphrase: string, failed: Attempts, wipeAfter: number | undefined) => {
    try {
      return unwrapWithPassphrase(slot, passphrase, costs);
    } catch (error) {
      const wrong = error instanceof StorageError && error.code === 'wrong-passphrase';
      if (!wrong || wipeAfter === undefined) throw error;
      if (failed.failures < wipeAfter) {
        throw new StorageError('wrong-passphrase', { triesLeft: wipeAfter - failed.failures });
      }
      await database.erase();
      database.close();
      wiped?.();
      throw new StorageError('wiped');
    }
  };

  const opened = (vaultMasterKey: Uint8Array): UnlockedStorage => {
    const sealer = createSealer(vaultMasterKey);
    let locked = false;
    /** Who is in and knows the passphrase no more than the last try allowed: nothing is left to hold keys for. */
    const orForget = async <T>(trying: Promise<T>): Promise<T> => {
      try {
        return await trying;
      } catch (error) {
        if (error instanceof StorageError && error.code === 'wiped') forgetKeys();
        throw error;
      }
    };
    const refuseWhenLocked = () => {
      if (locked) throw new StorageError('locked');
    };
    const forgetKeys = () => {
      locked = true;
      sealer.wipe();
      wipe(vaultMasterKey);
    };
    return {
      ...createStore(database, sealer),
      async changePassphrase(current, next) {
        refuseWhenLocked();
        const held = await orForget(tryPassphrase(current));
        try {
          refuseWhenLocked();
          // Another profile's slot, put into this vault, would otherwise be kept alive by being wrapped anew.
          if (!constantTimeEqual(held, vaultMasterKey)) throw new StorageError('vault-corrupted');
          await database.write([], [row('slot:passphrase', wrapWithPassphrase(held, next, costs))]);
        } finally {
          wipe(held);
        }
      },
      async checkPassphrase(passphrase) {
        refuseWhenLocked();
        const held = await orForget(tryPassphrase(passphrase));
        const same = constantTimeEqual(held, vaultMasterKey);
        wipe(held);
        if (!same) throw new StorageError('vault-corrupted');
      },
      async setDoorplate(doorplate) {
        refuseWhenLocked();
        await database.write([], [doorplateRow(doorplate)]);
      },
      async setWipeAfter(failures) {
        refuseWhenLocked();
        const record = wipeRecord(failures);
        const kept = keeping.then(async () => {
          if (JSON.stringify((await database.vault()).get('wipe')) === JSON.stringify(record)) return;
          await database.write([], [row('wipe', record)]);
        });
        keeping = kept.catch(() => undefined);
        await kept;
      },
      async erase() {
        refuseWhenLocked();
        forgetKeys();
        await database.erase();
        database.close();
      },
      lock() {
        if (locked) return;
        forgetKeys();
        database.close();
      },
    };
  };

  return {
    async status() {
      const vault = await database.vault();
      const slot = vault.get('slot:passphrase');
      if (slot === undefined) return { kind: 'absent' };
      try {
        parseSlot(slot, costs);
      } catch {
        return { kind: 'damaged' };
      }
      const attempts = await attemptsIn(vault);
      const plate = doorplateSchema.safeParse(vault.get('doorplate'));
      const { org, organisation, name: owner } = plate.data ?? {};
      return {
        kind: 'present',
        failures: attempts.failures,
        retryAt: pausedUntil(attempts, now()),
        triesLeft: triesLeft(attempts, parseWipe(vault.get('wipe'))),
        doorplate:
          org === undefined || organisation === undefined || owner === undefined
            ? undefined
            : { org, organisation, name: owner },
      };
    },
    async create(passphrase, doorplate, firstRows) {
      if ((await database.vault()).has('slot:passphrase')) throw new StorageError('vault-exists');
      const vaultMasterKey = createVaultMasterKey();
      const slot = wrapWithPassphrase(vaultMasterKey, passphrase, costs);
      const sealer = createSealer(vaultMasterKey);
      try {
        const { batches } = collect(sealer, firstRows);
        await database.write(batches, [
          row('slot:passphrase', slot),
          row('attempts', noAttempts),
          doorplateRow(doorplate),
        ]);
      } catch (error) {
        wipe(vaultMasterKey);
        throw error;
      } finally {
        sealer.wipe();
      }
      return opened(vaultMasterKey);
    },
    unlock: async (passphrase) => opened(await tryPassphrase(passphrase)),
    erase: () => database.erase(),
    close: () => database.close(),
  };
}

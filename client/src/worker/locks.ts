/** The part of the Web Locks API that worker and bridge stand on. `navigator.locks` is one. */
export interface Locks {
  request<T>(name: string, take: () => T): Promise<Awaited<T>>;
  request<T>(
    name: string,
    options: { readonly mode?: 'exclusive' | 'shared'; readonly ifAvailable?: boolean },
    take: (lock: unknown) => T,
  ): Promise<Awaited<T>>;
  query(): Promise<{ readonly held?: readonly { readonly name?: string }[] }>;
}

const forever = new Promise<never>(() => undefined);

/** Takes a lock and never gives it back: it ends with this thread. Resolves when it is held. */
export function holdForLife(locks: Locks, name: string): Promise<void> {
  return new Promise((resolve, reject) => {
    locks
      .request(name, () => {
        resolve();
        return forever;
      })
      .catch(reject);
  });
}

/** As `holdForLife`, but at once or not at all. @returns whether it is held. */
export function tryHoldForLife(locks: Locks, name: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    locks
      .request(name, { ifAvailable: true }, (lock) => {
        resolve(lock !== null);
        return lock === null ? undefined : forever;
      })
      .catch(reject);
  });
}

/** Resolves when nobody holds `name` any more: its holder is gone. */
export function waitForEnd(locks: Locks, name: string): Promise<void> {
  return locks.request(name, { mode: 'shared' }, () => undefined);
}

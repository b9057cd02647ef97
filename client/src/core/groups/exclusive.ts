/**
 * One operation per group at a time. Two operations that start from the same MLS state would each use the next key of
 * the same ratchet, which gives two messages the same key and nonce.
 */
export interface Exclusive {
  /** Runs `work` after all earlier work under `key` has ended, whether it succeeded or failed. */
  run<T>(key: string, work: () => Promise<T>): Promise<T>;
}

/** Makes a fresh set of queues, one per key; a key without work costs nothing. */
export function createExclusive(): Exclusive {
  const tails = new Map<string, Promise<unknown>>();
  return {
    run(key, work) {
      const before = tails.get(key) ?? Promise.resolve();
      const result = before.then(work, work);
      const tail = result.catch(() => undefined);
      tails.set(key, tail);
      void tail.then(() => {
        if (tails.get(key) === tail) tails.delete(key);
      });
      return result;
    },
  };
}

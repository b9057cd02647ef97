/** IndexedDB's requests and transactions as promises. */

/** The result of a request. @throws DOMException, which also aborts the transaction. */
export function answer<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/** Resolves when the transaction is on the disk. @throws DOMException when it was aborted. */
export function completion(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error ?? new DOMException('aborted', 'AbortError'));
  });
}

/** Ends a transaction without a trace, if it has not ended yet. */
export function abort(transaction: IDBTransaction): void {
  try {
    transaction.abort();
  } catch {
    // It has ended.
  }
}

/** The last `limit` values of a range, last first. */
export function lastOf<T>(source: IDBObjectStore | IDBIndex, range: IDBKeyRange, limit: number): Promise<T[]> {
  return new Promise((resolve, reject) => {
    const values: T[] = [];
    const request = source.openCursor(range, 'prev');
    request.onerror = () => reject(request.error);
    request.onsuccess = () => {
      const cursor = request.result;
      if (cursor !== null) values.push(cursor.value);
      if (cursor === null || values.length >= limit) resolve(values);
      else cursor.continue();
    };
  });
}

/** The name of what was thrown, by which IndexedDB says what is wrong. */
export function nameOf(thrown: unknown): string | undefined {
  return thrown instanceof Error ? thrown.name : undefined;
}

export interface KeyLocks {
  /** Runs `work` after every earlier one for the same key has ended. */
  withKey<T>(key: string, work: () => Promise<T>): Promise<T>;
}

export function createKeyLocks(): KeyLocks {
  const tails = new Map<string, Promise<unknown>>();
  return {
    withKey: (key, work) => {
      const result = (tails.get(key) ?? Promise.resolve()).then(work, work);
      const tail = result
        .catch(() => undefined)
        .then(() => {
          if (tails.get(key) === tail) tails.delete(key);
        });
      tails.set(key, tail);
      return result;
    },
  };
}

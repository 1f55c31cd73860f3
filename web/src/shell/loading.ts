const listeners = new Set<() => void>();
let underWay = 0;

function change(by: 1 | -1): void {
  underWay += by;
  for (const listener of listeners) listener();
}

/** Parts of the portal that are on their way: a page that is being opened. */
export const loading = {
  during: async <T>(part: Promise<T>): Promise<T> => {
    change(1);
    try {
      return await part;
    } finally {
      change(-1);
    }
  },
  isUnderWay: (): boolean => underWay > 0,
  subscribe: (listener: () => void): (() => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
};

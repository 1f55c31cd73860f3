/** Results of `load` in the order of `entries`, a few loaded ahead while earlier ones are used. */
export async function* readAhead<Entry, Result>(
  entries: readonly Entry[],
  load: (entry: Entry) => Promise<Result>,
  ahead = 6,
): AsyncGenerator<Result> {
  const pending: Promise<Result>[] = [];
  const start = (entry: Entry): void => {
    const loading = load(entry);
    // Its error surfaces when its turn comes, or with an earlier one's.
    loading.catch(() => undefined);
    pending.push(loading);
  };
  for (const entry of entries.slice(0, ahead)) start(entry);
  for (let index = 0; index < entries.length; index += 1) {
    const next = pending.shift();
    const following = entries[index + ahead];
    if (following !== undefined) start(following);
    if (next !== undefined) yield await next;
  }
}

/** Prints a line per stage with its time and keeps the times for the summary. */
export interface Stages {
  readonly run: <T>(name: string, work: () => Promise<T>, tell?: (result: T) => string) => Promise<T>;
  readonly seconds: () => Record<string, number>;
}

export function openStages(print: (line: string) => void): Stages {
  const seconds: Record<string, number> = {};
  return {
    seconds: () => seconds,
    run: async (name, work, tell) => {
      const begin = performance.now();
      const result = await work();
      const took = Math.round(performance.now() - begin) / 1000;
      seconds[name] = took;
      print(`${took.toFixed(1).padStart(7)} s  ${name}${tell === undefined ? '' : `: ${tell(result)}`}`);
      return result;
    },
  };
}

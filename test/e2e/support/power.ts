import type { Faults, WriteCall, WriteFate } from '../../../local/runtime-types.ts';

/** Where a function dies: the `writes`-th of its writes reaches its service, and nothing after it. */
export interface Cut {
  /** The function's folder name: `submit-request`. */
  readonly by: string;
  readonly writes: number;
}

/** The wire between the functions and their services, and who is cut off from it. */
export interface Power {
  readonly faults: Faults;
  /** Runs `act` with the function dead after so many writes. Gives the writes of it that came through. */
  readonly during: (cut: Cut, act: () => Promise<unknown>) => Promise<string[]>;
  /** From now on the function is dead at its next write but so many, until `restore`; for what nobody waits for. */
  readonly cutOff: (cut: Cut) => void;
  /** True once the function tried a write that did not come through. */
  readonly isDead: (by: string) => boolean;
  readonly restore: () => void;
}

interface Line {
  readonly writes: number;
  readonly passed: string[];
  dead: boolean;
}

export const NEVER = Number.POSITIVE_INFINITY;

export function openPower(): Power {
  const lines = new Map<string, Line>();
  const cutOff = ({ by, writes }: Cut): Line => {
    const line = { writes, passed: [], dead: false };
    lines.set(by, line);
    return line;
  };
  const fateOf = (write: WriteCall): WriteFate => {
    const entry = [...lines].find(([by]) => write.caller.endsWith(`-${by}`));
    if (entry === undefined) return 'pass';
    const [, line] = entry;
    if (line.passed.length >= line.writes) {
      line.dead = true;
      return 'drop-before';
    }
    line.passed.push(`${write.service}:${write.action}`);
    return 'pass';
  };
  return {
    faults: { beforeWrite: fateOf },
    cutOff,
    isDead: (by) => lines.get(by)?.dead === true,
    restore: () => lines.clear(),
    during: async (cut, act) => {
      const line = cutOff(cut);
      await act();
      lines.delete(cut.by);
      return line.passed;
    },
  };
}

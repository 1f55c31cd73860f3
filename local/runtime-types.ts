/** A person who can sign in at the local stand-in for Cognito. */
export interface Account {
  sub: string;
  email: string;
  name: string;
  password: string;
}

/** A changing call that reached the gateway; `n` counts them from 1 since the start of the runtime. */
export interface WriteCall {
  service: string;
  action: string;
  table?: string;
  /** ARN of who calls; a function's ends in its name. */
  caller: string;
  n: number;
}

/**
 * `drop-before`: the connection breaks before the service saw the call. `drop-after`: the service did it, but the
 * caller never hears so. `crash`: the process kills itself with SIGKILL before the call is passed on.
 */
export type WriteFate = 'pass' | 'drop-before' | 'drop-after' | 'crash';

export interface Faults {
  duplicateMail?: boolean;
  beforeWrite?: (call: WriteCall) => WriteFate;
}

export interface RuntimeOptions {
  /** Folder of the synthesized assembly (manifest.json, templates, assets). */
  cdkOut: string;
  /** Everything that outlives a restart; created when absent. */
  stateFolder: string;
  /** Fixed ports; absent or 0 takes the port used last time on this state folder if it is free, else a free one. */
  ports?: { api?: number; gateway?: number; inbox?: number; signIn?: number };
  /** Values for template parameters; `{apiUrl}`, `{signInUrl}`, `{inboxUrl}` and `{gatewayUrl}` are filled in. */
  parameters?: Record<string, string>;
  accounts: Account[];
  /** Empties the state folder first. */
  reset?: boolean;
  faults?: Faults;
  /** false: schedules fire only through `fireSchedule`. */
  scheduler?: boolean;
  /** Role policies checked on every call (default), or not at all. */
  permissions?: 'enforce' | 'off';
  /** Instances of one function at the same time, at most (default: as many as cores, from 2 to 4). */
  instancesPerFunction?: number;
  log?: (line: string) => void;
  /** Milliseconds since 1970; only the scheduler and the object locks ask for it. */
  clock?: () => number;
}

export interface Usage {
  writeUnits: number;
  readUnits: number;
  /** `service:Action` to number of calls. */
  callsByAction: Record<string, number>;
  /** Capacity units by table. */
  byTable: Record<string, { writeUnits: number; readUnits: number }>;
}

export interface Runtime {
  apiUrl: string;
  gatewayUrl: string;
  inboxUrl: string;
  signInUrl: string;
  /** Stack name → output key → value. */
  outputs: Record<string, Record<string, string>>;
  /** Stack name → logical id → physical id (what `Ref` gives). */
  resources: Record<string, Record<string, string>>;
  /** Invokes and waits; throws `FunctionFailedError` when the function fails. */
  invokeFunction(nameOrLogicalId: string, payload: unknown): Promise<unknown>;
  /** Fires a schedule now, whatever its time says; resolves when the target has accepted the event. */
  fireSchedule(nameOrLogicalId: string): Promise<void>;
  usage(): Usage;
  stop(): Promise<void>;
}

/** A function invoked through `invokeFunction` ended with an error. */
export class FunctionFailedError extends Error {
  override readonly name = 'FunctionFailedError';
  readonly errorType: string;
  constructor(functionName: string, errorType: string, message: string) {
    super(`${functionName}: ${errorType}: ${message}`);
    this.errorType = errorType;
  }
}
